package io.thalweg.app.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * The right to use a data folder, held by one process at a time and given up by the operating
 * system when the process dies. The lock file holds the number of the process that holds it.
 */
final class DataFolderLock implements AutoCloseable {

  private final FileChannel channel;

  private DataFolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws StartException when another platform uses the folder, or it cannot be written
   */
  static DataFolderLock acquire(DataFolder folder) {
    try {
      folder.create();
      FileChannel channel =
          FileChannel.open(
              folder.lockFile(),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!lock(channel)) {
        String owner = Files.readString(folder.lockFile()).strip();
        channel.close();
        throw new StartException(
            "the data folder \"%s\" is used by another platform (process %s)"
                .formatted(folder.path(), owner.isEmpty() ? "not known" : owner),
            "Stop that one first, or give this one a folder of its own by --data.");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      return new DataFolderLock(channel);
    } catch (IOException e) {
      throw new StartException(
          "the data folder \"%s\" cannot be written: %s".formatted(folder.path(), cause(e)),
          "Give this user the right to write there, or name another folder by --data.");
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // another platform in this very process
    }
  }

  private static String cause(IOException failure) {
    String kind = failure.getClass().getSimpleName().replace("Exception", "");
    return failure instanceof java.nio.file.FileSystemException ? kind : failure.getMessage();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
