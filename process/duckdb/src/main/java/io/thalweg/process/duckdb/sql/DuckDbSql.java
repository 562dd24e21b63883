package io.thalweg.process.duckdb.sql;

import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import java.util.List;
import java.util.function.Function;

/**
 * Writes plans as DuckDB's SQL: one SELECT, in which every name is in quotes and every function is
 * of the portable list. Thread-safe.
 */
public final class DuckDbSql {

  /**
   * What a DuckDB instance must be set to before it runs SQL from here: otherwise a division of
   * doubles by zero would give infinity, and the root of a negative number NaN, without a word.
   */
  public static final List<String> SETTINGS =
      List.of(
          "SET GLOBAL ieee_floating_point_ops = false",
          "SET GLOBAL error_on_division_by_zero = true",
          "SET GLOBAL integer_division = false",
          "SET GLOBAL default_collation = ''");

  private DuckDbSql() {}

  /**
   * The SELECT that computes a plan. Its columns stand in the plan's order and carry its names,
   * where those are equal with a number behind them.
   *
   * @param from for each relation the plan scans, what stands for it in a FROM clause: a quoted
   *     name, a table function's call, or a SELECT in parentheses; its columns carry the relation's
   *     names
   */
  public static String select(PlanNode plan, Function<Relation, String> from) {
    return new SelectWriter(from).write(plan);
  }
}
