package io.thalweg.buffer.once;

/**
 * When ids were seen last, as far as that is not too long ago. An id is 95 bits of a digest; a hash
 * table with linear probing holds it and its time in two longs. Ids that are too old stay until the
 * table is full. For one thread.
 */
final class IdTable implements AutoCloseable {

  private static final int LEAST_CAPACITY = 256;
  private static final int MOST_CAPACITY = 1 << 30;
  private static final int SLOT_BYTES = 16;

  private final IdMemory memory;
  private final long withinMillis;

  /** Digests, never 0; 0 for an empty slot. */
  private long[] digests;

  /** 32 bits more of each digest, and the time since {@link #base}. */
  private long[] rests;

  private int used;
  private long base;

  /**
   * An empty table.
   *
   * @param withinMillis how long an id counts as seen, at most seven days
   */
  IdTable(IdMemory memory, long withinMillis) {
    this.memory = memory;
    this.withinMillis = withinMillis;
    allocate(LEAST_CAPACITY);
  }

  /** There is no memory for more ids. */
  static final class FullException extends RuntimeException {
    private final long ids;

    FullException(long ids) {
      super(null, null, false, false);
      this.ids = ids;
    }

    /** How many it holds that are not too old. */
    long ids() {
      return ids;
    }
  }

  /**
   * Notes that an id is seen.
   *
   * @param digest 64 bits of its digest
   * @param more 32 bits of its digest
   * @param now in milliseconds since 1970; never less than at the last call
   * @return whether it was seen within the time before
   * @throws FullException without having noted it
   */
  boolean see(long digest, int more, long now) {
    long key = digest | 1;
    if (used >= digests.length / 5 * 4 || now - base > Integer.MAX_VALUE) {
      renew(now);
    }
    int slot = find(key, more);
    boolean known = digests[slot] != 0;
    boolean seen = known && now - time(slot) <= withinMillis;
    if (!known) {
      digests[slot] = key;
      used++;
    }
    rests[slot] = (long) more << 32 | now - base;
    return seen;
  }

  private int find(long key, int more) {
    int slot = (int) ((key >>> 33) * digests.length >>> 31);
    while (digests[slot] != 0 && (digests[slot] != key || (int) (rests[slot] >>> 32) != more)) {
      slot = slot + 1 == digests.length ? 0 : slot + 1;
    }
    return slot;
  }

  private long time(int slot) {
    return base + (rests[slot] & 0xffff_ffffL);
  }

  /** Makes a table of the right size, without what is too old. */
  private void renew(long now) {
    long[] oldDigests = digests;
    long[] oldRests = rests;
    long oldBase = base;
    long oldest = now - withinMillis;
    int live = 0;
    for (int slot = 0; slot < oldDigests.length; slot++) {
      if (oldDigests[slot] != 0 && time(slot) >= oldest) {
        live++;
      }
    }
    long capacity = Math.max(LEAST_CAPACITY, live * 8L / 5 + 1);
    if (capacity > MOST_CAPACITY || !memory.take(capacity * SLOT_BYTES)) {
      throw new FullException(live);
    }
    digests = new long[(int) capacity];
    rests = new long[(int) capacity];
    base = oldest;
    used = live;
    for (int old = 0; old < oldDigests.length; old++) {
      long time = oldBase + (oldRests[old] & 0xffff_ffffL);
      if (oldDigests[old] != 0 && time >= oldest) {
        int more = (int) (oldRests[old] >>> 32);
        int slot = find(oldDigests[old], more);
        digests[slot] = oldDigests[old];
        rests[slot] = (long) more << 32 | time - base;
      }
    }
    memory.giveBack((long) oldDigests.length * SLOT_BYTES);
  }

  private void allocate(int capacity) {
    // So little that it is given in any case.
    memory.take((long) capacity * SLOT_BYTES);
    digests = new long[capacity];
    rests = new long[capacity];
  }

  /** Gives its memory back; not to be used any more. */
  @Override
  public void close() {
    memory.giveBack((long) digests.length * SLOT_BYTES);
  }
}
