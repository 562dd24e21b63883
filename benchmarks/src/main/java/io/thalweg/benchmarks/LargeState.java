package io.thalweg.benchmarks;

import io.thalweg.buffer.Offsets;
import io.thalweg.process.api.PipelineStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A state larger than memory: count and average of each of many keys without a window, as a table
 * that changes. First every key comes once, in an order that looks like none, then the first tenth
 * of them again. Prints the rate while the table grows, the size of the database and the memory of
 * the process, and checks the table in the end.
 *
 * <p>Run by {@code benchmarks/run LargeState [MILLIONS OF KEYS] [MEGABYTES OF MEMORY]}.
 */
public final class LargeState {

  private static final Map<String, String> PROJECT =
      Map.of(
          "thalweg.yaml",
          "name: benchmark\n",
          "streams/marks.yaml",
          """
          stream: marks
          fields:
            device: {type: string, required: true}
            mark:   {type: double, required: true}
          key: device
          """,
          "pipelines/marks_now.yaml",
          """
          pipeline: marks_now
          emit: changes
          sql: SELECT device, COUNT(*) AS n, AVG(mark) AS mark FROM marks GROUP BY device
          to:
            - table: marks_now
          """);

  private LargeState() {}

  public static void main(String[] args) throws Exception {
    long keys = (args.length > 0 ? Long.parseLong(args[0]) : 50) * 1_000_000;
    long memory = (args.length > 1 ? Long.parseLong(args[1]) : 2048) << 20;
    long events = keys + keys / 10;
    try (EngineUnderTest test = new EngineUnderTest()) {
      fill(test, keys, events);
      System.out.printf("%,d keys, %,d events, %d MB for the engine%n", keys, events, memory >> 20);
      try (EngineUnderTest.Run run = test.prepare(PROJECT, memory)) {
        double seconds = watch(run, test.log().ends("marks"), keys);
        System.out.printf("%.0f events/s in all%n", events / seconds);
        check(run, keys, events);
      }
    }
    System.exit(0);
  }

  private static void fill(EngineUnderTest test, long keys, long events) {
    test.log().ensureTopic("marks", 4);
    try (Producer<byte[], byte[]> producer =
        test.log().producer(Map.of("linger.ms", 20, "compression.type", "lz4"))) {
      for (long i = 0; i < events; i++) {
        byte[] key = key(i % keys).getBytes(StandardCharsets.UTF_8);
        byte[] value =
            ("{\"device\":\"" + new String(key, StandardCharsets.UTF_8) + "\",\"mark\":" + i % 100)
                .concat("}")
                .getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>("marks", key, value));
      }
    }
  }

  /**
   * Sixteen digits that nothing compresses: the finalizer of SplitMix64, which maps no two numbers
   * to one (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
   */
  private static String key(long number) {
    long bits = number * 0x9e3779b97f4a7c15L;
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return HexFormat.of().toHexDigits(bits ^ (bits >>> 31));
  }

  /** Prints a line for each tenth; returns the seconds until all is committed. */
  private static double watch(EngineUnderTest.Run run, Offsets end, long keys) throws IOException {
    long start = System.nanoTime();
    run.engine().start();
    long tenth = keys / 10;
    long next = tenth;
    long rows = 0;
    long since = start;
    while (true) {
      PipelineStatus status = run.engine().pipelines().get(0);
      if (status.state() != PipelineStatus.State.RUNNING) {
        throw new IllegalStateException(status.toString());
      }
      boolean done = end.isAtMost(status.positions().get("marks"));
      if (status.rowsIn() >= next || done) {
        long now = System.nanoTime();
        System.out.printf(
            "%,12d events  %,9.0f events/s  database %,6d MB  process %,6d MB%n",
            status.rowsIn(),
            (status.rowsIn() - rows) / ((now - since) / 1e9),
            Files.size(run.folder().resolve("tables.duckdb")) >> 20,
            residentMegabytes());
        rows = status.rowsIn();
        since = now;
        next = rows + tenth;
      }
      if (done) {
        return (System.nanoTime() - start) / 1e9;
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }

  private static void check(EngineUnderTest.Run run, long keys, long events) throws Exception {
    try (Connection connection = run.engine().connect();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT count(*), CAST(sum(n) AS BIGINT) FROM marks_now")) {
      found.next();
      if (found.getLong(1) != keys || found.getLong(2) != events) {
        throw new IllegalStateException(
            "%d keys and %d events in the table".formatted(found.getLong(1), found.getLong(2)));
      }
    }
    System.out.println("every key and every event is in the table");
  }
}
