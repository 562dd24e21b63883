package io.thalweg.examples.flights;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.examples.client.Answer;
import io.thalweg.examples.client.PlatformClient;
import io.thalweg.examples.client.RefusedException;
import io.thalweg.examples.client.UnreachableException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * Compares every row of a pipeline's table with the same query as a batch over the Parquet file.
 *
 * <p>The batch leaves the flights out that the pipeline has left out as late. A window belongs to
 * the comparison when it ends at the pipeline's watermark or before; every such window must be in
 * the table, and no other.
 *
 * <p>For one thread.
 */
final class Comparison {

  /** How far two sums of doubles, whose order is not fixed, may lie apart. */
  static final double RELATIVE_TOLERANCE = 1e-9;

  private static final int SHOWN_DIFFERENCES = 5;

  private final Connection duckdb;

  /**
   * @param duckdb with the view {@code flights}; gets tables of its own
   */
  Comparison(Connection duckdb) {
    this.duckdb = duckdb;
  }

  /**
   * What came out.
   *
   * @param windows compared
   * @param rows compared
   * @param open windows with flights that are not closed yet
   * @param late flights left out
   * @param streamed the totals of the pipeline's columns, by the order of {@link
   *     WindowTable#values}
   * @param batch the same of the batch
   * @param differences how many rows are missing, too many or different
   * @param examples the first of them, for people
   */
  record Result(
      WindowTable table,
      long windows,
      long rows,
      long open,
      long late,
      List<String> streamed,
      List<String> batch,
      long differences,
      List<String> examples) {

    boolean equal() {
      return differences == 0 && rows > 0;
    }
  }

  /**
   * Compares.
   *
   * @param watermark of the pipeline
   */
  Result compare(WindowTable table, PlatformClient platform, Instant watermark)
      throws SQLException, RefusedException, UnreachableException, InterruptedException {
    Answer late = platform.query("SELECT flight FROM " + table.pipeline() + "_late");
    Answer rows = platform.query("SELECT %s FROM %s".formatted(columns(table), table.pipeline()));
    return compare(table, rows, late, watermark);
  }

  Result compare(WindowTable table, Answer rows, Answer late, Instant watermark)
      throws SQLException {
    loadLate(late);
    loadStreamed(table, rows);
    run(
        """
        CREATE OR REPLACE TEMP TABLE all_windows AS
        SELECT %s FROM (
          SELECT *, date_trunc('%s', departure) AS window_start FROM flights
          WHERE flight NOT IN (FROM late))
        GROUP BY ALL"""
            .formatted(batchColumns(table), table.unit()));
    String closed =
        "window_start + INTERVAL 1 %s <= TIMESTAMP '%s'"
            .formatted(table.unit(), watermark.atOffset(ZoneOffset.UTC).toLocalDateTime());
    run("CREATE OR REPLACE TEMP TABLE batch AS FROM all_windows WHERE " + closed);
    List<String> examples = new ArrayList<>();
    long differences = differences(table, examples);
    return new Result(
        table,
        count("SELECT COUNT(DISTINCT window_start) FROM batch"),
        count("SELECT COUNT(*) FROM batch"),
        count("SELECT COUNT(DISTINCT window_start) FROM all_windows WHERE NOT " + closed),
        late.rows().size(),
        totals(table, "streamed"),
        totals(table, "batch"),
        differences,
        examples);
  }

