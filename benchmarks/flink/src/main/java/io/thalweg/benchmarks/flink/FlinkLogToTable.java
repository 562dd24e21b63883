package io.thalweg.benchmarks.flink;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/**
 * A one-minute tumbling average by device over a topic, into nothing: Flink need not even write its
 * results. Prints for each round {@code SECONDS x.xxx}, from the moment that the job runs.
 *
 * <p>As fast as Flink's documentation makes it: parallelism = cores, object reuse, mini-batches,
 * two-phase aggregation, state on the heap; a checkpoint a second, exactly-once, so that results
 * would be as fresh as the other side's.
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
    TableEnvironment flink =
        TableEnvironment.create(
            EnvironmentSettings.newInstance()
                .inStreamingMode()
                .withConfiguration(configuration())
                .build());
    flink.executeSql(
        """
        CREATE TABLE events (
          device STRING, `time` BIGINT, temperature DOUBLE, vibration DOUBLE, status STRING,
          ts AS TO_TIMESTAMP_LTZ(`time`, 3),
          WATERMARK FOR ts AS ts - INTERVAL '10' SECOND
        ) WITH (
          'connector' = 'kafka', 'properties.bootstrap.servers' = '%s', 'topic' = '%s',
          'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset',
          'properties.max.poll.records' = '10000', 'properties.fetch.max.bytes' = '52428800',
          'properties.max.partition.fetch.bytes' = '8388608', 'format' = 'json')"""
            .formatted(bootstrap, topic));
    flink.executeSql(
        """
        CREATE TABLE averages (
          window_start TIMESTAMP(3), device STRING, temperature DOUBLE, readings BIGINT
        ) WITH ('connector' = 'blackhole')""");
    JobClient job =
        flink
            .executeSql(
                """
                INSERT INTO averages
                SELECT window_start, device, AVG(temperature), COUNT(*)
                FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
                GROUP BY window_start, window_end, device""")
            .getJobClient()
            .orElseThrow();
    while (job.getJobStatus().get() != JobStatus.RUNNING) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    long start = System.nanoTime();
    job.getJobExecutionResult().get();
    return (System.nanoTime() - start) / 1e9;
  }

  private static Configuration configuration() throws Exception {
    Path checkpoints = Files.createTempDirectory("flink-checkpoints");
    checkpoints.toFile().deleteOnExit();
    Configuration configuration = new Configuration();
    configuration.setString(
        "parallelism.default", "" + Runtime.getRuntime().availableProcessors());
    configuration.setString("pipeline.object-reuse", "true");
    configuration.setString("table.exec.mini-batch.enabled", "true");
    configuration.setString("table.exec.mini-batch.allow-latency", "1 s");
    configuration.setString("table.exec.mini-batch.size", "20000");
    configuration.setString("table.optimizer.agg-phase-strategy", "TWO_PHASE");
    configuration.setString("table.local-time-zone", "UTC");
    configuration.setString("execution.checkpointing.interval", "1 s");
    configuration.setString("execution.checkpointing.mode", "EXACTLY_ONCE");
    configuration.setString("execution.checkpointing.storage", "filesystem");
    configuration.setString("execution.checkpointing.dir", checkpoints.toUri().toString());
    configuration.setString("state.backend.type", "hashmap");
    return configuration;
  }
}
