package io.thalweg.process.duckdb.batch;

import io.thalweg.buffer.decode.FieldConsumer;
import io.thalweg.buffer.decode.Rejection;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.buffer.quality.EventValues;
import io.thalweg.buffer.quality.ReplayMark;
import io.thalweg.buffer.quality.Verdict;
import io.thalweg.buffer.quality.Verdict.Outcome;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;

/** Decodes the records of one partition into columns. For one thread. */
final class SliceBuilder implements FieldConsumer, EventValues {

  private static final Rejection NO_VALUE =
      new Rejection(
          "NO_VALUE",
          "the record has no value",
          "Write each event as a JSON object into the value.");

  private final int partition;
  private final RecordDecoder decoder;
  private final Optional<EventQuality.Judge> judge;
  private final ColumnBuilder[] columns;
  private final ColumnBuilder.OfLongs time;
  private final long latenessMicros;

  /** Of a stream by processing time its column, else null. */
  private final ColumnBuilder.OfLongs arrival;

  private final List<RejectedRecord> rejected = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();
  private final List<ReplayMark> replayed = new ArrayList<>();
  private final BitSet late = new BitSet();
  private long[] offsets;
  private int row;
  private long minTime = Long.MAX_VALUE;
  private long maxTime = EventBatch.NO_TIME;
  private long carriedWatermark = EventBatch.NO_TIME;

  /**
   * @param from the first offset that is decoded
   */
  SliceBuilder(
      Stream stream,
      EventQuality quality,
      int partition,
      long from,
      RecordDecoder decoder,
      int expectedRows) {
    this.partition = partition;
    this.decoder = decoder;
    this.judge =
        quality == EventQuality.NONE
            ? Optional.empty()
            : Optional.of(quality.judgeFrom(partition, from));
    this.offsets = new long[expectedRows];
    this.columns =
        stream.fields().stream()
            .map(Field::type)
            .map(type -> ColumnBuilder.of(type, expectedRows))
            .toArray(ColumnBuilder[]::new);
    this.time =
        stream
            .eventTime()
            .map(EventTime::field)
            .map(field -> (ColumnBuilder.OfLongs) columns[stream.indexOf(field)])
            .orElse(null);
    this.latenessMicros =
        stream.eventTime().map(EventTime::lateness).map(EventBatch::micros).orElse(0L);
    this.arrival = stream.processingTime().isPresent() ? time : null;
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      addWithoutValue(record);
      return;
    }
    ReplayMark.of(record.headers()).ifPresent(replayed::add);
    Optional<Rejection> rejection = decoder.decode(value, 0, value.length, this);
    if (rejection.isPresent()) {
      resetRow();
      reject(record, "", rejection.get(), value);
      return;
    }
    // what stood in the log before the stream went by processing time has its sender's time
    if (arrival != null && record.timestampType() == TimestampType.LOG_APPEND_TIME) {
      arrival.set(row, Math.multiplyExact(record.timestamp(), 1_000L));
    }
    for (ColumnBuilder column : columns) {
      column.endRow(row);
    }
    if (judge.isPresent()
        && !isGood(record, judge.get().judge(this, record.offset(), record.timestamp()))) {
      return;
    }
    if (row == offsets.length) {
      offsets = Arrays.copyOf(offsets, ColumnBuilder.grown(row));
    }
    offsets[row] = record.offset();
    if (time != null) {
      observe(time.get(row));
    }
    row++;
  }

  /** Whether the row that has just ended stays. */
  private boolean isGood(ConsumerRecord<byte[], byte[]> record, Verdict verdict) {
    if (!verdict.isGood()) {
      resetRow();
      if (verdict.outcome() != Outcome.DUPLICATE) {
        reject(record, verdict.rule(), verdict.rejection(), record.value());
      }
      return false;
    }
    for (String rule : verdict.warnings()) {
      warnings.add(new Warning(partition, record.offset(), rule));
    }
    return true;
  }

  private void resetRow() {
    for (ColumnBuilder column : columns) {
      column.resetRow(row);
    }
  }

  private void observe(long eventTime) {
    if (eventTime == EventBatch.NO_TIME) {
      return;
    }
    if (eventTime > maxTime) {
      maxTime = eventTime;
    } else if (eventTime < maxTime - latenessMicros) {
      late.set(row);
    }
    minTime = Math.min(minTime, eventTime);
  }

  private void addWithoutValue(ConsumerRecord<byte[], byte[]> record) {
    Header watermark = record.headers().lastHeader(EventBatch.WATERMARK_HEADER);
    if (watermark == null) {
      reject(record, "", NO_VALUE, new byte[0]);
      return;
    }
    String text = new String(watermark.value(), StandardCharsets.US_ASCII);
    try {
      carriedWatermark = Math.max(carriedWatermark, Long.parseLong(text));
    } catch (NumberFormatException e) {
      reject(
          record,
          "",
          new Rejection(
              "WRONG_WATERMARK",
              "the header " + EventBatch.WATERMARK_HEADER + " is not a number",
              "Only pipelines write this header; give events a value."),
          new byte[0]);
    }
  }

  private void reject(
      ConsumerRecord<byte[], byte[]> record, String rule, Rejection rejection, byte[] value) {
    rejected.add(
        RejectedRecord.of(partition, record.offset(), record.timestamp(), rule, rejection, value));
  }

  /**
   * @param to all records before it were added
   */
  PartitionSlice build(long to) {
    judge.ifPresent(asked -> asked.passed(to));
    return new PartitionSlice(
        partition,
        row,
        Arrays.stream(columns).map(column -> column.build(row)).toList(),
        offsets,
        late,
        EventBatch.NO_TIME,
        time == null ? null : time.values(),
        minTime,
        maxTime,
        carriedWatermark,
        List.copyOf(rejected),
        List.copyOf(warnings),
        List.copyOf(replayed));
  }

  @Override
  public boolean isNull(int field) {
    return columns[field].isNull(row);
  }

  @Override
  public long longValue(int field) {
    return columns[field].longValue(row);
  }

  @Override
  public double doubleValue(int field) {
    return columns[field].doubleValue(row);
  }

  @Override
  public byte[] utf8(int field) {
    return ((ColumnBuilder.OfStrings) columns[field]).get(row);
  }

  @Override
  public Object value(int field) {
    return columns[field].value(row);
  }

  @Override
  public void booleanValue(int field, boolean value) {
    columns[field].set(row, value);
  }

  @Override
  public void longValue(int field, long value) {
    columns[field].set(row, value);
  }

  @Override
  public void doubleValue(int field, double value) {
    columns[field].set(row, value);
  }

  @Override
  public void decimalValue(int field, BigDecimal value) {
    columns[field].set(row, value);
  }

  @Override
  public void stringValue(int field, byte[] utf8, int start, int length) {
    columns[field].set(row, utf8, start, length);
  }
}
