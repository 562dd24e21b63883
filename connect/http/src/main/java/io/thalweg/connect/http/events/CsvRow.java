package io.thalweg.connect.http.events;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The cells of the row read last. Their characters are the bytes of the body, for it is read as if
 * it were Latin-1: what is UTF-8 stays so, and what is not is found by the decoder. For one thread.
 */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {

  private byte[] bytes = new byte[1024];
  private int length;
  private int[] ends = new int[16];
  private boolean[] quoted = new boolean[16];
  private int count;
  private long line;

  int count() {
    return count;
  }

  /** Where the row begins in the body, from 1. */
  long line() {
    return line;
  }

  /** Where a cell begins in the body: its line and its column in characters, both from 1. */
  Place place(int cell, char quote) {
    long at = line;
    int column = 1;
    for (int i = 0; i < cell; i++) {
      column += quoted[i] ? 3 : 1;
      for (int b = start(i); b < ends[i]; b++) {
        if (bytes[b] == '\n') {
          at++;
          column = quoted[i] ? 3 : 2;
        } else if ((bytes[b] & 0xC0) != 0x80) {
          column += quoted[i] && bytes[b] == quote ? 2 : 1;
        }
      }
    }
    return new Place(at, column);
  }

  /** A place in the body. */
  record Place(long line, int column) {}

  byte[] bytes() {
    return bytes;
  }

  int start(int cell) {
    return cell == 0 ? 0 : ends[cell - 1];
  }

  int length(int cell) {
    return ends[cell] - start(cell);
  }

  boolean isQuoted(int cell) {
    return quoted[cell];
  }

  String text(int cell) {
    return new String(bytes, start(cell), length(cell), StandardCharsets.UTF_8);
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    line = startingLineNumber;
    count = 0;
    length = 0;
  }

  @Override
  protected void handleField(int index, char[] source, int offset, int size, boolean isQuoted) {
    if (bytes.length - length < size) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + size));
    }
    for (int i = offset; i < offset + size; i++) {
      bytes[length++] = (byte) source[i];
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
      quoted = Arrays.copyOf(quoted, 2 * count);
    }
    ends[count] = length;
    quoted[count++] = isQuoted;
  }

  @Override
  protected CsvRow buildRecord() {
    return getRecordType() == RecordType.DATA ? this : null;
  }
}
