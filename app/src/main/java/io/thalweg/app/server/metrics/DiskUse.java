package io.thalweg.app.server.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** How much of the disk a folder takes, looked up no more often than is needed. Thread-safe. */
final class DiskUse {

  private static final long GOOD_FOR_NANOS = 10_000_000_000L;

  private final Path folder;
  private long bytes;
  private long files;
  private long lookedNanos;
  private boolean looked;

  DiskUse(Path folder) {
    this.folder = folder;
  }

  synchronized long bytes() {
    look();
    return bytes;
  }

  synchronized long files() {
    look();
    return files;
  }

  /** What can still be written; 0 where it cannot be told. */
  long free() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  private void look() {
    long now = System.nanoTime();
    if (looked && now - lookedNanos < GOOD_FOR_NANOS) {
      return;
    }
    bytes = 0;
    files = 0;
    try {
      Files.walkFileTree(folder, new Adding());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    looked = true;
    lookedNanos = now;
  }

  private final class Adding extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.size();
      files++;
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException goneMeanwhile) {
      return FileVisitResult.CONTINUE;
    }
  }
}
