package io.thalweg.process.duckdb.pipeline;

import io.thalweg.sql.plan.PlanNode;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of the rows of a plan, in a table: the rows, or what their groups come to. Writes
 * the SQL that adds to it and reads from it. Immutable.
 */
abstract class KeptState {

  private final String table;

  KeptState(String table) {
    this.table = table;
  }

  /**
   * Partial aggregates where all aggregates can be merged, otherwise the rows.
   *
   * @param rows the plan
   * @param aggregate over it; empty for the rows themselves
   * @param table where it is kept
   */
  static KeptState of(PlanNode rows, Optional<PlanNode.Aggregate> aggregate, String table) {
    return aggregate
        .filter(of -> PartialAggregate.canMerge(of.calls()))
        .<KeptState>map(of -> new PartialAggregates(rows.columns(), of, table))
        .orElseGet(() -> new KeptRows(rows, aggregate, table));
  }

  /** The statement that makes the table. */
  abstract String create();

  /**
   * The SELECT that turns rows into those of the table.
   *
   * @param rows the SELECT of the plan
   */
  abstract String fresh(String rows);

  /** The statement that adds rows. */
  final String add(String rows) {
    return "INSERT INTO " + table + " " + fresh(rows);
  }

  /**
   * What stands in FROM for what is kept, as the rows of the plan or its groups: a SELECT in
   * parentheses.
   *
   * @param restriction of the table, which is called s: what may stand behind it in FROM, as {@code
   *     WHERE …} or {@code SEMI JOIN …}; it takes whole groups
   */
  abstract String select(String restriction);

  /** The statements that put the table's rows together where many belong to one group. */
  abstract List<String> compact();

  /**
   * The table's column that stands for a column of the rows or groups.
   *
   * @param index of a group's key, or any of rows
   */
  abstract String column(int index);

  final String table() {
    return table;
  }
}
