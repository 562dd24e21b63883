package io.thalweg.store.lake.internal;

import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Counts who reads which snapshot of a table, so that upkeep leaves the files of those alone. Safe
 * for use by many threads.
 */
public final class Leases {

  private final TreeMap<Long, Integer> byTime = new TreeMap<>();

  /**
   * @param timestampMillis when the snapshot was committed
   */
  public synchronized void take(long timestampMillis) {
    byTime.merge(timestampMillis, 1, Integer::sum);
  }

  /** Gives back one lease of such a snapshot. */
  public synchronized void release(long timestampMillis) {
    byTime.computeIfPresent(timestampMillis, (time, count) -> count == 1 ? null : count - 1);
  }

  /** When the oldest snapshot in use was committed; empty when none is in use. */
  public synchronized OptionalLong oldestMillis() {
    return byTime.isEmpty() ? OptionalLong.empty() : OptionalLong.of(byTime.firstKey());
  }
}
