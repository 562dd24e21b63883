package io.thalweg.process.duckdb.query;

import io.thalweg.buffer.LogException;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.LakeTable.Range;
import io.thalweg.process.duckdb.batch.BatchScan;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one query reads, fixed at one moment: of each stream the lake's files and the tail of the
 * log behind them, of the serving tables one transaction. Made, used and closed by the query's own
 * thread; only {@link #cancel} may be called by others.
 *
 * <p>For a stream the order of the steps is what makes its rows complete and keeps them from being
 * counted twice: first the lake's metadata with the offsets that they record, then the log's end,
 * then the files of just those metadata and the log between the two.
 */
final class QuerySources implements AutoCloseable {

  private final Map<String, QueryableStream> streams;
  private final ServingTables tables;
  private final QueryInstance instance;
  private final TailConsumers consumers;
  private final Map<Relation, List<Range>> ranges;
  private final Map<String, LogSlice> slices;

  private final Map<Relation, String> texts = new HashMap<>();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final List<StreamTail> tails = new ArrayList<>();
  private final List<TableScan.Opened> scans = new ArrayList<>();

  /**
   * @param ranges of columns that rows are looked for in
   * @param slices of the log that stand for whole streams
   */
  QuerySources(
      Map<String, QueryableStream> streams,
      ServingTables tables,
      QueryInstance instance,
      TailConsumers consumers,
      Map<Relation, List<Range>> ranges,
      Map<String, LogSlice> slices) {
    this.streams = streams;
    this.tables = tables;
    this.instance = instance;
    this.consumers = consumers;
    this.ranges = ranges;
    this.slices = slices;
  }

  /**
   * Opens relations.
   *
   * @param occurrences how often each stands in the SQL that will run
   * @param own the query's connection, for temporary tables
   */
  void open(Map<Relation, Integer> occurrences, Connection own) throws SQLException {
    List<Relation> serving = new ArrayList<>();
    for (Relation relation : occurrences.keySet()) {
      QueryableStream stream = streams.get(relation.name());
      if (stream != null) {
        texts.put(relation, text(stream, relation));
      } else {
        serving.add(relation);
      }
    }
    if (!serving.isEmpty()) {
      openTables(serving, occurrences, own);
    }
  }

  /** What stands for a relation in FROM. */
  String from(Relation relation) {
    return texts.get(relation);
  }

  /** Why a table function failed, where DuckDB's error is only its echo. */
  Optional<LogException> failure() {
    synchronized (tails) {
      return tails.stream().map(StreamTail::failure).flatMap(Optional::stream).findFirst();
    }
  }

  private List<Range> rangesOf(Relation relation) {
    return ranges.getOrDefault(relation, List.of());
  }

  private String text(QueryableStream source, Relation relation) {
    Stream stream = source.stream();
    List<String> parts = new ArrayList<>();
    Optional<LogSlice> slice = Optional.ofNullable(slices.get(stream.name()));
    Optional<Offsets> from = slice.map(LogSlice::from);
    if (slice.isEmpty() && source.archive().isPresent()) {
      LakeTable.Snapshot snapshot = source.archive().get().snapshot(rangesOf(relation));
      opened.push(snapshot);
      from = Optional.of(snapshot.archived());
      if (!snapshot.files().isEmpty()) {
        parts.add(files(relation, snapshot.files(), source.archive().get().fieldIds()));
      }
    }
    StreamTail tail = openTail(source, from, slice.map(LogSlice::to));
    if (tail.records() > 0) {
      BatchScan.Opened scan = instance.batches().open(stream, tail.records(), tail);
      opened.push(scan);
      parts.add(scan.sql(relation.columns().stream().map(Column::name).toList()));
    }
    return parts.isEmpty() ? nothing(relation) : "(" + String.join(" UNION ALL ", parts) + ")";
  }

  private StreamTail openTail(
      QueryableStream source, Optional<Offsets> from, Optional<Offsets> upTo) {
    StreamTail tail = new StreamTail(source.stream(), source.quality(), from, upTo, consumers);
    opened.push(tail);
    synchronized (tails) {
      tails.add(tail);
    }
    return tail;
  }

  /** Columns are found by their ids, as the table's schema may have been widened since. */
  private static String files(Relation relation, List<Path> files, Map<String, Integer> ids) {
    String list =
        files.stream()
            .map(file -> Sql.text(file.toString()))
            .collect(Collectors.joining(", ", "[", "]"));
    String schema =
        relation.columns().stream()
            .map(
                column ->
                    "%d: {name: %s, type: %s, default_value: NULL}"
                        .formatted(
                            ids.get(column.name()),
                            Sql.text(column.name()),
                            Sql.text(DuckDbTypes.name(column.type()))))
            .collect(Collectors.joining(", ", "MAP {", "}"));
    return "(SELECT %s FROM read_parquet(%s, schema = %s))"
        .formatted(names(relation), list, schema);
  }

  private static String names(Relation relation) {
    return relation.columns().stream()
        .map(Column::name)
        .map(Sql::name)
        .collect(Collectors.joining(", "));
  }

  private static String nothing(Relation relation) {
    return relation.columns().stream()
        .map(
            column ->
                "CAST(NULL AS %s) AS %s"
                    .formatted(DuckDbTypes.name(column.type()), Sql.name(column.name())))
        .collect(Collectors.joining(", ", "(SELECT ", " WHERE FALSE)"));
  }

  /**
   * Tables are read in one transaction, so that they fit together. A connection reads one at a
   * time; so with more than one reading, all are copied, one after the other.
   */
  private void openTables(
      List<Relation> serving, Map<Relation, Integer> occurrences, Connection own)
      throws SQLException {
    Connection engine = tables.connect();
    opened.push(engine);
    try (Statement begin = engine.createStatement()) {
      begin.execute("BEGIN TRANSACTION READ ONLY");
    }
    boolean once = serving.size() == 1 && occurrences.get(serving.get(0)) == 1;
    for (Relation table : serving) {
      TableScan.Opened scan =
          instance
              .tables()
              .open(engine, table.name(), table.columns(), where(rangesOf(table), table));
      opened.push(scan);
      synchronized (scans) {
        scans.add(scan);
      }
      texts.put(table, once ? scan.sql() : copy(scan, "copy_" + texts.size(), own));
    }
  }

  private String copy(TableScan.Opened scan, String name, Connection own) throws SQLException {
    try (Statement statement = own.createStatement()) {
      statement.execute("CREATE TEMP TABLE " + name + " AS SELECT * FROM " + scan.sql());
    }
    opened.remove(scan);
    scan.close();
    return "temp.main." + name;
  }

  private static String where(List<Range> ranges, Relation table) {
    List<String> conditions = new ArrayList<>();
    for (Range range : ranges) {
      if (holdsControls(range.from()) || holdsControls(range.to())) {
        continue; // the query's own filter does without
      }
      DataType type =
          table.columns().stream()
              .filter(column -> column.name().equals(range.column()))
              .findFirst()
              .orElseThrow()
              .type();
      if (range.from() != null) {
        conditions.add(Sql.name(range.column()) + " >= " + literal(range.from(), type));
      }
      if (range.to() != null) {
        conditions.add(Sql.name(range.column()) + " <= " + literal(range.to(), type));
      }
    }
    return conditions.isEmpty() ? "TRUE" : String.join(" AND ", conditions);
  }

  private static boolean holdsControls(Object value) {
    return value instanceof String text && text.chars().anyMatch(Character::isISOControl);
  }

  private static String literal(Object value, DataType type) {
    if (type == DataType.Primitive.TIMESTAMP) {
      return Sql.timestamp((Long) value);
    } else if (type == DataType.Primitive.DATE) {
      return "(DATE '1970-01-01' + CAST(" + value + " AS INTEGER))";
    } else if (value instanceof String text) {
      return Sql.text(text);
    } else if (value instanceof BigDecimal number) {
      return number.toPlainString();
    } else if (value instanceof Double number) {
      return "CAST('" + number + "' AS DOUBLE)";
    }
    return value.toString();
  }

  /** Ends what waits for the log or for the engine. */
  void cancel() throws SQLException {
    synchronized (tails) {
      tails.forEach(StreamTail::cancel);
    }
    List<TableScan.Opened> running;
    synchronized (scans) {
      running = List.copyOf(scans);
    }
    for (TableScan.Opened scan : running) {
      scan.cancel();
    }
  }

  /** Gives everything back; no query reads any more. */
  @Override
  public void close() throws SQLException {
    SQLException failure = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        failure = e instanceof SQLException error ? error : new SQLException(e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
