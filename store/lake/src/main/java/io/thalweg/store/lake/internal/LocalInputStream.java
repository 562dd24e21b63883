package io.thalweg.store.lake.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.apache.iceberg.io.SeekableInputStream;

/** Reads a file from any position. For one thread; unbuffered, as its readers have buffers. */
final class LocalInputStream extends SeekableInputStream {

  private final RandomAccessFile file;

  LocalInputStream(Path path) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "r");
  }

  @Override
  public long getPos() throws IOException {
    return file.getFilePointer();
  }

  @Override
  public void seek(long position) throws IOException {
    file.seek(position);
  }

  @Override
  public int read() throws IOException {
    return file.read();
  }

  @Override
  public int read(byte[] bytes, int start, int length) throws IOException {
    return file.read(bytes, start, length);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
