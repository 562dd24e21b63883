package io.thalweg.benchmarks;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.Lake;
import io.thalweg.process.api.PipelineStatus;
import io.thalweg.process.api.TableChanges;
import io.thalweg.process.duckdb.DuckDbEngine;
import io.thalweg.process.duckdb.EngineSettings;
import io.thalweg.process.duckdb.archive.ArchiveSettings;
import io.thalweg.process.duckdb.feed.FeedSettings;
import io.thalweg.process.duckdb.upkeep.UpkeepSettings;
import io.thalweg.store.lake.IcebergLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * The real log and the real engine in this process, without HTTP. For one thread.
 *
 * <p>The log stays from one {@link Run} to the next; every run starts with an empty engine and
 * lake.
 */
final class EngineUnderTest implements AutoCloseable {

  private final Path folder;
  private final Log log;
  private int runs;

  /** Opens a log with the stream {@code readings} and nothing in it. */
  EngineUnderTest() throws IOException {
    folder = Scratch.folder("thalweg-engine");
    log = KafkaLog.embedded(folder.resolve("log"), Durability.DISK);
  }

  Log log() {
    return log;
  }

  /** Appends the events, from number 0 on. */
  void fill(long events) {
    log.ensureTopic("readings", Stream.DEFAULT_PARTITIONS);
    LogHost.fill(log.producer(Map.of("linger.ms", 5)), "readings", events);
  }

  /**
   * Makes an engine that has not started.
   *
   * @param pipelines name and SQL of each
   * @param archive whether the stream is archived beside
   */
  Run prepare(List<String[]> pipelines, boolean archive) throws IOException, SQLException {
    Path own = folder.resolve("run-" + runs++);
    Path project = own.resolve("project");
    SensorProject.write(project);
    for (String[] pipeline : pipelines) {
      SensorProject.writePipeline(project, pipeline[0], pipeline[1]);
    }
    return open(own, archive, EngineSettings::of);
  }

  /**
   * An engine for a project of its own.
   *
   * @param memoryBytes for DuckDB
   */
  Run prepare(Map<String, String> files, long memoryBytes) throws IOException, SQLException {
    Path own = folder.resolve("run-" + runs++);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = own.resolve("project").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return open(
        own,
        false,
        (engine, lake) ->
            new EngineSettings(
                engine,
                List.of(lake),
                memoryBytes,
                Runtime.getRuntime().availableProcessors(),
                FeedSettings.DEFAULT,
                ArchiveSettings.DEFAULT,
                UpkeepSettings.DEFAULT));
  }

  private Run open(Path own, boolean archive, BiFunction<Path, Path, EngineSettings> settings)
      throws IOException, SQLException {
    CheckedProject checked = ProjectLoader.load(own.resolve("project"));
    if (!checked.problems().isEmpty()) {
      throw new IOException(checked.problems().toString());
    }
    Path lakeFolder = Files.createDirectories(own.resolve("lake"));
    Lake lake = IcebergLake.open(lakeFolder);
    Path engineFolder = Files.createDirectories(own.resolve("engine"));
    DuckDbEngine engine =
        new DuckDbEngine(
            archive ? checked.project().orElseThrow().streams() : List.of(),
            checked.compiled().pipelines(),
            log,
            lake,
            settings.apply(engineFolder, lakeFolder));
    return new Run(engine, lake, log, engineFolder);
  }

  /** An engine. */
  record Run(DuckDbEngine engine, Lake lake, Log log, Path folder) implements AutoCloseable {

    /** Starts it, and returns the seconds until every pipeline has committed all of the log. */
    double secondsToCatchUp() {
      Offsets end = log.ends("readings");
      long start = System.nanoTime();
      engine.start();
      awaitPosition(end);
      return (System.nanoTime() - start) / 1e9;
    }

    /**
     * Waits until every pipeline has committed a position. Looks at each commit, as a look costs.
     */
    void awaitPosition(Offsets position) {
      Semaphore commits = new Semaphore(0);
      List<TableChanges.Listening> listening =
          engine.pipelines().stream()
              .map(pipeline -> engine.listen(pipeline.name(), commits::release))
              .toList();
      try {
        while (!isCommitted(position)) {
          commits.tryAcquire(1, TimeUnit.SECONDS);
          commits.drainPermits();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        listening.forEach(TableChanges.Listening::close);
      }
    }

    private boolean isCommitted(Offsets position) {
      List<PipelineStatus> pipelines = engine.pipelines();
      for (PipelineStatus pipeline : pipelines) {
        if (pipeline.state() != PipelineStatus.State.RUNNING) {
          throw new IllegalStateException(pipeline.toString());
        }
      }
      return pipelines.stream()
          .flatMap(pipeline -> pipeline.positions().values().stream())
          .allMatch(position::isAtMost);
    }

    @Override
    public void close() {
      engine.close();
      lake.close();
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
