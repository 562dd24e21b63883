package io.thalweg.process.duckdb.pipeline;

import java.sql.Connection;
import java.sql.SQLException;

/** What is kept of one input, with how many rows that are. For one thread. */
final class KeptInput {

  /** So many rows of one table are not worth putting together. */
  private static final long COMPACT_FROM = 200_000;

  private final KeptState state;
  private long rows;
  private long compactAt = COMPACT_FROM;

  KeptInput(KeptState state) {
    this.state = state;
  }

  KeptState state() {
    return state;
  }

  /** How many rows its table has. */
  long rows() {
    return rows;
  }

  void open(Connection connection) throws SQLException {
    rows = Step.count(connection, state.table());
  }

  /** Adds what a SELECT of the table's rows gives. */
  void add(Step step, String fresh) throws SQLException {
    rows += step.execute("INSERT INTO " + state.table() + " " + fresh);
    if (rows < compactAt) {
      return;
    }
    for (String statement : state.compact()) {
      long changed = step.execute(statement);
      rows = statement.startsWith("INSERT") ? changed : rows;
    }
    compactAt = Math.max(COMPACT_FROM, 2 * rows);
  }

  /**
   * Takes rows away.
   *
   * @param restriction of the table, called s, as it stands behind it in DELETE
   */
  void discard(Step step, String restriction) throws SQLException {
    rows -= step.execute("DELETE FROM " + state.table() + " AS s " + restriction);
    compactAt = Math.max(COMPACT_FROM, 2 * rows);
  }
}
