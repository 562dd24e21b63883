package io.thalweg.store.lake.internal;

import io.thalweg.buffer.Offsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Who reads which snapshot of a table, so that upkeep leaves the files of those alone, and the log
 * behind them. Safe for use by many threads.
 */
public final class Leases {

  private final Set<Lease> open = Collections.newSetFromMap(new IdentityHashMap<>());

  /** One reader's claim. */
  public static final class Lease {
    private final long timestampMillis;
    private final Offsets archived;

    private Lease(long timestampMillis, Offsets archived) {
      this.timestampMillis = timestampMillis;
      this.archived = archived;
    }
  }

  /**
   * @param timestampMillis when the snapshot was committed
   * @param archived up to where it holds the log
   */
  public synchronized Lease take(long timestampMillis, Offsets archived) {
    Lease lease = new Lease(timestampMillis, archived);
    open.add(lease);
    return lease;
  }

  /** Gives back a lease; once more does no harm. */
  public synchronized void release(Lease lease) {
    open.remove(lease);
  }

  /** When the oldest snapshot in use was committed; empty when none is in use. */
  public synchronized OptionalLong oldestMillis() {
    return open.stream().mapToLong(lease -> lease.timestampMillis).min();
  }

  /** The position that all readers of the log behind their snapshots, and new ones, begin at. */
  public synchronized Offsets firstNeeded(Offsets archivedNow) {
    return open.stream().map(lease -> lease.archived).reduce(archivedNow, Offsets::least);
  }
}
