package io.thalweg.benchmarks.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.project.ServingRelations;
import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.Log;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.PipelineStatus;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.QueryResult;
import io.thalweg.process.conformance.RowComparison;
import io.thalweg.process.duckdb.DuckDbEngine;
import io.thalweg.process.duckdb.EngineSettings;
import io.thalweg.process.duckdb.query.DuckDbQueries;
import io.thalweg.process.duckdb.query.QuerySettings;
import io.thalweg.process.duckdb.query.QueryableStream;
import io.thalweg.sql.streaming.CompiledPipeline;
import io.thalweg.store.lake.IcebergLake;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Queries as pipelines of one engine over events in a log, and the same statements as queries over
 * the same events. For one thread.
 */
final class NexmarkRun implements AutoCloseable {

  /** What distinguishes the streams of the queries: what closes the windows is not in them. */
  private static final String FOR_QUERIES = "_q";

  /** The day of the events that close all windows, and what their id is. */
  private static final String CLOSING_DAY = "2026-02-01";

  private static final String CLOSING_ID = "-1";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Log log;
  private final IcebergLake lake;
  private final DuckDbEngine engine;
  private final QueryEngine queries;
  private final CheckedProject checked;

  NexmarkRun(Path folder, List<String> wanted) throws Exception {
    NexmarkProject.write(folder.resolve("project"), wanted);
    checked = ProjectLoader.load(folder.resolve("project"));
    assertThat(checked.problems()).isEmpty();
    List<Stream> streams = checked.project().orElseThrow().streams();
    log = KafkaLog.embedded(folder.resolve("log"), Durability.PROCESS);
    List<Stream> queried = streams.stream().map(NexmarkRun::forQueries).toList();
    streams.forEach(log::ensureTopic);
    queried.forEach(log::ensureTopic);
    Path lakeFolder = Files.createDirectories(folder.resolve("lake"));
    lake = IcebergLake.open(lakeFolder);
    engine =
        new DuckDbEngine(
            List.of(),
            checked.compiled().pipelines(),
            log,
            lake,
            EngineSettings.of(Files.createDirectories(folder.resolve("engine")), lakeFolder));
    queries =
        DuckDbQueries.open(
            queried.stream().map(QueryableStream::inLog).toList(),
            ServingRelations.of(List.of(), List.of(), checked.compiled().pipelines()),
            engine::connectForReading,
            log,
            QuerySettings.in(lakeFolder, folder.resolve("spill")));
  }

  /** By arrival only the same records have the same times. */
  private static Stream forQueries(Stream stream) {
    if (stream.processingTime().isPresent()) {
      return stream;
    }
    return new Stream(
        stream.name() + FOR_QUERIES,
        stream.description(),
        stream.fields(),
        stream.key(),
        stream.eventTime(),
        stream.partitions(),
        stream.unknownFields());
  }

  /**
   * Runs the pipelines over the side input, then over so many events, until all windows are closed.
   */
  void feed(NexmarkEvents events, long count) {
    engine.start();
    try (Producer<byte[], byte[]> producer = log.producer(Map.of())) {
      for (int i = 0; i < NexmarkProject.SIDE_ROWS; i++) {
        send(producer, NexmarkProject.SIDE_INPUT, Integer.toString(i), NexmarkProject.sideRow(i));
      }
      producer.flush();
      await();
      for (long i = 0; i < count; i++) {
        NexmarkEvents.Event event = events.event(i);
        send(producer, event.topic(), Long.toString(event.id()), event.json());
      }
      producer.flush();
      await();
      for (String topic : NexmarkEvents.TOPICS) {
        for (int partition = 0; partition < Stream.DEFAULT_PARTITIONS; partition++) {
          producer.send(new ProducerRecord<>(topic, partition, null, bytes(closing(topic))));
        }
      }
      producer.flush();
      await();
    }
  }

  private static String closing(String topic) {
    return "{\"%s\":%s,\"time\":\"%sT00:00:00Z\"}"
        .formatted(topic.equals("bid") ? "auction" : "id", CLOSING_ID, CLOSING_DAY);
  }

  private void send(Producer<byte[], byte[]> producer, String topic, String key, String json) {
    producer.send(new ProducerRecord<>(topic, bytes(key), bytes(json)));
    if (!byArrival(topic)) {
      producer.send(new ProducerRecord<>(topic + FOR_QUERIES, bytes(key), bytes(json)));
    }
  }

  private boolean byArrival(String topic) {
    return checked.project().orElseThrow().streams().stream()
        .anyMatch(stream -> stream.name().equals(topic) && stream.processingTime().isPresent());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void await() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (engine.pipelines().stream().anyMatch(pipeline -> pipeline.lag() > 0)) {
      assertThat(engine.pipelines())
          .allMatch(pipeline -> pipeline.state() == PipelineStatus.State.RUNNING);
      assertThat(System.nanoTime()).as("pipelines lag behind").isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** How a query's table differs from the query over all events; empty where it does not. */
  String difference(String query) {
    CompiledPipeline pipeline =
        checked.compiled().pipelines().stream()
            .filter(compiled -> compiled.name().equals(query))
            .findFirst()
            .orElseThrow();
    assertThat(late(query)).as("late rows of %s", query).isZero();
    String sql = pipeline.definition().sql().text();
    for (String topic : NexmarkEvents.TOPICS) {
      if (!byArrival(topic)) {
        sql = sql.replaceAll("(FROM|JOIN|TABLE) " + topic + "\\b", "$1 " + topic + FOR_QUERIES);
      }
    }
    List<List<Object>> expected = rows(sql);
    List<List<Object>> found = new ArrayList<>(rows("SELECT * FROM " + query));
    found.removeIf(NexmarkRun::isClosing);
    assertThat(expected).as("rows of %s", query).isNotEmpty();
    return RowComparison.difference(found, expected);
  }

  /** The same for windows that close by the clock: what is left once they have had the time. */
  String differenceOnceClosed(String query) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String difference = difference(query);
    while (!difference.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(200_000_000);
      difference = difference(query);
    }
    return difference;
  }

  private static boolean isClosing(List<Object> row) {
    return row.get(0).equals(CLOSING_ID)
        || row.stream().anyMatch(value -> value.toString().startsWith(CLOSING_DAY));
  }

  private long late(String query) {
    return engine.pipelines().stream()
        .filter(status -> status.name().equals(query))
        .findFirst()
        .orElseThrow()
        .late();
  }

  private List<List<Object>> rows(String sql) {
    List<List<Object>> rows = new ArrayList<>();
    try (QueryResult result = queries.query(sql, QueryLimits.DEFAULT)) {
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < result.columns().size(); i++) {
          Object value = result.value(i);
          row.add(value instanceof Double ? value : String.valueOf(value));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  @Override
  public void close() {
    queries.close();
    engine.close();
    lake.close();
    log.close();
  }
}
