package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.streaming.StreamingPlan.WindowAggregation;
import java.util.List;

/**
 * What the open windows hold, in a table. Writes the SQL that adds to it, reads what is closed and
 * takes it away. Immutable.
 */
abstract class WindowState {

  private final WindowAggregation window;
  private final String table;

  WindowState(WindowAggregation window, String table) {
    this.window = window;
    this.table = table;
  }

  /**
   * Partial aggregates where all of the window's aggregates can be merged, otherwise the rows.
   *
   * @param rows the plan that feeds the window
   * @param table where it is kept
   */
  static WindowState of(WindowAggregation window, PlanNode rows, String table) {
    return PartialAggregate.canMerge(window.aggregate().calls())
        ? new PartialAggregates(window, rows, table)
        : new KeptRows(window, rows, table);
  }

  /** The statement that makes the table. */
  abstract String create();

  /**
   * The statement that adds rows.
   *
   * @param rows the SELECT of the plan that feeds the window
   */
  abstract String add(String rows);

  /**
   * The groups of the windows that end at or before a time: a SELECT in parentheses, with the
   * columns of the window's aggregate.
   */
  abstract String closedGroups(long closedBelow);

  /** The statements that put the table's rows together where many belong to one group. */
  abstract List<String> compact();

  /** The statement that takes away the windows that end at or before a time. */
  String discard(long closedBelow) {
    return "DELETE FROM " + table + " WHERE " + isClosed(closedBelow);
  }

  /** The latest end of a window that a watermark closes; all rows before it are closed too. */
  static long closedBelow(WindowAggregation window, long watermark) {
    if (watermark == EventBatch.NO_TIME) {
      return EventBatch.NO_TIME;
    }
    long size = EventBatch.micros(window.size());
    long offset = EventBatch.micros(window.offset());
    return Math.floorDiv(watermark - offset, size) * size + offset;
  }

  final WindowAggregation window() {
    return window;
  }

  final String table() {
    return table;
  }

  /** The table's column that names the window. */
  abstract String windowColumn();

  final String isClosed(long closedBelow) {
    long last = closedBelow - EventBatch.micros(window.toEnd());
    return windowColumn() + " <= " + Sql.timestamp(last);
  }
}
