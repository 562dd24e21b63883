package io.thalweg.process.duckdb.batch;

import io.thalweg.buffer.decode.FieldConsumer;
import io.thalweg.buffer.decode.Rejection;
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

/** Decodes the records of one partition into columns. For one thread. */
final class SliceBuilder implements FieldConsumer {

  private static final Rejection NO_VALUE =
      new Rejection(
          "NO_VALUE",
          "the record has no value",
          "Write each event as a JSON object into the value.");

  private final int partition;
  private final RecordDecoder decoder;
  private final ColumnBuilder[] columns;
  private final ColumnBuilder.OfLongs time;
  private final long latenessMicros;
  private final List<RejectedRecord> rejected = new ArrayList<>();
  private final BitSet late = new BitSet();
  private long[] offsets;
  private int row;
  private long minTime = Long.MAX_VALUE;
  private long maxTime = EventBatch.NO_TIME;
  private long carriedWatermark = EventBatch.NO_TIME;

  SliceBuilder(Stream stream, int partition, RecordDecoder decoder, int expectedRows) {
    this.partition = partition;
    this.decoder = decoder;
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
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      addWithoutValue(record);
      return;
    }
    Optional<Rejection> rejection = decoder.decode(value, 0, value.length, this);
    if (rejection.isPresent()) {
      for (ColumnBuilder column : columns) {
        column.resetRow(row);
      }
      reject(record, rejection.get(), value);
      return;
    }
    for (ColumnBuilder column : columns) {
      column.endRow(row);
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
      reject(record, NO_VALUE, new byte[0]);
      return;
    }
    String text = new String(watermark.value(), StandardCharsets.US_ASCII);
    try {
      carriedWatermark = Math.max(carriedWatermark, Long.parseLong(text));
    } catch (NumberFormatException e) {
      reject(
          record,
          new Rejection(
              "WRONG_WATERMARK",
              "the header " + EventBatch.WATERMARK_HEADER + " is not a number",
              "Only pipelines write this header; give events a value."),
          new byte[0]);
    }
  }

  private void reject(ConsumerRecord<byte[], byte[]> record, Rejection rejection, byte[] value) {
    rejected.add(
        RejectedRecord.of(partition, record.offset(), record.timestamp(), rejection, value));
  }

  PartitionSlice build() {
    return new PartitionSlice(
        partition,
        row,
        Arrays.stream(columns).map(column -> column.build(row)).toList(),
        offsets,
        late,
        time == null ? null : time.values(),
        minTime,
        maxTime,
        carriedWatermark,
        List.copyOf(rejected));
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
