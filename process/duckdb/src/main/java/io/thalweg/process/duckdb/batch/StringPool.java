package io.thalweg.process.duckdb.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Gives equal texts one array, most of the time: the latest text of each hash slot is remembered.
 * Keys and names repeat in nearly every stream, so most texts cost no memory of their own. For one
 * thread.
 */
final class StringPool {

  private static final int SLOT_BITS = 12;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Two to the 64th by the golden ratio: spreads every bit to the bits above it. */
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private final byte[][] slots = new byte[1 << SLOT_BITS][];

  /** Of the texts; another text is told apart without touching it, far away in memory. */
  private final long[] hashes = new long[slots.length];

  private long bytes;

  /** An array that holds the text and never changes. */
  byte[] share(byte[] utf8, int start, int length) {
    long hash = hash(utf8, start, length);
    int slot = (int) (hash >>> (Long.SIZE - SLOT_BITS));
    byte[] known = slots[slot];
    if (known != null
        && hashes[slot] == hash
        && Arrays.equals(known, 0, known.length, utf8, start, start + length)) {
      return known;
    }
    byte[] text = Arrays.copyOfRange(utf8, start, start + length);
    slots[slot] = text;
    hashes[slot] = hash;
    bytes += 16 + length;
    return text;
  }

  /** Of which the upper bits are spread best. */
  private static long hash(byte[] utf8, int start, int length) {
    long hash = length;
    int i = start;
    for (; i <= start + length - Long.BYTES; i += Long.BYTES) {
      hash = ((hash ^ hash >>> 32) + (long) EIGHT.get(utf8, i)) * SPREAD;
    }
    for (; i < start + length; i++) {
      hash = ((hash ^ hash >>> 32) + utf8[i]) * SPREAD;
    }
    return hash * SPREAD;
  }

  /** Bytes of memory of the arrays given. */
  long bytes() {
    return bytes;
  }
}
