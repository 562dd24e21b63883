package io.thalweg.benchmarks;

import io.thalweg.benchmarks.nexmark.NexmarkProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Every Nexmark query that runs, on Thalweg's engine and on Flink SQL, from the same topics of one
 * Kafka node in a process of its own; Flink twice, with its results into nothing and into topics of
 * the same node, exactly once. One query after the other, each engine in a Java machine of its own;
 * the first round of each query warms up and does not count.
 *
 * <p>Run by {@code benchmarks/run Nexmark [EVENTS] [ROUNDS] [QUERIES]}, queries with commas between
 * them.
 */
public final class Nexmark {

  private static final Path FLINK = Path.of("benchmarks/flink/target");

  private Nexmark() {}

  /**
   * @param flink with its results into nothing
   * @param storing Flink with its results into a topic
   */
  private record Result(String query, long events, Median thalweg, Median flink, Median storing) {

    double ratio() {
      return flink.middle() / thalweg.middle();
    }

    double ratioToStoring() {
      return storing.middle() / thalweg.middle();
    }
  }

  public static void main(String[] args) throws Exception {
    String events = args.length > 0 ? args[0] : "1000000";
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    String queries = args.length > 2 ? args[2] : String.join(",", NexmarkProject.byEventTime());
    String turns = Integer.toString(rounds + 1);
    List<Result> results = new ArrayList<>();
    try (Child log = Child.start(NexmarkLogHost.class, List.of("-Xmx1g"), events)) {
      String bootstrap = log.await("READY");
      Map<String, Run> thalweg;
      try (Child child =
          Child.start(
              ThalwegNexmark.class, LogToTable.THALWEG_OPTIONS, bootstrap, turns, queries)) {
        thalweg = read(child);
      }
      Map<String, Run> flink = flink(bootstrap, turns, queries, "nothing");
      Map<String, Run> storing = flink(bootstrap, turns, queries, "topic");
      thalweg.forEach(
          (query, run) ->
              results.add(
                  new Result(
                      query,
                      run.events,
                      run.median(),
                      flink.get(query).median(),
                      storing.get(query).median())));
    }
    print(results, events, rounds);
  }

  private static Map<String, Run> flink(String bootstrap, String turns, String queries, String into)
      throws IOException, InterruptedException {
    try (Child child =
        Child.start(
            FLINK.resolve("classes") + ":" + FLINK.resolve("lib") + "/*",
            "io.thalweg.benchmarks.flink.FlinkNexmark",
            LogToTable.FLINK_OPTIONS,
            bootstrap,
            turns,
            queries,
            into)) {
      return read(child);
    }
  }

  private static final class Run {
    private long events;
    private final List<Double> seconds = new ArrayList<>();

    Median median() {
      return Median.of(seconds.subList(1, seconds.size()));
    }
  }

  /** Lines of a query, its events and its seconds. */
  private static Map<String, Run> read(Child child) throws IOException, InterruptedException {
    Map<String, Run> runs = new LinkedHashMap<>();
    for (String line : child.lines()) {
      String[] words = line.split(" ");
      if (words.length == 3 && words[0].matches("q\\d+")) {
        Run run = runs.computeIfAbsent(words[0], query -> new Run());
        run.events = Long.parseLong(words[1]);
        run.seconds.add(Double.parseDouble(words[2]));
      }
    }
    return runs;
  }

  private static void print(List<Result> results, String events, int rounds) {
    results.sort(Comparator.comparingDouble(Result::ratio));
    System.out.printf(
        "%s events, %d rounds after one to warm up; times Flink into nothing, and into topics%n%n"
            + "| query | Thalweg, million events/s | seconds | Flink's | Flink's, storing"
            + " | times Flink | times Flink, storing |%n| --- | --- | --- | --- | --- | --- | --- |%n",
        events, rounds);
    for (Result result : results) {
      System.out.printf(
          "| %s | %.2f | %s | %s | %s | %.2f | %.2f |%n",
          result.query,
          result.events / result.thalweg.middle() / 1e6,
          result.thalweg.show("%.2f"),
          result.flink.show("%.2f"),
          result.storing.show("%.2f"),
          result.ratio(),
          result.ratioToStoring());
    }
    System.out.printf(
        "%ngeometric mean of %d queries: %.2f times Flink, %.2f times Flink that stores%n",
        results.size(),
        geometricMean(results, Result::ratio),
        geometricMean(results, Result::ratioToStoring));
  }

  private static double geometricMean(List<Result> results, ToDoubleFunction<Result> ratio) {
    return Math.exp(
        results.stream().mapToDouble(ratio).map(Math::log).average().orElse(Double.NaN));
  }
}
