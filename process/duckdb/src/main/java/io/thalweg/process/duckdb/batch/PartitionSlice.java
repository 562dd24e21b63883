package io.thalweg.process.duckdb.batch;

import io.thalweg.buffer.quality.ReplayMark;
import java.util.BitSet;
import java.util.List;

/**
 * The events of one partition in a batch, in the order of their offsets. Immutable.
 *
 * @param partition of the topic
 * @param rows how many
 * @param columns of the stream's fields, in their order
 * @param offsets of the rows; may be longer than the rows
 * @param late rows whose event time is below the running maximum of the rows before them <em>in
 *     this slice</em>, less the lateness
 * @param lateBelow the greatest event time of slices of this partition that stand before this one
 *     in the batch, less the lateness; {@link EventBatch#NO_TIME} where there are none
 * @param eventTimes of the rows in microseconds, {@link EventBatch#NO_TIME} for a row without one;
 *     null for a stream without event time
 * @param minTime the least event time, {@link Long#MAX_VALUE} without rows that have one
 * @param maxTime the greatest event time, {@link EventBatch#NO_TIME} without rows that have one
 * @param carriedWatermark the greatest watermark that a control record carried, {@link
 *     EventBatch#NO_TIME} without one
 * @param rejected records that are no events
 * @param warnings of rules that rows break
 * @param replayed places of records that stand here again
 */
record PartitionSlice(
    int partition,
    int rows,
    List<EventColumn> columns,
    long[] offsets,
    BitSet late,
    long lateBelow,
    long[] eventTimes,
    long minTime,
    long maxTime,
    long carriedWatermark,
    List<RejectedRecord> rejected,
    List<Warning> warnings,
    List<ReplayMark> replayed) {

  /**
   * The same slice behind others of its partition.
   *
   * @param time below which a row is late by what they hold
   */
  PartitionSlice behind(long time) {
    return new PartitionSlice(
        partition,
        rows,
        columns,
        offsets,
        late,
        Math.max(lateBelow, time),
        eventTimes,
        minTime,
        maxTime,
        carriedWatermark,
        rejected,
        warnings,
        replayed);
  }

  /** Bytes of memory it holds, roughly. */
  long bytes() {
    return columns.stream().mapToLong(EventColumn::bytes).sum()
        + 8L * offsets.length
        + rejected.stream().mapToLong(record -> 200 + record.raw().length).sum()
        + 32L * (warnings.size() + replayed.size());
  }
}
