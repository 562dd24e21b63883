package io.thalweg.process.duckdb.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ArrivalBatchTest {

  private static final Stream STREAM =
      new Stream(
          "arrivals",
          Optional.empty(),
          List.of(
              new Field("n", Primitive.INT, false),
              new Field("arrived", Primitive.TIMESTAMP, false)),
          Optional.empty(),
          Optional.of(EventTime.ofLog("arrived")),
          1,
          Stream.UnknownFields.REFUSE);

  private static ConsumerRecord<byte[], byte[]> record(
      long offset, long millis, TimestampType type, String json) {
    return new ConsumerRecord<>(
        "arrivals",
        0,
        offset,
        millis,
        type,
        0,
        json.length(),
        null,
        json.getBytes(StandardCharsets.UTF_8),
        new RecordHeaders(),
        Optional.empty());
  }

  @SafeVarargs
  private static EventBatch batch(ConsumerRecord<byte[], byte[]>... records) {
    EventDecoder decoder = new EventDecoder(STREAM);
    EventBatchBuilder builder =
        new EventBatchBuilder(STREAM, EventQuality.NONE, Offsets.zero(1), p -> decoder::decode);
    builder.add(0, List.of(records));
    return builder.build(Offsets.of(records.length));
  }

  private static ConsumerRecord<byte[], byte[]> appended(long offset, long millis) {
    return record(offset, millis, TimestampType.LOG_APPEND_TIME, "{\"n\":1}");
  }

  @Test
  void aRowIsLateWhereTheLogsClockHasSteppedBackByMoreThanASecond() {
    EventBatch batch =
        batch(appended(0, 60_000), appended(1, 59_000), appended(2, 58_999), appended(3, 60_001));

    assertThat(batch.maxTime(0)).isEqualTo(60_001_000);
    assertThat(batch.lateRows(Lateness.none(1))).isEqualTo(1);
  }

  @Test
  void aTimeThatTheSenderHasWrittenIsNone() {
    EventBatch batch =
        batch(record(0, 99_000_000, TimestampType.CREATE_TIME, "{}"), appended(1, 60_000));

    assertThat(batch.rows()).isEqualTo(2);
    assertThat(batch.maxTime(0)).isEqualTo(60_000_000);
    assertThat(batch.lateRows(Lateness.none(1))).isZero();
  }

  @Test
  void anEventThatBringsTheTimeItselfIsRefused() {
    EventBatch batch =
        batch(
            record(
                0,
                60_000,
                TimestampType.LOG_APPEND_TIME,
                "{\"arrived\":\"2026-03-01T10:00:00Z\"}"));

    assertThat(batch.rows()).isZero();
    assertThat(batch.rejected().get(0).rejection().message())
        .isEqualTo(
            "field \"arrived\" of stream \"arrivals\" is the time at which the log gets the event (byte 10)");
    assertThat(batch.rejected().get(0).rejection().hint())
        .isEqualTo(
            "Leave it out; a time that the event carries needs a field and a name of its own.");
  }
}
