package io.thalweg.process.duckdb.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.batch.EventBatchBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Two partitions, an idleness of 30 seconds, no lateness; the log ends where the pipeline is. */
class WatermarksTest {

  private static final Stream STREAM =
      new Stream(
          "readings",
          Optional.empty(),
          List.of(new Field("time", Primitive.TIMESTAMP, true)),
          Optional.empty(),
          Optional.of(new EventTime("time", Duration.ZERO, Duration.ofSeconds(30))),
          2,
          Stream.UnknownFields.REFUSE);

  private Progress progress = Progress.at(List.of(Offsets.zero(2)));
  private Optional<Offsets> behind = Optional.empty();
  private final Watermarks watermarks =
      new Watermarks(
          List.of(STREAM), source -> behind.or(() -> Optional.of(progress.position(0))), at(0));

  private static long at(double second) {
    return (long) (second * 1e9);
  }

  /** An event comes and is processed at once. */
  private void event(int partition, long time, double second) {
    Offsets from = progress.position(0);
    Offsets to = from.with(partition, from.get(partition) + 1);
    EventDecoder decoder = new EventDecoder(STREAM);
    EventBatchBuilder builder =
        new EventBatchBuilder(STREAM, EventQuality.NONE, from, p -> decoder::decode);
    byte[] json = "{\"time\":%d}".formatted(time).getBytes(StandardCharsets.UTF_8);
    builder.add(
        partition,
        List.of(new ConsumerRecord<>("readings", partition, from.get(partition), null, json)));
    EventBatch batch = builder.build(to);
    watermarks.observe(0, batch, at(second));
    progress = progress.after(0, batch, 0);
    advance(second);
  }

  private void advance(double second) {
    progress = progress.withWatermark(watermarks.advance(progress, at(second)));
  }

  private void assertWatermark(long time) {
    assertThat(progress.watermark()).isEqualTo(time * 1000);
  }

  @Test
  void aSilentPartitionIsWaitedForAsLongAsItsIdleness() {
    event(0, 100, 1);
    event(1, 50, 2);
    event(0, 200, 20);
    advance(31.9);
    assertWatermark(50);
    advance(32);
    assertWatermark(200);
    event(0, 300, 33);
    assertWatermark(300);
  }

  @Test
  void theWatermarkGoesByThePartitionThatWasActiveLastHoweverLongAllAreSilent() {
    event(0, 900, 1);
    event(1, 500, 2);
    advance(500);
    assertWatermark(500);
  }

  @Test
  void aPartitionIsNotIdleWhileTheLogHoldsMoreOfIt() {
    event(0, 100, 1);
    event(1, 50, 1);
    behind = Optional.of(progress.position(0).with(1, 100));
    event(0, 200, 30);
    advance(60);
    assertWatermark(50);
  }
}
