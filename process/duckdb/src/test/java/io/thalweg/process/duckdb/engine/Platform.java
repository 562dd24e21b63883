package io.thalweg.process.duckdb.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.once.EventIds;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Emit;
import io.thalweg.definitions.Guarantee;
import io.thalweg.definitions.Late;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Project;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.PipelineStatus;
import io.thalweg.process.api.quality.StreamQuality;
import io.thalweg.process.duckdb.DuckDbEngine;
import io.thalweg.process.duckdb.EngineSettings;
import io.thalweg.process.duckdb.archive.ArchiveSettings;
import io.thalweg.process.duckdb.feed.FeedSettings;
import io.thalweg.process.duckdb.query.DuckDbQueries;
import io.thalweg.process.duckdb.query.QuerySettings;
import io.thalweg.process.duckdb.query.QueryableStream;
import io.thalweg.process.duckdb.upkeep.UpkeepSettings;
import io.thalweg.sql.quality.QualityCompiler;
import io.thalweg.sql.streaming.CompiledProject;
import io.thalweg.sql.streaming.ProjectCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An engine over a log in this process, for tests: what was written, and how it is compared. */
final class Platform implements AutoCloseable {

  private static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("thalweg.patience-seconds", 300));

  private final Log log;
  private final Path directory;
  private List<Stream> streams;
  private final Producer<byte[], byte[]> producer;
  private FeedSettings feed =
      new FeedSettings(50_000, 16L << 20, Duration.ofMillis(100), 2, 32L << 20);
  private ArchiveSettings archive = new ArchiveSettings(100_000, 16L << 20, Duration.ofSeconds(1));
  private UpkeepSettings upkeep = UpkeepSettings.DEFAULT;
  private DuckDbEngine engine;
  private FolderLake lake;
  private DuckDbQueries queries;
  private EventIds ids;
  private Map<String, EventQuality> quality = Map.of();
  private boolean endsWithoutSavingIds;

  Platform(Log log, Path directory, Stream... streams) {
    this.log = log;
    this.directory = directory;
    this.streams = List.of(streams);
    this.streams.forEach(log::ensureTopic);
    this.producer = log.producer(Map.of());
  }

  static Log openLog(Path directory) {
    return KafkaLog.embedded(directory, Settings.Durability.PROCESS);
  }

  static Pipeline pipeline(String name, String sql, Output... outputs) {
    return new Pipeline(
        name,
        new Location("pipelines/" + name + ".yaml", 1, 1),
        Optional.empty(),
        Guarantee.EXACTLY_ONCE,
        SourceText.of(name, sql),
        Arrays.asList(outputs));
  }

  /** A pipeline with {@code emit: changes}. */
  static Pipeline changing(String name, String sql, Output... outputs) {
    return with(pipeline(name, sql, outputs), Emit.CHANGES, Optional.empty());
  }

  /** A pipeline with other settings. */
  static Pipeline with(Pipeline of, Emit emit, Optional<Duration> retention) {
    return new Pipeline(
        of.name(),
        of.location(),
        of.description(),
        of.guarantee(),
        emit,
        of.late(),
        retention,
        of.sql(),
        of.to());
  }

  /** A pipeline that treats late rows otherwise. */
  static Pipeline with(Pipeline of, Late late) {
    return new Pipeline(
        of.name(),
        of.location(),
        of.description(),
        of.guarantee(),
        of.emit(),
        late,
        of.retention(),
        of.sql(),
        of.to());
  }

  void feed(FeedSettings settings) {
    feed = settings;
  }

  void archive(ArchiveSettings settings) {
    archive = settings;
  }

  void upkeep(UpkeepSettings settings) {
    upkeep = settings;
  }

  CompiledProject compile(Pipeline... pipelines) {
    CompiledProject compiled =
        ProjectCompiler.compile(
            new Project(
                directory,
                new Settings(
                    "test", 0, new Settings.Buffer(Optional.empty(), Settings.Durability.PROCESS)),
                streams,
                List.of(pipelines)));
    assertThat(compiled.problems()).isEmpty();
    return compiled;
  }

  /** Starts an engine on the files that the one before has left. */
  DuckDbEngine start(Pipeline... pipelines) throws SQLException {
    prepare(pipelines).start();
    if (Arrays.stream(pipelines).anyMatch(pipeline -> pipeline.late() == Late.CORRECT)) {
      queries =
          DuckDbQueries.open(
              queryable(),
              List.of(),
              engine::connectForReading,
              log,
              QuerySettings.in(directory, directory.resolve("spill")));
      engine.correctBy(queries::recompute);
    }
    return engine;
  }

  /** The streams as queries see them. */
  List<QueryableStream> queryable() {
    return streams.stream()
        .map(
            stream ->
                QueryableStream.archived(stream, quality.get(stream.name()), lake.table(stream)))
        .toList();
  }

  /** Whether a stop is like a kill for what is known of duplicates. */
  void endWithoutSavingIds(boolean how) {
    endsWithoutSavingIds = how;
  }

  /** How many duplicates were found ever, by stream. */
  Map<String, Long> duplicates() {
    return ids.duplicates();
  }

  DuckDbEngine prepare(Pipeline... pipelines) throws SQLException {
    stop();
    lake = new FolderLake(directory);
    ids = new EventIds(directory.resolve("ids"), log, 64L << 20);
    quality = quality();
    engine =
        new DuckDbEngine(
            streams,
            quality,
            compile(pipelines).pipelines(),
            log,
            lake,
            new EngineSettings(
                directory.resolve("tables"),
                List.of(directory),
                512L << 20,
                2,
                feed,
                archive,
                upkeep));
    return engine;
  }

  /** The quality of all streams, from their definitions. */
  Map<String, EventQuality> quality() {
    return streams.stream()
        .collect(
            Collectors.toMap(
                Stream::name,
                stream ->
                    once(
                        stream,
                        StreamQuality.of(stream, QualityCompiler.compile(stream).rules()))));
  }

  private EventQuality once(Stream stream, EventQuality of) {
    try {
      return ids.of(stream, of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes on with other definitions of the same streams. */
  void redefine(Stream... changed) {
    streams = List.of(changed);
  }

  DuckDbEngine engine() {
    return engine;
  }

  void stop() {
    if (engine != null) {
      if (queries != null) {
        queries.close();
        queries = null;
      }
      engine.close();
      engine = null;
      if (!endsWithoutSavingIds) {
        ids.close();
      }
    }
  }

  @Override
  public void close() {
    stop();
    producer.close();
  }

  void send(String stream, int partition, String json) {
    producer.send(
        new ProducerRecord<>(stream, partition, null, json.getBytes(StandardCharsets.UTF_8)));
  }

  void flush() {
    producer.flush();
  }

  LakeTable lake(Stream stream) {
    return lake.table(stream);
  }

  PipelineStatus status(String pipeline) {
    return engine.pipelines().stream()
        .filter(status -> status.name().equals(pipeline))
        .findAny()
        .orElseThrow();
  }

  /** Waits until a pipeline has read all of its source. */
  void awaitRead(String pipeline) {
    flush();
    await(
        () -> {
          PipelineStatus status = status(pipeline);
          if (status.state() == PipelineStatus.State.FAILED) {
            fail("%s failed: %s", pipeline, status.error());
          }
          return status.lag() == 0;
        });
  }

  /** Waits until all pipelines have read all of their sources. */
  void awaitAllRead() {
    flush();
    await(
        () ->
            engine.pipelines().stream()
                .peek(
                    status -> {
                      if (status.state() == PipelineStatus.State.FAILED) {
                        fail("%s failed: %s", status.name(), status.error());
                      }
                    })
                .allMatch(status -> status.lag() == 0));
  }

  /** Waits until a condition holds. */
  static void await(Callable<Boolean> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > deadline) {
          fail("the condition did not come true within %s", PATIENCE);
        }
        LockSupport.parkNanos(5_000_000);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows of a query over the serving tables, columns joined by a bar. */
  List<String> rows(String sql) throws SQLException {
    try (Connection connection = engine.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(result.getObject(i)));
        }
        rows.add(String.join("|", row));
      }
      return rows;
    }
  }
}
