package io.thalweg.store.lake.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes files and folders survive a power cut. A file is durable when its content and the entry in
 * its folder are synced. Safe for use by many threads.
 */
public final class Durable {

  private Durable() {}

  /** Syncs a file's content; its folder is another matter. */
  public static void syncFile(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("file " + file + " could not be synced to disk", e);
    }
  }

  /** Syncs the entries of a folder. */
  public static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folder as a file, and its file systems write entries through.
      if (!System.getProperty("os.name").startsWith("Windows")) {
        throw new UncheckedIOException("folder " + folder + " could not be synced to disk", e);
      }
    }
  }

  /** Creates a folder with its parents where they are missing, and syncs what it creates. */
  public static void createFolder(Path folder) {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    createFolder(parent);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + folder + " could not be created", e);
    }
    syncFolder(parent);
  }
}
