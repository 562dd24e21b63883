package io.thalweg.process.duckdb.batch;

import java.util.Arrays;

/**
 * Which rows of a batch are late to one reader. A row is late when its event time is below the
 * running maximum of its partition before it, less the lateness; of that maximum a batch knows only
 * its own rows, and the reader brings what came before the batch. A row is late to a reader too
 * when the watermark has already closed its window.
 *
 * <p>Immutable. All times are in microseconds since 1970-01-01T00:00:00Z.
 */
public final class Lateness {

  /** The row counts. */
  public static final int ON_TIME = 0;

  /** The row lies too far behind its own partition; that depends on the log alone. */
  public static final int BEHIND_PARTITION = 1;

  /** The row's window is closed, because its partition was idle. */
  public static final int BEHIND_WATERMARK = 2;

  private final long[] lateBelow;
  private final long closedBelow;

  /**
   * @param lateBelow for each partition the greatest event time before the batch less the lateness,
   *     or {@link EventBatch#NO_TIME}
   * @param closedBelow windows that end at or before this time are closed, so that no row before it
   *     counts; {@link EventBatch#NO_TIME} for none
   */
  public Lateness(long[] lateBelow, long closedBelow) {
    this.lateBelow = lateBelow.clone();
    this.closedBelow = closedBelow;
  }

  /** For a reader to whom no row is late but for the batch's own rows. */
  public static Lateness none(int partitions) {
    long[] lateBelow = new long[partitions];
    Arrays.fill(lateBelow, EventBatch.NO_TIME);
    return new Lateness(lateBelow, EventBatch.NO_TIME);
  }

  int of(PartitionSlice slice, int row) {
    if (slice.late().get(row)) {
      return BEHIND_PARTITION;
    }
    if (slice.eventTimes() == null) {
      return ON_TIME;
    }
    long time = slice.eventTimes()[row];
    if (time == EventBatch.NO_TIME) {
      return ON_TIME;
    }
    if (time < lateBelow(slice)) {
      return BEHIND_PARTITION;
    }
    return time < closedBelow ? BEHIND_WATERMARK : ON_TIME;
  }

  private long lateBelow(PartitionSlice slice) {
    return Math.max(lateBelow[slice.partition()], slice.lateBelow());
  }

  long count(PartitionSlice slice) {
    if (slice.minTime() >= Math.max(lateBelow(slice), closedBelow)) {
      return slice.late().cardinality();
    }
    long count = 0;
    for (int row = 0; row < slice.rows(); row++) {
      if (of(slice, row) != ON_TIME) {
        count++;
      }
    }
    return count;
  }
}
