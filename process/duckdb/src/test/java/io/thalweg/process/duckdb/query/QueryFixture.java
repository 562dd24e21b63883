package io.thalweg.process.duckdb.query;

import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.Lake;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.QueryResult;
import io.thalweg.process.duckdb.batch.BatchScan;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.batch.EventBatchBuilder;
import io.thalweg.process.duckdb.database.EngineDatabase;
import io.thalweg.process.duckdb.sql.DuckDbFieldIds;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.store.lake.IcebergLake;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A real log, lake and engine's database in a folder. */
final class QueryFixture implements AutoCloseable {

  final Log log;
  final Lake lake;
  final EngineDatabase database;
  private final Path folder;
  private final Producer<byte[], byte[]> producer;

  QueryFixture(Path folder) throws SQLException {
    this.folder = folder;
    log = KafkaLog.embedded(folder.resolve("log"), Durability.PROCESS);
    lake = IcebergLake.open(folder.resolve("lake"));
    database =
        EngineDatabase.open(
            folder.resolve("tables"), 256L << 20, 2, List.of(folder.resolve("lake")));
    producer = log.producer(Map.of());
  }

  QuerySettings settings() {
    return QuerySettings.in(folder.resolve("lake"), folder.resolve("spill"));
  }

  QueryEngine queries(
      Collection<QueryableStream> streams, Collection<Relation> tables, QuerySettings settings) {
    return DuckDbQueries.open(streams, tables, database::connectForReading, log, settings);
  }

  static Field field(String name, DataType type) {
    return new Field(name, type, false);
  }

  /** A stream with its topic. */
  Stream stream(String name, int partitions, Field... fields) {
    log.ensureTopic(name, partitions);
    return new Stream(
        name,
        Optional.empty(),
        Arrays.asList(fields),
        Optional.empty(),
        Optional.empty(),
        partitions,
        Stream.UnknownFields.REFUSE);
  }

  QueryableStream archived(Stream stream) {
    return QueryableStream.archived(stream, lake.table(stream));
  }

  /** Appends an event and forgets it; {@link #flush} waits for the log. */
  void send(Stream stream, int partition, String json) {
    producer.send(
        new ProducerRecord<>(
            stream.name(), partition, null, json.getBytes(StandardCharsets.UTF_8)));
  }

  /** Waits until everything sent is in the log. */
  void flush() {
    producer.flush();
  }

  /** Moves what the log holds behind the archive into it, as the engine's archiver does. */
  void archive(Stream stream) throws SQLException {
    LakeTable table = lake.table(stream);
    EventBatch batch = read(stream, table.archived(), log.ends(stream.name()));
    List<Path> files = new ArrayList<>();
    if (batch.rows() > 0) {
      files.add(write(table, batch));
    }
    table.append(files, batch.to());
  }

  private Path write(LakeTable table, EventBatch batch) throws SQLException {
    Path file = table.newDataFile();
    List<String> columns =
        new ArrayList<>(batch.stream().fields().stream().map(Field::name).toList());
    columns.addAll(List.of(BatchScan.PARTITION, BatchScan.OFFSET));
    Map<String, Integer> fieldIds = table.fieldIds();
    String ids =
        java.util.stream.Stream.concat(
                batch.stream().fields().stream(),
                java.util.stream.Stream.of(
                    field(BatchScan.PARTITION, DataType.Primitive.INT),
                    field(BatchScan.OFFSET, DataType.Primitive.LONG)))
            .map(field -> DuckDbFieldIds.of(field.name(), field.type(), fieldIds))
            .collect(Collectors.joining(", "));
    try (BatchScan.Opened scan = database.scan().open(batch);
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (FROM %s) TO '%s' (FORMAT parquet, FIELD_IDS {%s})"
              .formatted(scan.sql(columns), file, ids));
    }
    return file;
  }

  private EventBatch read(Stream stream, Offsets from, Offsets to) {
    try (Consumer<byte[], byte[]> consumer = log.consumer(Map.of())) {
      List<TopicPartition> partitions =
          IntStream.range(0, stream.partitions())
              .mapToObj(p -> new TopicPartition(stream.name(), p))
              .toList();
      consumer.assign(partitions);
      partitions.forEach(p -> consumer.seek(p, from.get(p.partition())));
      EventBatchBuilder builder =
          new EventBatchBuilder(
              stream, EventQuality.NONE, from, p -> new EventDecoder(stream)::decode);
      Offsets position = from;
      while (!to.isAtMost(position)) {
        builder.add(consumer.poll(Duration.ofMillis(20)));
        for (TopicPartition partition : partitions) {
          position = position.with(partition.partition(), consumer.position(partition));
        }
      }
      return builder.build(position);
    }
  }

  /** Changes the serving tables. */
  void serve(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query as text. */
  static List<String> rows(QueryEngine queries, String sql) {
    return rows(queries, sql, QueryLimits.DEFAULT);
  }

  static List<String> rows(QueryEngine queries, String sql, QueryLimits limits) {
    List<String> rows = new ArrayList<>();
    try (QueryResult result = queries.query(sql, limits)) {
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

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    database.close();
    lake.close();
    log.close();
  }
}
