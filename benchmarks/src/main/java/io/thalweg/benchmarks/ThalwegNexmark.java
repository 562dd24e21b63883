package io.thalweg.benchmarks;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.benchmarks.nexmark.NexmarkProject;
import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.process.api.PipelineStatus;
import io.thalweg.process.duckdb.DuckDbEngine;
import io.thalweg.process.duckdb.EngineSettings;
import io.thalweg.sql.streaming.CompiledPipeline;
import io.thalweg.store.lake.IcebergLake;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Thalweg's part of {@link Nexmark}. Prints {@code <query> <events> <seconds>} for each round, from
 * the start of the engine until the pipeline has committed all of its topics; nothing is archived.
 *
 * <p>Arguments: bootstrap, rounds, queries with commas between them.
 */
public final class ThalwegNexmark {

  /** Until the second look behind a commit; each further one waits five times as long. */
  private static final long SECOND_LOOK_MILLIS = 4;

  private ThalwegNexmark() {}

  public static void main(String[] args) throws Exception {
    Path folder = Scratch.folder("thalweg-nexmark");
    try (Log log = full(KafkaLog.external(args[0], Durability.DISK))) {
      for (String query : args[2].split(",")) {
        for (int round = 0; round < Integer.parseInt(args[1]); round++) {
          run(log, folder.resolve(query + "-" + round), query);
        }
      }
    }
    System.exit(0);
  }

  /**
   * A log whose topics do not grow: where each ends is asked for once, not at every look at how far
   * a pipeline has come, which took a tenth of the processor time of a small query.
   */
  private static Log full(Log log) {
    Map<String, Offsets> ends = new ConcurrentHashMap<>();
    return (Log)
        Proxy.newProxyInstance(
            Log.class.getClassLoader(),
            new Class<?>[] {Log.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("ends")) {
                return ends.computeIfAbsent((String) arguments[0], log::ends);
              }
              try {
                return method.invoke(log, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void run(Log log, Path folder, String query) throws Exception {
    NexmarkProject.write(folder.resolve("project"), List.of(query));
    CheckedProject checked = ProjectLoader.load(folder.resolve("project"));
    if (!checked.problems().isEmpty()) {
      throw new IOException(checked.problems().toString());
    }
    Map<String, CompiledPipeline> pipelines =
        checked.compiled().pipelines().stream()
            .collect(Collectors.toMap(CompiledPipeline::name, pipeline -> pipeline));
    CompiledPipeline wanted = pipelines.get(query);
    CompiledPipeline side = pipelines.get(NexmarkProject.SIDE);
    Path lakeFolder = Files.createDirectories(folder.resolve("lake"));
    EngineSettings settings =
        EngineSettings.of(Files.createDirectories(folder.resolve("engine")), lakeFolder);
    try (IcebergLake lake = IcebergLake.open(lakeFolder)) {
      List<CompiledPipeline> both =
          wanted.definition().sql().text().contains(" " + NexmarkProject.SIDE + " ")
              ? List.of(side, wanted)
              : List.of(wanted);
      if (both.size() > 1) {
        try (DuckDbEngine engine =
            new DuckDbEngine(List.of(), List.of(side), log, lake, settings)) {
          seconds(engine, log);
        }
      }
      try (DuckDbEngine engine = new DuckDbEngine(List.of(), both, log, lake, settings)) {
        double seconds = seconds(engine, log);
        long events =
            wanted.plan().sources().stream()
                .mapToLong(source -> Arrays.stream(log.ends(source.name()).toArray()).sum())
                .sum();
        System.out.printf("%s %d %.4f%n", query, events, seconds);
      }
    }
    delete(folder);
  }

  /** Looks at each commit and soon behind it, since it is told of before the pipeline says so. */
  private static double seconds(DuckDbEngine engine, Log log) throws InterruptedException {
    Semaphore commits = new Semaphore(0);
    engine.timeCommits((pipeline, batch, commit) -> commits.release());
    long start = System.nanoTime();
    engine.start();
    long patience = SECOND_LOOK_MILLIS;
    while (!engine.pipelines().stream().allMatch(pipeline -> isDone(pipeline, log))) {
      boolean committed = commits.tryAcquire(patience, TimeUnit.MILLISECONDS);
      commits.drainPermits();
      patience = committed ? SECOND_LOOK_MILLIS : Math.min(5 * patience, 1_000);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static boolean isDone(PipelineStatus pipeline, Log log) {
    if (pipeline.state() != PipelineStatus.State.RUNNING) {
      throw new IllegalStateException(pipeline.toString());
    }
    return pipeline.positions().entrySet().stream()
        .allMatch(entry -> log.ends(entry.getKey()).isAtMost(entry.getValue()));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
