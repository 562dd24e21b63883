package io.thalweg.benchmarks;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.PipelineStatus;
import io.thalweg.process.duckdb.DuckDbEngine;
import io.thalweg.process.duckdb.EngineSettings;
import io.thalweg.store.lake.IcebergLake;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Killed with many rows in an open window, and started again: seconds from the start of the process
 * until events that are newly in the log are committed, and, in the end, until the window has
 * closed with its result. The window is a day, of aggregates that keep their rows. Log and engine
 * are in one process, as in the platform; the first time it reads all of the log, and does not
 * count.
 *
 * <p>Run by {@code benchmarks/run RestartWithState [MILLIONS OF ROWS] [ROUNDS]}.
 */
public final class RestartWithState {

  private static final String MEDIANS =
      """
      SELECT window_start, device, COUNT(DISTINCT vibration) AS vibrations,
        PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY temperature) AS temperature
      FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(time), INTERVAL '1' DAY))
      GROUP BY window_start, device""";

  private static final long DAY_MILLIS = 86_400_000;

  private RestartWithState() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("host")) {
      host(Path.of(args[1]), Long.parseLong(args[2]));
      return;
    }
    long rows = (args.length > 0 ? Long.parseLong(args[0]) : 10) * 1_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    String folder = Scratch.folder("thalweg-restart").toString();
    List<Double> seconds = new ArrayList<>();
    String closed = "";
    for (int round = 0; round <= rounds; round++) {
      try (Child host =
          Child.start(
              RestartWithState.class,
              List.of("-Xmx2g"),
              "host",
              folder,
              String.valueOf(round == 0 ? rows : 0))) {
        String committed = host.await("COMMITTED");
        if (round > 0) {
          seconds.add(Double.parseDouble(committed));
        }
        if (round == rounds) {
          host.say("close");
          closed = host.await("CLOSED");
        }
        host.kill();
      }
    }
    System.out.printf(
        "%,d rows in an open window: new events are committed %s s after the start of the process;"
            + " the window closes in %s s%n",
        rows, Median.of(seconds).show("%.2f"), closed);
    System.exit(0);
  }

  /** The log and the engine over a folder; fills the log first, where it is told to. */
  private static void host(Path folder, long rows) throws Exception {
    long startMillis = ManagementFactory.getRuntimeMXBean().getStartTime();
    Path project = folder.resolve("project");
    if (rows > 0) {
      SensorProject.write(project);
      SensorProject.writePipeline(project, "medians", MEDIANS);
    }
    CheckedProject checked = ProjectLoader.load(project);
    Path lakeFolder = Files.createDirectories(folder.resolve("lake"));
    Path engineFolder = Files.createDirectories(folder.resolve("engine"));
    try (Log log = KafkaLog.embedded(folder.resolve("log"), Durability.DISK);
        IcebergLake lake = IcebergLake.open(lakeFolder);
        DuckDbEngine engine =
            new DuckDbEngine(
                List.of(),
                checked.compiled().pipelines(),
                log,
                lake,
                EngineSettings.of(engineFolder, lakeFolder))) {
      log.ensureTopic("readings", Stream.DEFAULT_PARTITIONS);
      if (rows > 0) {
        LogHost.fill(log.producer(Map.of("linger.ms", 5)), "readings", rows);
      } else {
        send(log, 0);
      }
      engine.start();
      await(engine, log.ends("readings"));
      System.out.printf("COMMITTED %.2f%n", (System.currentTimeMillis() - startMillis) / 1e3);
      if (System.in.read() < 0) {
        return;
      }
      long closing = System.nanoTime();
      send(log, 2 * DAY_MILLIS);
      await(engine, log.ends("readings"));
      System.out.printf("CLOSED %.2f%n", (System.nanoTime() - closing) / 1e9);
      LockSupport.park();
    }
  }

  /** An event of each of some devices, so that all partitions have one. */
  private static void send(Log log, long laterMillis) {
    try (Producer<byte[], byte[]> producer = log.producer(Map.of())) {
      for (int device = 0; device < 64; device++) {
        String event =
            "{\"device\":\"dev-%d\",\"time\":%d,\"temperature\":1.5,\"vibration\":1.5,\"status\":\"x\"}"
                .formatted(device, SensorEvents.START_MILLIS + DAY_MILLIS / 2 + laterMillis);
        producer.send(
            new ProducerRecord<>(
                "readings", SensorEvents.key(device), event.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  private static void await(DuckDbEngine engine, Offsets end) {
    while (true) {
      PipelineStatus status = engine.pipelines().get(0);
      if (status.state() != PipelineStatus.State.RUNNING) {
        throw new IllegalStateException(status.toString());
      }
      if (end.isAtMost(status.positions().get("readings"))) {
        return;
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
