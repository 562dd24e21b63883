package io.thalweg.benchmarks.flink;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.TableEnvironment;

/**
 * Nexmark's queries over topics: into nothing, so that Flink need not even write its results, or
 * into a topic, exactly once. Prints {@code <query> 0 <seconds>} for each round, from the moment
 * that the job runs until its end, with all results committed.
 *
 * <p>Arguments: bootstrap, rounds, queries with commas between them, {@code nothing} or {@code
 * topic}.
 */
public final class FlinkNexmark {

  private FlinkNexmark() {}

  public static void main(String[] args) throws Exception {
    for (String query : args[2].split(",")) {
      for (int round = 0; round < Integer.parseInt(args[1]); round++) {
        double seconds =
            args[3].equals("topic")
                ? intoTopic(args[0], query)
                : run(args[0], query, results -> TableDescriptor.forConnector("blackhole").build());
        System.out.printf("%s 0 %.4f%n", query, seconds);
      }
    }
    System.exit(0);
  }

  private static String sql(String query) throws Exception {
    try (InputStream file = FlinkNexmark.class.getResourceAsStream("/nexmark/" + query + ".sql")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static double intoTopic(String bootstrap, String query) throws Exception {
    try (ResultTopic topic = ResultTopic.create(bootstrap, query)) {
      return run(bootstrap, query, results -> topic.table(results.getResolvedSchema()));
    }
  }

  /**
   * @param into where results go
   */
  private static double run(String bootstrap, String query, Function<Table, TableDescriptor> into)
      throws Exception {
    TableEnvironment flink = FlinkJob.environment();
    create(
        flink,
        bootstrap,
        "person",
        "id BIGINT, name STRING, email STRING, credit_card STRING, city STRING, state STRING");
    // JSON has the times as milliseconds, and the queries name them as the streams do
    create(
        flink,
        bootstrap,
        "auction",
        "id BIGINT, item_name STRING, description STRING, initial_bid BIGINT, reserve BIGINT,"
            + " expires BIGINT, seller BIGINT, category BIGINT");
    create(
        flink,
        bootstrap,
        "bid",
        "auction BIGINT, bidder BIGINT, price BIGINT, channel STRING, url STRING");
    flink.executeSql("CREATE TABLE side (id BIGINT, label STRING) WITH ('connector' = 'side')");
    Table results = flink.sqlQuery(sql(query));
    return FlinkJob.seconds(results.insertInto(into.apply(results)).execute());
  }

  private static void create(
      TableEnvironment flink, String bootstrap, String topic, String columns) {
    flink.executeSql(
        """
        CREATE TABLE %s_events (
          %s, `time` BIGINT, extra STRING,
          event_time AS TO_TIMESTAMP_LTZ(`time`, 3),
          WATERMARK FOR event_time AS event_time - INTERVAL '4' SECOND
        ) WITH (%s)\
        """
            .formatted(topic, columns, FlinkJob.topic(bootstrap, topic)));
    String names =
        Arrays.stream(columns.split(", *"))
            .map(column -> column.split(" ")[0])
            .map(name -> name.equals("expires") ? "TO_TIMESTAMP_LTZ(expires, 3) AS expires" : name)
            .collect(Collectors.joining(", "));
    flink.executeSql(
        "CREATE TEMPORARY VIEW %1$s AS SELECT %2$s, event_time AS `time`, extra FROM %1$s_events"
            .formatted(topic, names));
  }
}
