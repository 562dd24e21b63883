package io.thalweg.process.duckdb.engine;

import io.thalweg.process.duckdb.engine.RandomEvents.Event;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** A made-up aggregation by tumbling windows: as a pipeline's statement, and as DuckDB's own. */
final class RandomAggregation {

  private static final List<String> AGGREGATES =
      List.of(
          "COUNT(*)",
          "COUNT(n)",
          "COUNT(DISTINCT k)",
          "SUM(n)",
          "SUM(DISTINCT n)",
          "MIN(n)",
          "MAX(k)",
          "AVG(n)",
          "AVG(x)",
          "SUM(x)",
          "MIN(x)",
          "SUM(p)",
          "MAX(p)",
          "AVG(p)",
          "STDDEV_SAMP(x)",
          "VAR_POP(n)",
          "COUNT(*) FILTER (WHERE x > 50)",
          "SUM(n) FILTER (WHERE k = 'a')",
          "SUM(n * 2 + 1)",
          "MAX(CASE WHEN n > 0 THEN x ELSE 0.0 END)");

  private final int seconds;
  private final boolean byKey;
  private final List<String> aggregates;
  private final String columns;
  private final String where;
  private final String having;

  RandomAggregation(Random random) {
    seconds = List.of(1, 7, 10, 60).get(random.nextInt(4));
    byKey = random.nextBoolean();
    List<String> shuffled = new ArrayList<>(AGGREGATES);
    Collections.shuffle(shuffled, random);
    aggregates = shuffled.subList(0, 1 + random.nextInt(5));
    columns =
        IntStream.range(0, aggregates.size())
            .mapToObj(i -> ", " + aggregates.get(i) + " AS c" + i)
            .collect(Collectors.joining());
    where = pick(random, "", "", " WHERE n >= 0", " WHERE x IS NOT NULL OR k = 'b'");
    having = pick(random, "", "", " HAVING COUNT(*) > 1", " HAVING MAX(n) > 0");
  }

  private static String pick(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** The pipeline's statement. */
  String streaming(String stream) {
    return select(
        "TABLE(TUMBLE(TABLE %s, DESCRIPTOR(time), INTERVAL '%d' SECOND))"
            .formatted(stream, seconds));
  }

  private String select(String from) {
    String keys = "window_start" + (byKey ? ", k" : "");
    return "SELECT " + keys + columns + " FROM " + from + where + " GROUP BY " + keys + having;
  }

  /** All rows of a table with the results, in their order. */
  String ordered(String table) {
    return "FROM " + table + " ORDER BY window_start" + (byKey ? ", k NULLS FIRST" : "");
  }

  /**
   * The rows for these events in one go, cells joined by a bar.
   *
   * @param watermark only windows that end at it or before, in microseconds
   */
  List<String> batch(List<Event> events, long watermark) throws SQLException {
    long size = seconds * 1_000_000L;
    String windowed =
        "(SELECT *, make_timestamp(time // %1$d * %1$d) AS window_start FROM events"
            + " WHERE (time // %1$d + 1) * %1$d <= %2$d)";
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "CREATE TABLE events (time BIGINT, k VARCHAR, n INTEGER, x DOUBLE, p DECIMAL(12, 3))");
      append((DuckDBConnection) duckdb, events);
      statement.execute("CREATE TABLE batch AS " + select(windowed.formatted(size, watermark)));
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(ordered("batch"))) {
        int count = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= count; i++) {
            row.add(String.valueOf(result.getObject(i)));
          }
          rows.add(String.join("|", row));
        }
      }
      return rows;
    }
  }

  private static void append(DuckDBConnection duckdb, List<Event> events) throws SQLException {
    try (DuckDBAppender appender = duckdb.createAppender("main", "events")) {
      for (Event event : events) {
        appender.beginRow();
        appender.append(event.time());
        appender.append(event.k());
        appender.append(event.n());
        appender.append(event.x());
        appender.append(event.p());
        appender.endRow();
      }
    }
  }

  /** 0 where all cells are equal, doubles to a part in 10⁹. */
  int compareRows(String left, String right) {
    String[] a = left.split("\\|");
    String[] b = right.split("\\|");
    int keys = byKey ? 2 : 1;
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      boolean near = i >= keys && isDouble(aggregates.get(i - keys)) && isNear(a[i], b[i]);
      if (!near && !a[i].equals(b[i])) {
        return a[i].compareTo(b[i]);
      }
    }
    return a.length - b.length;
  }

  private static boolean isDouble(String aggregate) {
    return aggregate.matches("(AVG|STDDEV|VAR).*|.*\\bx\\).*|.*THEN x.*");
  }

  private static boolean isNear(String left, String right) {
    if (left.equals("null") || right.equals("null")) {
      return false;
    }
    double a = Double.parseDouble(left);
    double b = Double.parseDouble(right);
    return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
  }
}
