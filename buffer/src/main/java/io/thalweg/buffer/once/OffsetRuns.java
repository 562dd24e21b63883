package io.thalweg.buffer.once;

import java.util.Arrays;

/**
 * A growing set of offsets, held as runs of neighbours: what a sender repeats often stands in one
 * piece. For one thread.
 */
final class OffsetRuns {

  private long[] firsts = new long[8];
  private long[] lasts = new long[8];
  private int size;

  /** Adds an offset that is greater than all. */
  void add(long offset) {
    add(offset, offset);
  }

  /** Adds a run behind all, or makes the last one that begins there longer. */
  void add(long first, long last) {
    if (size > 0 && firsts[size - 1] == first || size > 0 && lasts[size - 1] + 1 == first) {
      lasts[size - 1] = last;
      return;
    }
    if (size == firsts.length) {
      firsts = Arrays.copyOf(firsts, 2 * size);
      lasts = Arrays.copyOf(lasts, 2 * size);
    }
    firsts[size] = first;
    lasts[size] = last;
    size++;
  }

  boolean contains(long offset) {
    int found = Arrays.binarySearch(firsts, 0, size, offset);
    int run = found >= 0 ? found : -found - 2;
    return run >= 0 && offset <= lasts[run];
  }

  /** Forgets the runs that lie before an offset. */
  void forgetBefore(long offset) {
    int gone = 0;
    while (gone < size && lasts[gone] < offset) {
      gone++;
    }
    System.arraycopy(firsts, gone, firsts, 0, size - gone);
    System.arraycopy(lasts, gone, lasts, 0, size - gone);
    size -= gone;
  }

  /** Forgets the offsets from one on. */
  void forgetFrom(long offset) {
    while (size > 0 && firsts[size - 1] >= offset) {
      size--;
    }
    if (size > 0) {
      lasts[size - 1] = Math.min(lasts[size - 1], offset - 1);
    }
  }

  /** How many runs. */
  int size() {
    return size;
  }

  long first(int run) {
    return firsts[run];
  }

  long last(int run) {
    return lasts[run];
  }
}