  private void loadLate(Answer late) throws SQLException {
    run("CREATE OR REPLACE TEMP TABLE late(flight BIGINT)");
    try (PreparedStatement insert = duckdb.prepareStatement("INSERT INTO late VALUES (?)")) {
      for (List<JsonNode> row : late.rows()) {
        insert.setLong(1, row.get(0).asLong());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void loadStreamed(WindowTable table, Answer rows) throws SQLException {
    StringJoiner columns = new StringJoiner(", ");
    columns.add("window_start TIMESTAMP");
    table.keys().forEach(key -> columns.add(key + " VARCHAR"));
    table
        .values()
        .forEach(
            value -> columns.add(value.column() + (value.exact() ? " DECIMAL(38,9)" : " DOUBLE")));
    run("CREATE OR REPLACE TEMP TABLE streamed(" + columns + ")");
    String marks = rows.columns().stream().map(c -> "?").collect(Collectors.joining(", "));
    duckdb.setAutoCommit(false);
    try (PreparedStatement insert =
        duckdb.prepareStatement("INSERT INTO streamed VALUES (" + marks + ")")) {
      for (List<JsonNode> row : rows.rows()) {
        for (int i = 0; i < row.size(); i++) {
          insert.setObject(i + 1, value(table, i, row.get(i)));
        }
        insert.addBatch();
      }
      insert.executeBatch();
    } finally {
      duckdb.setAutoCommit(true);
    }
  }

  private static Object value(WindowTable table, int column, JsonNode json) {
    if (json.isNull()) {
      return null;
    }
    if (column == 0) {
      return LocalDateTime.ofInstant(Instant.parse(json.asText()), ZoneOffset.UTC);
    }
    if (column <= table.keys().size()) {
      return json.asText();
    }
    if (table.values().get(column - 1 - table.keys().size()).exact()) {
      return new BigDecimal(json.asText());
    }
    return json.asDouble();
  }

  private long differences(WindowTable table, List<String> examples) throws SQLException {
    String keys = table.keys().stream().map(k -> ", " + k).collect(Collectors.joining());
    String same =
        table.values().stream().map(Comparison::same).collect(Collectors.joining(" AND "));
    // A row that is there twice finds no partner the second time.
    String numbered =
        "(SELECT *, row_number() OVER (PARTITION BY window_start%s) AS copy FROM %%s)"
            .formatted(keys);
    String sides =
        "FROM %s s FULL JOIN %s b USING (window_start%s, copy) WHERE (%s) IS NOT TRUE"
            .formatted(numbered.formatted("streamed"), numbered.formatted("batch"), keys, same);
    long count = count("SELECT COUNT(*) " + sides);
    if (count > 0) {
      String shown =
          table.values().stream()
              .map(v -> ", s.%1$s, b.%1$s".formatted(v.column()))
              .collect(Collectors.joining());
      try (Statement statement = duckdb.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT window_start%s%s %s ORDER BY ALL LIMIT %d"
                      .formatted(keys, shown, sides, SHOWN_DIFFERENCES))) {
        while (rows.next()) {
          examples.add(example(table, rows));
        }
      }
    }
    return count;
  }

  private static String same(WindowTable.Value value) {
    return value.exact()
        ? "s.%1$s = b.%1$s".formatted(value.column())
        : "abs(s.%1$s - b.%1$s) <= %2$s * greatest(abs(s.%1$s), abs(b.%1$s))"
            .formatted(value.column(), RELATIVE_TOLERANCE);
  }

  private static String example(WindowTable table, ResultSet row) throws SQLException {
    StringJoiner text = new StringJoiner(", ");
    text.add("window " + row.getString(1));
    int column = 2;
    for (String key : table.keys()) {
      text.add(key + " " + row.getString(column++));
    }
    for (WindowTable.Value value : table.values()) {
      text.add(
          "%s %s, batch %s"
              .formatted(value.column(), row.getString(column++), row.getString(column++)));
    }
    return text.toString();
  }

  private List<String> totals(WindowTable table, String side) throws SQLException {
    List<String> totals = new ArrayList<>();
    for (WindowTable.Value value : table.values()) {
      try (Statement statement = duckdb.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT %s(%s) FROM %s".formatted(value.total(), value.column(), side))) {
        row.next();
        BigDecimal total = row.getBigDecimal(1);
        totals.add(total == null ? "none" : show(total, value));
      }
    }
    return totals;
  }

  private static String show(BigDecimal total, WindowTable.Value value) {
    return value.exact() ? "%,.0f".formatted(total) : "%.9f".formatted(total);
  }

  private static String columns(WindowTable table) {
    StringJoiner columns = new StringJoiner(", ");
    columns.add("window_start");
    table.keys().forEach(key -> columns.add(key));
    table.values().forEach(value -> columns.add(value.column()));
    return columns.toString();
  }

  private static String batchColumns(WindowTable table) {
    StringJoiner columns = new StringJoiner(", ");
    columns.add("window_start");
    table.keys().forEach(columns::add);
    table.values().forEach(v -> columns.add(v.batch() + " AS " + v.column()));
    return columns.toString();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(sql);
    }
  }

  private long count(String sql) throws SQLException {
    try (Statement statement = duckdb.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
