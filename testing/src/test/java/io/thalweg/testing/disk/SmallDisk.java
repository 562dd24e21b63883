package io.thalweg.testing.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system of its own, in memory and soon full. For one thread. */
final class SmallDisk implements AutoCloseable {

  private static final int BLOCK = 64 * 1024;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one over a folder; empty where this user may not. */
  static Optional<SmallDisk> mount(Path folder, int megabytes)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String size = "size=" + megabytes + "m";
    return run("mount", "-t", "tmpfs", "-o", size, "thalweg-test", folder.toString())
        ? Optional.of(new SmallDisk(folder))
        : Optional.empty();
  }

  Path folder() {
    return folder;
  }

  long freeBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /** Somebody else's file takes the disk up, but for so many bytes. */
  void fill(long leave) throws IOException {
    try (OutputStream ballast = Files.newOutputStream(ballast())) {
      byte[] block = new byte[BLOCK];
      while (freeBytes() > leave) {
        ballast.write(block);
      }
    } catch (IOException full) {
      if (leave > 0) {
        throw full;
      }
    }
  }

  /** That file is gone. */
  void clear() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return folder.resolve("somebody-elses");
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (!run("umount", folder.toString())) {
      run("umount", "--lazy", folder.toString());
    }
  }
}
