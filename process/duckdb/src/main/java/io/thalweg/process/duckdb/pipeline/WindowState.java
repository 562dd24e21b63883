package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.sql.plan.Windowing;
import io.thalweg.sql.streaming.StreamingOperator.Kept;
import java.time.Duration;
import java.util.List;

/**
 * What the open windows hold of one input, in a table. Writes the SQL that adds to it, reads what
 * is closed and takes it away. Immutable.
 */
abstract class WindowState {

  private final Kept kept;
  private final Duration toEnd;
  private final String table;

  WindowState(Kept kept, Duration toEnd, String table) {
    this.kept = kept;
    this.toEnd = toEnd;
    this.table = table;
  }

  /**
   * Partial aggregates where all of the window's aggregates can be merged, otherwise the rows.
   *
   * @param table where it is kept
   */
  static WindowState of(Kept kept, Windowing windowing, String table) {
    Duration toEnd = windowing.toEnd(kept.bound());
    boolean mergeable =
        kept.aggregate().filter(of -> PartialAggregate.canMerge(of.calls())).isPresent();
    return mergeable ? new PartialAggregates(kept, toEnd, table) : new KeptRows(kept, toEnd, table);
  }

  /** The statement that makes the table. */
  abstract String create();

  /**
   * The statement that adds rows.
   *
   * @param rows the SELECT of the plan that feeds it
   */
  abstract String add(String rows);

  /**
   * What stands in FROM for the windows that end at or before a time: a SELECT in parentheses, with
   * the columns of {@link Kept#relation}.
   */
  abstract String closed(long closedBelow);

  /** The statements that put the table's rows together where many belong to one group. */
  abstract List<String> compact();

  /** The statement that takes away the windows that end at or before a time. */
  String discard(long closedBelow) {
    return "DELETE FROM " + table + " WHERE " + isClosed(closedBelow);
  }

  final Kept kept() {
    return kept;
  }

  final String table() {
    return table;
  }

  /** The table's column that names the window. */
  abstract String windowColumn();

  final String isClosed(long closedBelow) {
    long last = closedBelow - EventBatch.micros(toEnd);
    return windowColumn() + " <= " + Sql.timestamp(last);
  }
}
