package io.thalweg.connect.http.body;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip (RFC 1952) of any number of members.
 *
 * <p>Own code, for the JDK's GZIPInputStream goes one call deeper with each empty member and ends
 * in a StackOverflowError, and it takes garbage behind the last one.
 */
final class GzipInput extends InputStream {

  private static final int MAGIC = 0x1F8B;
  private static final int DEFLATED = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final DeadlineInput in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[16 * 1024];
  private int buffered;
  private boolean inMember;
  private boolean any;

  GzipInput(DeadlineInput in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (true) {
      if (!inMember) {
        if (any && in.left() == 0) {
          return -1;
        }
        readHeader();
      }
      int count = inflate(target, offset, length);
      if (count > 0) {
        crc.update(target, offset, count);
        return count;
      }
      if (inflater.finished()) {
        readTrailer();
      } else {
        fill();
      }
    }
  }

  private int inflate(byte[] target, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      throw new ZipException(e.getMessage());
    }
  }

  private void fill() throws IOException {
    if (inflater.needsDictionary()) {
      throw new ZipException("a dictionary is wanted");
    }
    buffered = in.read(buffer, 0, buffer.length);
    if (buffered < 0) {
      throw new EOFException();
    }
    inflater.setInput(buffer, 0, buffered);
  }

  private void readHeader() throws IOException {
    if (((readByte() << 8) | readByte()) != MAGIC || readByte() != DEFLATED) {
      throw new ZipException("no gzip");
    }
    int flags = readByte();
    if ((flags & RESERVED) != 0) {
      throw new ZipException("flags that gzip does not have");
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(readByte() | readByte() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    crc.reset();
    inMember = true;
    any = true;
  }

  private void readTrailer() throws IOException {
    in.unread(inflater.getRemaining());
    long sum = readInt();
    long size = readInt();
    if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw new ZipException("the checksum is wrong");
    }
    inMember = false;
  }

  private long readInt() throws IOException {
    return readByte() | readByte() << 8 | readByte() << 16 | (long) readByte() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      readByte();
    }
  }

  private void skipText() throws IOException {
    while (readByte() != 0) {
      // Names and comments mean nothing here.
    }
  }

  private int readByte() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new EOFException();
    }
    return value;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
