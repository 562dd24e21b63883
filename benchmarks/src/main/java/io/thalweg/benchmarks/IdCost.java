package io.thalweg.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.once.EventIds;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventId;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.batch.EventBatchBuilder;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * What it costs that events count once: the processor's time of one thread that makes batches of
 * 100,000 readings with an id that is looked up among ever more, as a multiple of the time without;
 * the two take turns. And the memory that ten million ids take.
 *
 * <p>Run by {@code benchmarks/run IdCost}.
 */
public final class IdCost {

  private static final int EVENTS = 100_000;
  private static final int BATCHES = 100;
  private static final int WARM_UP = 10;

  private IdCost() {}

  /** Prints the ratio for tables of one, five and ten million ids. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("thalweg-ids");
    try (Log log = KafkaLog.embedded(folder.resolve("log"), Durability.PROCESS);
        EventIds ids = new EventIds(folder.resolve("ids"), log, Long.MAX_VALUE)) {
      Stream stream = stream();
      EventQuality once =
          ids.of(stream.withId(new EventId("reading", Duration.ofDays(7))), EventQuality.NONE);
      for (int batch = 0; batch < WARM_UP; batch++) {
        cpuNanos(stream, EventQuality.NONE, batch, EVENTS);
      }
      long before = usedBytes();
      Map<String, List<Double>> ratios = new LinkedHashMap<>();
      for (int batch = 0; batch < BATCHES; batch++) {
        double alone = cpuNanos(stream, EventQuality.NONE, batch, EVENTS);
        double ratio = cpuNanos(stream, once, batch, EVENTS) / alone;
        if (batch >= WARM_UP) {
          String size = batch < 20 ? "up to 2" : batch < 60 ? "2 to 6" : "6 to 10";
          ratios.computeIfAbsent(size, key -> new ArrayList<>()).add(ratio);
        }
      }
      ratios.forEach(
          (size, of) -> System.out.println(size + " million ids: " + Median.of(of).show("%.2f")));
      System.out.printf("memory: %d MB%n", usedBytes() - before >> 20);
      // All of them are there: the last batch once more holds nothing new.
      List<ConsumerRecord<byte[], byte[]>> again = records(BATCHES - 1, BATCHES);
      EventBatch nothing = batch(stream, once, BATCHES, again);
      System.out.println("of " + EVENTS + " repeated ones counted: " + nothing.rows());
    }
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static double cpuNanos(Stream stream, EventQuality quality, int number, int rows) {
    List<ConsumerRecord<byte[], byte[]>> in = records(number, number);
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    EventBatch batch = batch(stream, quality, number, in);
    long time = threads.getCurrentThreadCpuTime() - before;
    if (batch.rows() != rows) {
      throw new IllegalStateException("events are missing: " + batch.rows());
    }
    return time;
  }

  private static EventBatch batch(
      Stream stream, EventQuality quality, int number, List<ConsumerRecord<byte[], byte[]>> in) {
    EventDecoder decoder = new EventDecoder(stream);
    EventBatchBuilder builder =
        new EventBatchBuilder(
            stream, quality, Offsets.of((long) number * EVENTS), p -> decoder::decode);
    builder.add(0, in);
    return builder.build(Offsets.of((number + 1L) * EVENTS));
  }

  /**
   * The events of a batch.
   *
   * @param content whose events it holds
   * @param place where they stand
   */
  private static List<ConsumerRecord<byte[], byte[]>> records(int content, int place) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(EVENTS);
    for (int i = 0; i < EVENTS; i++) {
      long number = (long) content * EVENTS + i;
      String event = new String(SensorEvents.event(number), UTF_8);
      byte[] value = ("{\"reading\":" + number + "," + event.substring(1)).getBytes(UTF_8);
      records.add(
          new ConsumerRecord<>(
              "readings",
              0,
              (long) place * EVENTS + i,
              SensorEvents.START_MILLIS + number,
              TimestampType.CREATE_TIME,
              0,
              value.length,
              SensorEvents.key(number),
              value,
              new RecordHeaders(),
              Optional.empty()));
    }
    return records;
  }

  private static Stream stream() {
    return new Stream(
        "readings",
        Optional.empty(),
        List.of(
            new Field("reading", Primitive.LONG, true),
            new Field("device", Primitive.STRING, true),
            new Field("time", Primitive.TIMESTAMP, true),
            new Field("temperature", Primitive.DOUBLE, false),
            new Field("vibration", Primitive.DOUBLE, false),
            new Field("status", Primitive.STRING, false)),
        Optional.of("device"),
        Optional.empty(),
        1,
        Stream.UnknownFields.REFUSE);
  }
}
