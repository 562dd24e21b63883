package io.thalweg.process.duckdb.batch;

import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.quality.ReplayMark;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The decoded events of a stream in a range of its topic, in columns. It depends on the log alone:
 * whoever decodes the range gets the same batch.
 *
 * <p>Immutable.
 */
public final class EventBatch {

  /** The header of a control record that carries a watermark, in decimal microseconds. */
  public static final String WATERMARK_HEADER = "thalweg.watermark";

  /** Stands for an event time that is not there; before every other. */
  public static final long NO_TIME = Long.MIN_VALUE;

  private final Stream stream;
  private final Offsets from;
  private final Offsets to;
  private final List<PartitionSlice> slices;
  private final int rows;
  private final long bytes;

  EventBatch(Stream stream, Offsets from, Offsets to, List<PartitionSlice> slices) {
    this.stream = stream;
    this.from = from;
    this.to = to;
    this.slices = List.copyOf(slices);
    this.rows = slices.stream().mapToInt(PartitionSlice::rows).sum();
    this.bytes = slices.stream().mapToLong(PartitionSlice::bytes).sum();
  }

  /**
   * One batch of several that follow each other.
   *
   * @param batches at least one; each begins where the one before it ends
   */
  public static EventBatch join(List<EventBatch> batches) {
    EventBatch first = batches.get(0);
    if (batches.size() == 1) {
      return first;
    }
    long lateness =
        first.stream.eventTime().map(EventTime::lateness).map(EventBatch::micros).orElse(0L);
    long[] maxTimes = new long[first.from.partitions()];
    Arrays.fill(maxTimes, NO_TIME);
    List<PartitionSlice> slices = new ArrayList<>();
    for (EventBatch batch : batches) {
      for (PartitionSlice slice : batch.slices) {
        long before = maxTimes[slice.partition()];
        slices.add(before == NO_TIME ? slice : slice.behind(before - lateness));
        maxTimes[slice.partition()] = Math.max(before, slice.maxTime());
      }
    }
    return new EventBatch(first.stream, first.from, batches.get(batches.size() - 1).to, slices);
  }

  public Stream stream() {
    return stream;
  }

  /** Where the range begins. */
  public Offsets from() {
    return from;
  }

  /** Where the range ends: the start of the next. */
  public Offsets to() {
    return to;
  }

  /** Events in it. */
  public int rows() {
    return rows;
  }

  /** Bytes of memory it holds, roughly. */
  public long bytes() {
    return bytes;
  }

  /** The records that are no events. */
  public List<RejectedRecord> rejected() {
    return slices.stream().flatMap(slice -> slice.rejected().stream()).toList();
  }

  /** The rules that rows break, for counting. */
  public List<Warning> warnings() {
    return slices.stream().flatMap(slice -> slice.warnings().stream()).toList();
  }

  /** The places of records that stand in this range again, after they had been quarantined. */
  public List<ReplayMark> replayed() {
    return slices.stream().flatMap(slice -> slice.replayed().stream()).toList();
  }

  /** Whether the range holds a record of a partition: an event, a rejected or a control record. */
  public boolean touches(int partition) {
    return to.get(partition) > from.get(partition);
  }

  /** The greatest event time of a partition in this batch, or {@link #NO_TIME}. */
  public long maxTime(int partition) {
    return slices.stream()
        .filter(slice -> slice.partition() == partition)
        .mapToLong(PartitionSlice::maxTime)
        .max()
        .orElse(NO_TIME);
  }

  /** The greatest watermark that control records of a partition carry, or {@link #NO_TIME}. */
  public long carriedWatermark(int partition) {
    return slices.stream()
        .filter(slice -> slice.partition() == partition)
        .mapToLong(PartitionSlice::carriedWatermark)
        .max()
        .orElse(NO_TIME);
  }

  /** How many rows are late to a reader. */
  public long lateRows(Lateness lateness) {
    return slices.stream().mapToLong(slice -> lateness.count(slice)).sum();
  }

  List<PartitionSlice> slices() {
    return slices;
  }

  /** The microseconds of a duration. */
  public static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000);
  }

  @Override
  public String toString() {
    return stream.name() + " " + from + " to " + to + ", " + rows + " rows";
  }
}
