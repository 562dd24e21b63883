package io.thalweg.benchmarks.nexmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The project of Nexmark: streams, and each query as a pipeline {@code q0} to {@code q22}, whose
 * files lie in {@code src/main/resources/nexmark}: in {@code pipelines} those that run, in {@code
 * refused} the others, each with a text that says how.
 */
public final class NexmarkProject {

  /** The number of queries. */
  public static final int QUERIES = 23;

  /** The pipeline that makes the table of the side input. */
  public static final String SIDE = "side";

  /** The topic that it reads. */
  public static final String SIDE_INPUT = "side_input";

  /** The rows of the side input. */
  public static final int SIDE_ROWS = 10_000;

  /** The query for which bids go by processing time; the others cannot be in its project. */
  public static final String BY_ARRIVAL = "q12";

  private static final String ROOT = "/nexmark/";

  private NexmarkProject() {}

  /** The queries that run. */
  public static List<String> running() {
    return queries().stream().filter(query -> exists("pipelines/" + query + ".yaml")).toList();
  }

  /** The queries that run and whose results do not depend on when the log got the events. */
  public static List<String> byEventTime() {
    return running().stream().filter(query -> !query.equals(BY_ARRIVAL)).toList();
  }

  /** The queries that are refused. */
  public static List<String> refused() {
    return queries().stream().filter(query -> exists("refused/" + query + ".yaml")).toList();
  }

  /** All queries, {@code q0} first. */
  public static List<String> queries() {
    return IntStream.range(0, QUERIES).mapToObj(number -> "q" + number).toList();
  }

  /**
   * How a query is refused: the code of each problem with its message, as {@code check} says it.
   */
  public static String refusal(String query) throws IOException {
    return text("refused/" + query + ".txt").strip();
  }

  /** Writes the project with some queries, and with the side input for those that look it up. */
  public static void write(Path folder, List<String> queries) throws IOException {
    copy("thalweg.yaml", folder.resolve("thalweg.yaml"));
    boolean byArrival = queries.contains(BY_ARRIVAL);
    if (byArrival && queries.size() > 1) {
      throw new IllegalArgumentException(BY_ARRIVAL + " is not beside other queries: " + queries);
    }
    copy(
        byArrival ? "streams/bid_by_arrival.yaml" : "streams/bid.yaml",
        folder.resolve("streams/bid.yaml"));
    for (String stream : List.of("person", "auction", SIDE_INPUT)) {
      copy("streams/" + stream + ".yaml", folder.resolve("streams/" + stream + ".yaml"));
    }
    copy("pipelines/" + SIDE + ".yaml", folder.resolve("pipelines/" + SIDE + ".yaml"));
    for (String query : queries) {
      String from = exists("pipelines/" + query + ".yaml") ? "pipelines/" : "refused/";
      copy(from + query + ".yaml", folder.resolve("pipelines/" + query + ".yaml"));
    }
  }

  /** A row of the side input, as an event. */
  public static String sideRow(int number) {
    return "{\"id\":%d,\"label\":\"label %d\"}".formatted(number, number);
  }

  private static boolean exists(String name) {
    return NexmarkProject.class.getResource(ROOT + name) != null;
  }

  private static String text(String name) throws IOException {
    try (InputStream stream = NexmarkProject.class.getResourceAsStream(ROOT + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void copy(String name, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text(name));
  }
}
