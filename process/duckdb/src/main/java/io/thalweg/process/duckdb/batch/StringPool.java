package io.thalweg.process.duckdb.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Texts, one behind the other in chunks of bytes: for the garbage collector those of a batch are a
 * few arrays. Equal texts have one place, most of the time: the latest text of each hash slot is
 * remembered. Keys and names repeat in nearly every stream, so most texts cost no memory of their
 * own. For one thread.
 */
final class StringPool {

  /** The place of no text. */
  static final long NONE = -1;

  private static final int FIRST_CHUNK_BYTES = 1 << 10;

  /** A longer text has a chunk of its own. */
  private static final int CHUNK_BYTES = 1 << 16;

  // A place is, from its lowest bits: how long the text is, where it begins, in which chunk.
  private static final int LENGTH_BITS = 31;
  private static final int START_BITS = 16;
  private static final int MAX_CHUNKS = 1 << 16;

  private static final int SLOT_BITS = 12;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Two to the 64th by the golden ratio: spreads every bit to the bits above it. */
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private final long[] slots = new long[1 << SLOT_BITS];

  /** Of the texts; another text is told apart without touching it, far away in memory. */
  private final long[] hashes = new long[slots.length];

  private final List<byte[]> chunks = new ArrayList<>();
  private byte[] chunk = {};
  private int used;
  private long bytes;

  StringPool() {
    Arrays.fill(slots, NONE);
  }

  /** Has a text, and says at which place. */
  long add(byte[] utf8, int start, int length) {
    long hash = hash(utf8, start, length);
    int slot = (int) (hash >>> (Long.SIZE - SLOT_BITS));
    long known = slots[slot];
    if (known != NONE && hashes[slot] == hash && isAt(known, utf8, start, length)) {
      return known;
    }
    // an empty text, too, begins inside of its chunk
    if (chunk.length - used < Math.max(1, length)) {
      addChunk(length);
    }
    System.arraycopy(utf8, start, chunk, used, length);
    long place = ((long) (chunks.size() - 1) << START_BITS | used) << LENGTH_BITS | length;
    used += length;
    slots[slot] = place;
    hashes[slot] = hash;
    return place;
  }

  private void addChunk(int length) {
    if (chunks.size() == MAX_CHUNKS) {
      throw new IllegalStateException("a batch has more texts than memory can hold");
    }
    chunk =
        new byte
            [Math.max(
                length, Math.min(CHUNK_BYTES, Math.max(FIRST_CHUNK_BYTES, 2 * chunk.length)))];
    chunks.add(chunk);
    bytes += chunk.length;
    used = 0;
  }

  private boolean isAt(long place, byte[] utf8, int start, int length) {
    int from = start(place);
    return Arrays.equals(
        chunks.get(chunk(place)), from, from + length(place), utf8, start, start + length);
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

  /** The text at a place, in an array of its own. */
  byte[] text(long place) {
    return text(chunks.get(chunk(place)), place);
  }

  /** All chunks; what is in them now does not change any more. */
  byte[][] chunks() {
    return chunks.toArray(byte[][]::new);
  }

  /** Bytes of memory of the chunks. */
  long bytes() {
    return bytes;
  }

  /** Which of the chunks a place is in. */
  static int chunk(long place) {
    return (int) (place >>> LENGTH_BITS + START_BITS);
  }

  /** The text at a place of its chunk, in an array of its own. */
  static byte[] text(byte[] chunk, long place) {
    int from = start(place);
    return Arrays.copyOfRange(chunk, from, from + length(place));
  }

  private static int start(long place) {
    return (int) (place >>> LENGTH_BITS) & CHUNK_BYTES - 1;
  }

  private static int length(long place) {
    return (int) place & Integer.MAX_VALUE;
  }
}
