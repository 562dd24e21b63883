package io.thalweg.store.lake.internal;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.iceberg.io.PositionOutputStream;

/** Writes a file that is durable once closed, its entry in the folder too. For one thread. */
final class DurableOutputStream extends PositionOutputStream {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path path;
  private final FileOutputStream file;
  private final BufferedOutputStream buffer;
  private long position;
  private boolean closed;

  DurableOutputStream(Path path) throws IOException {
    this.path = path;
    this.file = new FileOutputStream(path.toFile());
    this.buffer = new BufferedOutputStream(file, BUFFER_BYTES);
  }

  @Override
  public long getPos() {
    return position;
  }

  @Override
  public void write(int value) throws IOException {
    buffer.write(value);
    position++;
  }

  @Override
  public void write(byte[] bytes, int start, int length) throws IOException {
    buffer.write(bytes, start, length);
    position += length;
  }

  @Override
  public void flush() throws IOException {
    buffer.flush();
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (file) {
      buffer.flush();
      file.getFD().sync();
    }
    Durable.syncFolder(path.toAbsolutePath().getParent());
  }
}
