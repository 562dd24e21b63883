package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The windows of a pipeline that rows have come late for, until they are computed again. */
final class PendingWindows {

  /** So many are computed again at once. */
  private static final int AT_ONCE = 50;

  private PendingWindows() {}

  static String create(PipelineTables tables) {
    return "CREATE TABLE " + tables.pendingWindows() + " (bound TIMESTAMP)";
  }

  /**
   * The statement that adds windows.
   *
   * @param bounds the SELECT of one column
   */
  static String add(PipelineTables tables, String bounds) {
    return "INSERT INTO %1$s SELECT DISTINCT * FROM (%2$s) AS w(bound) WHERE bound NOT IN (FROM %1$s)"
        .formatted(tables.pendingWindows(), bounds);
  }

  /** The first few whose bound is not behind a time. */
  static List<Long> closed(Connection connection, PipelineTables tables, long upTo)
      throws SQLException {
    List<Long> windows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT epoch_us(bound) FROM %s WHERE bound <= %s ORDER BY 1 LIMIT %d"
                    .formatted(tables.pendingWindows(), Sql.timestamp(upTo), AT_ONCE))) {
      while (rows.next()) {
        windows.add(rows.getLong(1));
      }
    }
    return windows;
  }

  /** The statement that takes windows away. */
  static String remove(PipelineTables tables, List<Long> windows) {
    return "DELETE FROM %s WHERE epoch_us(bound) IN (%s)"
        .formatted(
            tables.pendingWindows(),
            windows.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }
}
