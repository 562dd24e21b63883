package io.thalweg.benchmarks;

import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.QualityRule;
import io.thalweg.definitions.QualityRule.Otherwise;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.quality.StreamQuality;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.batch.EventBatchBuilder;
import io.thalweg.sql.quality.QualityCompiler;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * What judging events costs beside decoding them: the processor's time of one thread that makes
 * batches of 100,000 readings, with different rules, as a multiple of the time without. The ways
 * take turns.
 *
 * <p>Run by {@code benchmarks/run QualityCost}.
 */
public final class QualityCost {

  private static final int EVENTS = 100_000;
  private static final int ROUNDS = 40;
  private static final int WARM_UP = 10;

  private QualityCost() {}

  /** Prints a line for each set of rules. */
  public static void main(String[] arguments) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      byte[] event = SensorEvents.event(i);
      records.add(
          new ConsumerRecord<>(
              "readings",
              0,
              i,
              SensorEvents.START_MILLIS + i,
              TimestampType.CREATE_TIME,
              0,
              event.length,
              SensorEvents.key(i),
              event,
              new RecordHeaders(),
              Optional.empty()));
    }
    Map<String, EventQuality> ways = new LinkedHashMap<>();
    ways.put("nothing", EventQuality.NONE);
    ways.put("time not ahead", quality());
    ways.put("one range", quality("temperature BETWEEN -50 AND 250"));
    ways.put(
        "four rules",
        quality(
            "temperature BETWEEN -50 AND 250",
            "vibration >= 0",
            "status IN ('running', 'idle', 'stopped')",
            "vibration < 20 OR temperature < 100"));
    Map<String, List<Double>> times = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      double alone = 0;
      for (Map.Entry<String, EventQuality> way : ways.entrySet()) {
        double time = cpuNanos(way.getValue(), records);
        alone = alone == 0 ? time : alone;
        if (round >= WARM_UP) {
          times.computeIfAbsent(way.getKey(), key -> new ArrayList<>()).add(time / alone);
        }
      }
    }
    times.forEach((way, ratios) -> System.out.println(way + ": " + Median.of(ratios).show("%.2f")));
  }

  private static double cpuNanos(EventQuality quality, List<ConsumerRecord<byte[], byte[]>> in) {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    EventDecoder decoder = new EventDecoder(stream());
    EventBatchBuilder builder =
        new EventBatchBuilder(stream(), quality, Offsets.zero(1), p -> decoder::decode);
    builder.add(0, in);
    EventBatch batch = builder.build(Offsets.of(EVENTS));
    if (batch.rows() != EVENTS) {
      throw new IllegalStateException("events are missing: " + batch.rows());
    }
    return threads.getCurrentThreadCpuTime() - before;
  }

  private static EventQuality quality(String... checks) {
    Stream stream = stream(checks);
    return StreamQuality.of(stream, QualityCompiler.compile(stream).rules());
  }

  private static Stream stream(String... checks) {
    return new Stream(
        "readings",
        Optional.empty(),
        List.of(
            new Field("device", Primitive.STRING, true),
            new Field("time", Primitive.TIMESTAMP, true),
            new Field("temperature", Primitive.DOUBLE, false),
            new Field("vibration", Primitive.DOUBLE, false),
            new Field("status", Primitive.STRING, false)),
        Optional.of("device"),
        Optional.of(
            new EventTime(
                "time",
                Duration.ZERO,
                EventTime.DEFAULT_IDLENESS,
                Optional.of(EventTime.DEFAULT_AHEAD))),
        1,
        Stream.UnknownFields.REFUSE,
        Optional.empty(),
        Arrays.stream(checks)
            .map(
                check ->
                    new QualityRule(
                        check,
                        SourceText.of("rule", check),
                        Otherwise.QUARANTINE,
                        Optional.empty()))
            .toList());
  }
}
