package io.thalweg.process.duckdb.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Guarantee;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Project;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.LakeUpkeep;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.QueryResult;
import io.thalweg.process.api.UpkeepStatus;
import io.thalweg.process.duckdb.DuckDbEngine;
import io.thalweg.process.duckdb.EngineSettings;
import io.thalweg.process.duckdb.archive.ArchiveSettings;
import io.thalweg.process.duckdb.feed.FeedSettings;
import io.thalweg.process.duckdb.query.DuckDbQueries;
import io.thalweg.process.duckdb.query.QuerySettings;
import io.thalweg.process.duckdb.query.QueryableStream;
import io.thalweg.sql.streaming.CompiledPipeline;
import io.thalweg.sql.streaming.ProjectCompiler;
import io.thalweg.store.lake.IcebergLake;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A log, a lake, an engine that looks after both, and queries, for one stream of readings. */
final class UpkeepFixture implements AutoCloseable {

  static final String STREAM = "readings";
  static final String COPY = "readings-copy";

  final Path folder;
  final Stream stream;
  final Log log;
  final IcebergLake lake;
  final DuckDbEngine engine;
  final QueryEngine queries;
  private final Producer<byte[], byte[]> producer;

  /**
   * @param copied whether a pipeline copies the stream into a table and a topic
   */
  UpkeepFixture(
      Path folder,
      int partitions,
      Optional<Duration> retention,
      boolean copied,
      ArchiveSettings archive,
      UpkeepSettings upkeep)
      throws Exception {
    this(folder, stream(partitions, retention), copied, archive, upkeep);
  }

  UpkeepFixture(
      Path folder, Stream stream, boolean copied, ArchiveSettings archive, UpkeepSettings upkeep)
      throws Exception {
    this.folder = folder;
    this.stream = stream;
    this.log = KafkaLog.embedded(folder.resolve("log"), Durability.PROCESS);
    this.lake = IcebergLake.open(folder.resolve("lake"));
    List<CompiledPipeline> pipelines = copied ? List.of(copy()) : List.of();
    this.engine =
        new DuckDbEngine(
            List.of(stream),
            pipelines,
            log,
            lake,
            new EngineSettings(
                folder.resolve("engine"),
                List.of(folder.resolve("lake")),
                256L << 20,
                1,
                FeedSettings.DEFAULT,
                archive,
                upkeep));
    engine.start();
    List<QueryableStream> sources = new ArrayList<>();
    sources.add(QueryableStream.archived(stream, lake.table(stream)));
    pipelines.stream()
        .flatMap(pipeline -> pipeline.topics().stream())
        .forEach(topic -> sources.add(QueryableStream.inLog(topic.stream())));
    this.queries =
        DuckDbQueries.open(
            sources,
            List.of(),
            engine::connectForReading,
            log,
            QuerySettings.in(folder.resolve("lake"), folder.resolve("spill")));
    this.producer = log.producer(Map.of());
  }

  private static Stream stream(int partitions, Optional<Duration> retention) {
    return stream(
        partitions,
        Optional.of(new EventTime("time", Duration.ofSeconds(1), EventTime.DEFAULT_IDLENESS)),
        List.of(),
        retention);
  }

  /** The stream by another time, with more columns. */
  static Stream stream(
      int partitions, Optional<EventTime> time, List<Field> more, Optional<Duration> retention) {
    List<Field> fields =
        new ArrayList<>(
            List.of(
                new Field("machine", Primitive.STRING, true),
                new Field("time", Primitive.TIMESTAMP, true),
                new Field("n", Primitive.LONG, true)));
    fields.addAll(more);
    return new Stream(
        STREAM,
        Optional.empty(),
        fields,
        Optional.of("machine"),
        time,
        partitions,
        Stream.UnknownFields.REFUSE,
        retention,
        List.of());
  }

  private CompiledPipeline copy() {
    Pipeline pipeline =
        new Pipeline(
            "copies",
            new Location("pipelines/copies.yaml", 1, 1),
            Optional.empty(),
            Guarantee.EXACTLY_ONCE,
            SourceText.of("copies", "SELECT machine, n FROM readings"),
            List.of(new Output.Table("copies"), new Output.Topic(COPY, Optional.empty(), 1)));
    var compiled =
        ProjectCompiler.compile(
            new Project(
                folder,
                new Settings("test", 0, new Settings.Buffer(Optional.empty(), Durability.PROCESS)),
                List.of(stream),
                List.of(pipeline)));
    assertThat(compiled.problems()).isEmpty();
    return compiled.pipelines().get(0);
  }

  /** Appends a reading; {@link #flush} waits for the log. */
  void send(int partition, long number, Instant time) {
    String event =
        "{\"machine\":\"m%d\",\"time\":\"%s\",\"n\":%d}".formatted(number % 10, time, number);
    producer.send(
        new ProducerRecord<>(
            STREAM, partition, time.toEpochMilli(), null, event.getBytes(StandardCharsets.UTF_8)));
  }

  void flush() {
    producer.flush();
  }

  /** Waits until the whole log is archived. */
  void awaitArchived() {
    flush();
    Offsets ends = log.ends(STREAM);
    await(() -> ends.isAtMost(lake.table(stream).archived()));
  }

  LakeUpkeep upkeep() {
    return (LakeUpkeep) lake.table(stream);
  }

  UpkeepStatus status(UpkeepStatus.Task task, String subject) {
    return engine.upkeep().stream()
        .filter(status -> status.task() == task && status.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  List<String> query(String sql) {
    List<String> rows = new ArrayList<>();
    try (QueryResult result = queries.query(sql, QueryLimits.DEFAULT)) {
      int columns = result.columns().size();
      while (result.next()) {
        rows.add(
            IntStream.range(0, columns)
                .mapToObj(i -> String.valueOf(result.value(i)))
                .collect(Collectors.joining("|")));
      }
    }
    return rows;
  }

  /** Files below a folder of the data. */
  List<Path> files(String below) throws Exception {
    try (java.util.stream.Stream<Path> files = Files.walk(folder.resolve(below))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  static void await(Callable<Boolean> condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    try {
      while (!condition.call()) {
        assertThat(System.nanoTime()).as("the condition comes true in time").isLessThan(deadline);
        LockSupport.parkNanos(5_000_000);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    queries.close();
    producer.close();
    engine.close();
    lake.close();
    log.close();
  }
}
