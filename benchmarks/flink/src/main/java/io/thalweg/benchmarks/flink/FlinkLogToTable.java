package io.thalweg.benchmarks.flink;

import org.apache.flink.table.api.TableEnvironment;

/**
 * A one-minute tumbling average by device over a topic, into nothing: Flink need not even write its
 * results. Prints for each round {@code SECONDS x.xxx}, from the moment that the job runs.
 *
 * <p>Arguments: bootstrap, topic, rounds.
 */
public final class FlinkLogToTable {

  private FlinkLogToTable() {}

  public static void main(String[] args) throws Exception {
    for (int round = 0; round < Integer.parseInt(args[2]); round++) {
      System.out.printf("SECONDS %.3f%n", run(args[0], args[1]));
    }
    System.exit(0);
  }

  private static double run(String bootstrap, String topic) throws Exception {
    TableEnvironment flink = FlinkJob.environment();
    flink.executeSql(
        """
        CREATE TABLE events (
          device STRING, `time` BIGINT, temperature DOUBLE, vibration DOUBLE, status STRING,
          ts AS TO_TIMESTAMP_LTZ(`time`, 3),
          WATERMARK FOR ts AS ts - INTERVAL '10' SECOND
        ) WITH (%s)\
        """
            .formatted(FlinkJob.topic(bootstrap, topic)));
    flink.executeSql(
        """
        CREATE TABLE averages (
          window_start TIMESTAMP(3), device STRING, temperature DOUBLE, readings BIGINT
        ) WITH ('connector' = 'blackhole')\
        """);
    return FlinkJob.seconds(
        flink.executeSql(
            """
            INSERT INTO averages
            SELECT window_start, device, AVG(temperature), COUNT(*)
            FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
            GROUP BY window_start, window_end, device\
            """));
  }
}
