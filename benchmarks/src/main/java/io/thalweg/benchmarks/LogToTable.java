package io.thalweg.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A one-minute tumbling average by device over events that are in the log: Thalweg's engine, DuckDB
 * alone over the same texts in memory, and Flink SQL over the same log. Each in a Java machine of
 * its own, one after the other; the first round of each warms up and does not count.
 *
 * <p>Run by {@code benchmarks/run LogToTable [EVENTS] [ROUNDS]}.
 */
public final class LogToTable {

  private static final Path FLINK = Path.of("benchmarks/flink/target");

  /** What Flink's documentation asks for on Java 17. */
  static final List<String> FLINK_OPTIONS =
      List.of(
          "-Xmx2g",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED");

  /** The launcher's collector. */
  static final List<String> THALWEG_OPTIONS = List.of("-Xmx2g", "-XX:+UseSerialGC");

  private LogToTable() {}

  public static void main(String[] args) throws Exception {
    long events = args.length > 0 ? Long.parseLong(args[0]) : 5_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    String count = Long.toString(events);
    String turns = Integer.toString(rounds + 1);
    Map<String, Median> results = new LinkedHashMap<>();
    results.put("Flink SQL", flink(count, turns));
    results.put("Thalweg, archiving to the lake", thalweg("archive", count, turns));
    results.put("Thalweg, archiver off", thalweg("no-archive", count, turns));
    duckDb(count, turns, results);
    Median thalweg = results.get("Thalweg, archiver off");
    System.out.printf("%,d events, %d rounds after one to warm up%n", events, rounds);
    results.forEach(
        (name, seconds) ->
            System.out.printf(
                "%-32s %9.0f events/s   %s s   Thalweg without archiver is at %.2f times it%n",
                name,
                events / seconds.middle(),
                seconds.show("%.2f"),
                seconds.middle() / thalweg.middle()));
  }

  private static Median thalweg(String archive, String events, String rounds) throws Exception {
    try (Child child =
        Child.start(ThalwegLogToTable.class, THALWEG_OPTIONS, events, rounds, archive)) {
      return Median.of(withoutFirst(child.numbers("SECONDS")));
    }
  }

  private static void duckDb(String events, String rounds, Map<String, Median> results)
      throws Exception {
    try (Child child = Child.start(DuckDbAlone.class, List.of("-Xmx2g"), events, rounds)) {
      Map<String, List<Double>> seconds = child.numbers("TABLE", "FILE");
      results.put("DuckDB, texts in a table", Median.of(withoutFirst(seconds.get("TABLE"))));
      results.put("DuckDB, a file of lines", Median.of(withoutFirst(seconds.get("FILE"))));
    }
  }

  private static Median flink(String events, String rounds) throws Exception {
    if (!Files.exists(FLINK.resolve("lib"))) {
      throw new IOException("Flink is missing; build with -Pbenchmarks, as benchmarks/run does");
    }
    try (Child log = Child.start(LogHost.class, List.of("-Xmx1g"), events)) {
      String bootstrap = log.await("READY");
      try (Child child =
          Child.start(
              FLINK.resolve("classes") + ":" + FLINK.resolve("lib") + "/*",
              "io.thalweg.benchmarks.flink.FlinkLogToTable",
              FLINK_OPTIONS,
              bootstrap,
              LogHost.TOPIC,
              rounds)) {
        return Median.of(withoutFirst(child.numbers("SECONDS")));
      }
    }
  }

  private static List<Double> withoutFirst(List<Double> rounds) {
    return rounds.subList(1, rounds.size());
  }
}
