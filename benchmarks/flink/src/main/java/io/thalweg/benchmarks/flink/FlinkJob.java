package io.thalweg.benchmarks.flink;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;

/**
 * Flink SQL in a mini cluster of its own for each job, as fast as Flink's documentation makes it:
 * parallelism = cores, object reuse, mini-batches, two-phase aggregation, state on the heap; a
 * checkpoint a second, exactly-once, so that results would be as fresh as the other side's.
 */
final class FlinkJob {

  private static final Set<JobStatus> STARTING =
      EnumSet.of(JobStatus.INITIALIZING, JobStatus.CREATED);

  private FlinkJob() {}

  /** A new environment. */
  static TableEnvironment environment() throws Exception {
    return TableEnvironment.create(
        EnvironmentSettings.newInstance()
            .inStreamingMode()
            .withConfiguration(configuration())
            .build());
  }

  /** What a table over a topic from its beginning to its present end has in its WITH. */
  static String topic(String bootstrap, String topic) {
    return """
    'connector' = 'kafka', 'properties.bootstrap.servers' = '%s', 'topic' = '%s',
    'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset',
    'properties.max.poll.records' = '10000', 'properties.fetch.max.bytes' = '52428800',
    'properties.max.partition.fetch.bytes' = '8388608', 'format' = 'json'\
    """
        .formatted(bootstrap, topic);
  }

  /** The seconds from the moment that a job runs until its end. */
  static double seconds(TableResult started) throws Exception {
    JobClient job = started.getJobClient().orElseThrow();
    while (STARTING.contains(job.getJobStatus().get())) {
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
    configuration.setString("parallelism.default", "" + Runtime.getRuntime().availableProcessors());
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
    // a job that fails says why instead of beginning again
    configuration.setString("restart-strategy.type", "none");
    return configuration;
  }
}
