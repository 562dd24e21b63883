package io.thalweg.process.duckdb.pipeline;

import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.database.KeyPartition;
import io.thalweg.sql.streaming.CompiledPipeline;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Records on their way to a pipeline's topics. They are written in the transaction that made them,
 * each with its partition and the next number of the pipeline's sequence, and taken away once the
 * log has them. Immutable.
 */
final class Outbox {

  private final PipelineTables tables;
  private final List<Stream> topics;

  Outbox(CompiledPipeline pipeline, PipelineTables tables) {
    this.tables = tables;
    this.topics = pipeline.topics().stream().map(CompiledPipeline.OutputTopic::stream).toList();
  }

  List<Stream> topics() {
    return topics;
  }

  boolean isNeeded() {
    return !topics.isEmpty();
  }

  /**
   * The statement that makes the table; to compress its texts would cost more than to send them.
   */
  static String create(PipelineTables tables) {
    return ("CREATE TABLE %s (topic INTEGER, partition INTEGER, sequence BIGINT, key VARCHAR %s,"
            + " value VARCHAR %<s, watermark BIGINT)")
        .formatted(tables.outbox(), "USING COMPRESSION uncompressed");
  }

  /**
   * The statement that puts rows in, ordered by event time where there is one.
   *
   * @param topic from 0
   * @param from what stands in FROM for the rows, whose columns are c0, c1, …
   * @param sequence of the first row
   */
  String addRows(int topic, String from, long sequence) {
    Stream stream = topics.get(topic);
    List<Field> fields = stream.fields();
    String order =
        stream.eventTime().map(time -> " ORDER BY c" + stream.indexOf(time.field())).orElse("");
    String key =
        stream.key().map(name -> "CAST(c" + stream.indexOf(name) + " AS VARCHAR)").orElse("NULL");
    String json =
        JsonText.object(fields, IntStream.range(0, fields.size()).mapToObj(i -> "c" + i).toList());
    String numbered =
        "SELECT %d + row_number() OVER (%s) AS sequence, CAST(%s AS VARCHAR) AS key, %s AS value FROM %s"
            .formatted(sequence - 1, order, key, json, from);
    return "INSERT INTO %s SELECT %d, %s, sequence, key, value, NULL FROM (%s)"
        .formatted(tables.outbox(), topic, partition(stream.partitions()), numbered);
  }

  /**
   * The statement that puts in what the rows of {@link ChangedRows} change: a record for each that
   * is new or another than before, and one without a value for each that is gone.
   *
   * @param topic from 0
   * @param with what gives them
   * @param key positions of the columns that tell the rows apart
   * @param sequence of the first row
   */
  String addChanges(int topic, String with, List<Integer> key, long sequence) {
    Stream stream = topics.get(topic);
    List<Field> fields = stream.fields();
    List<Integer> all = IntStream.range(0, fields.size()).boxed().toList();
    String changed =
        "SELECT %s AS key, %s AS value FROM %s AS a ANTI JOIN %s AS b ON %s"
            .formatted(
                json(fields, key),
                json(fields, all),
                ChangedRows.ADDED,
                ChangedRows.REMOVED,
                same(all));
    String gone =
        "SELECT %s AS key, NULL AS value FROM %s AS a ANTI JOIN %s AS b ON %s"
            .formatted(json(fields, key), ChangedRows.REMOVED, ChangedRows.ADDED, same(key));
    return ("INSERT INTO %s %s SELECT %d, %s, sequence, key, value, NULL FROM"
            + " (SELECT *, %d + row_number() OVER () AS sequence FROM (%s UNION ALL %s))")
        .formatted(
            tables.outbox(),
            with,
            topic,
            partition(stream.partitions()),
            sequence - 1,
            changed,
            gone);
  }

  private static String json(List<Field> fields, List<Integer> columns) {
    return JsonText.object(
        columns.stream().map(fields::get).toList(), columns.stream().map(i -> "a.c" + i).toList());
  }

  private static String same(List<Integer> columns) {
    return ChangingState.same(
        columns.stream().map(i -> "a.c" + i).toList(),
        columns.stream().map(i -> "b.c" + i).toList());
  }

  private static String partition(int partitions) {
    return "CASE WHEN key IS NULL THEN CAST(sequence % "
        + partitions
        + " AS INTEGER) ELSE "
        + KeyPartition.FUNCTION
        + "(key, "
        + partitions
        + ") END";
  }

  /**
   * The statement that puts a watermark in for each partition of a topic.
   *
   * @param sequence of the first partition's
   */
  String addWatermark(int topic, long watermark, long sequence) {
    return "INSERT INTO %s SELECT %d, CAST(range AS INTEGER), %d + range, NULL, NULL, %d FROM range(%d)"
        .formatted(tables.outbox(), topic, sequence, watermark, topics.get(topic).partitions());
  }

  /** The query for the records behind a number of the sequence, in its order. */
  String recordsAfter(long sequence, int limit) {
    return "SELECT topic, partition, sequence, key, value, watermark FROM "
        + tables.outbox()
        + " WHERE sequence > "
        + sequence
        + " ORDER BY sequence LIMIT "
        + limit;
  }

  /** The statement that takes away the records up to a number of the sequence. */
  String deleteUpTo(long sequence) {
    return "DELETE FROM " + tables.outbox() + " WHERE sequence <= " + sequence;
  }
}
