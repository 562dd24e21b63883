package io.thalweg.connect.http.body;

import java.io.InputStream;

/** A compressed body for those who decompress it, in pieces, while there is time. */
final class DeadlineInput extends InputStream {

  private static final int PIECE = 16 * 1024;

  private final byte[] bytes;
  private final int end;
  private final Deadline deadline;
  private int position;

  DeadlineInput(byte[] bytes, int length, Deadline deadline) {
    this.bytes = bytes;
    this.end = length;
    this.deadline = deadline;
  }

  /** A byte further on, without passing it; 0 behind the end. */
  int peek(int ahead) {
    return position + ahead < end ? bytes[position + ahead] & 0xFF : 0;
  }

  int left() {
    return end - position;
  }

  @Override
  public int read() {
    return position < end ? bytes[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    deadline.check();
    if (position == end) {
      return -1;
    }
    int count = Math.min(Math.min(length, PIECE), end - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return end - position;
  }

  /** Goes back over bytes that were read and not used. */
  void unread(int count) {
    position -= count;
  }
}
