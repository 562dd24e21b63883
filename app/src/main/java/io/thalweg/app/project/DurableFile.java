package io.thalweg.app.project;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/** Writes small files so that after a crash each is the old one or the new one. */
public final class DurableFile {

  private DurableFile() {}

  /**
   * Puts a file in place, whole and synced to disk. One at a time for each file.
   *
   * @param attributes that the file has from its first instant
   * @throws IOException when it cannot be written; then the old one is still there
   */
  public static void write(Path file, byte[] content, FileAttribute<?>... attributes)
      throws IOException {
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".unfinished");
    // One that a crash left behind.
    Files.deleteIfExists(unfinished);
    try {
      try (FileChannel channel =
          FileChannel.open(
              unfinished,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              attributes)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    syncFolder(file.toAbsolutePath().getParent());
  }

  /** Makes a folder where there is none, durably; the one around it is there. */
  public static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder);
      syncFolder(folder.toAbsolutePath().getParent());
    }
  }

  /** Removes a file, durably. */
  public static void delete(Path file) throws IOException {
    Files.delete(file);
    syncFolder(file.toAbsolutePath().getParent());
  }

  /** Makes what stands in a folder, and what no longer does, survive a power cut. */
  private static void syncFolder(Path folder) throws IOException {
    // Windows opens no folder as a file, and its file systems write entries through.
    if (!System.getProperty("os.name").startsWith("Windows")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
