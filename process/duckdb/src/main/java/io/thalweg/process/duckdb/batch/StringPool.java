package io.thalweg.process.duckdb.batch;

import java.util.Arrays;

/**
 * Gives equal texts one array, most of the time: the latest text of each hash slot is remembered.
 * Keys and names repeat in nearly every stream, so most texts cost no memory of their own. For one
 * thread.
 */
final class StringPool {

  private static final int SLOTS = 4096;

  private final byte[][] slots = new byte[SLOTS][];
  private long bytes;

  /** An array that holds the text and never changes. */
  byte[] share(byte[] utf8, int start, int length) {
    int hash = length;
    for (int i = start; i < start + length; i++) {
      hash = 31 * hash + utf8[i];
    }
    int slot = (hash ^ hash >>> 12) & (SLOTS - 1);
    byte[] known = slots[slot];
    if (known != null && Arrays.equals(known, 0, known.length, utf8, start, start + length)) {
      return known;
    }
    byte[] text = Arrays.copyOfRange(utf8, start, start + length);
    slots[slot] = text;
    bytes += 16 + length;
    return text;
  }

  /** Bytes of memory of the arrays given. */
  long bytes() {
    return bytes;
  }
}
