package io.thalweg.process.duckdb.pipeline;

import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.streaming.StreamingOperator.Changing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table that changes. It has no index: one of 50 million keys does not fit into the memory that
 * the engine may use, where a join with the table reads it once, from the disk if need be.
 *
 * <p>Each of its rows has a number, and one that is put in place of another a higher one.
 */
abstract class ChangingState implements OperatorState {

  /** The column with a row's number. */
  static final String NUMBER = "$number";

  /** The column of {@code removed} that says where in the table a row is. */
  private static final String ROW = "$row";

  /** The number of rows that are there before any event; all others have higher ones. */
  static final long OF_NOTHING = 0;

  private final Changing operator;
  private long nextNumber;
  private long changedRows;

  ChangingState(Changing operator) {
    this.operator = operator;
  }

  /**
   * @param states of the operators before it
   */
  static ChangingState of(
      Changing operator, PipelineTables tables, Map<String, OperatorState> states) {
    if (operator.inputColumns().isPresent()) {
      return new FirstRowsState(operator, tables);
    }
    boolean overChanges =
        operator.sources().stream().anyMatch(input -> readBy(input.rows(), states).isPresent());
    return !overChanges && GroupsState.canKeep(operator)
        ? new GroupsState(operator, tables)
        : new ResultsState(operator, tables, states);
  }

  /** The table that changes which a plan reads, where it reads one. */
  static Optional<ChangingState> readBy(PlanNode plan, Map<String, OperatorState> states) {
    if (plan instanceof PlanNode.Scan scan) {
      return Optional.ofNullable(states.get(scan.relation().name()))
          .filter(ChangingState.class::isInstance)
          .map(ChangingState.class::cast);
    }
    return plan.inputs().stream().flatMap(input -> readBy(input, states).stream()).findFirst();
  }

  final Changing operator() {
    return operator;
  }

  /** The table that the rows are in. */
  abstract String table();

  /**
   * What stands in FROM for rows of the table: a SELECT in parentheses with the operator's columns,
   * then {@link #NUMBER}.
   */
  abstract String rows(String table);

  /** The rows of now, as they stand in FROM. */
  final String current() {
    return rows(table());
  }

  /** The rows that the last step put in, as they stand in FROM. */
  final String added() {
    return rows(temp("added"));
  }

  /** The rows that the last step took out, as they stand in FROM. */
  final String removed() {
    return rows(temp("removed"));
  }

  /** Of {@link #removed} those that outputs have had. */
  final String replaced() {
    return rows("(FROM %s WHERE \"%s\" > %d)".formatted(temp("removed"), NUMBER, OF_NOTHING));
  }

  /** How many rows the last step changed: put in, put in place of others, or took out for good. */
  final long changedRows() {
    return changedRows;
  }

  @Override
  public void open(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(max(\"%s\") + 1, 0) FROM %s".formatted(NUMBER, table()))) {
      row.next();
      nextNumber = row.getLong(1);
    }
  }

  /** The name of a table of this operator that lasts as long as a step. */
  final String temp(String what) {
    return "temp." + what + "_" + operator.name().substring(1);
  }

  /**
   * Puts the rows of {@code added} in place of those of {@code removed}, which {@link #remove} has
   * found.
   */
  final void replace(Step step) throws SQLException {
    long removed =
        step.execute(
            "DELETE FROM %s WHERE rowid IN (SELECT \"%s\" FROM %s)"
                .formatted(table(), ROW, temp("removed")));
    long added =
        step.execute(
            "INSERT INTO %s SELECT * EXCLUDE (\"%s\"), %d + row_number() OVER () FROM %s"
                .formatted(table(), NUMBER, nextNumber, temp("added")));
    nextNumber += added + 1;
    changedRows = Math.max(added, removed);
  }

  /**
   * Finds the rows that others will stand in place of.
   *
   * @param restriction of the table, called t, as it stands behind it in FROM
   */
  final void remove(Step step, String restriction) throws SQLException {
    make(
        step,
        "removed",
        "SELECT t.*, t.rowid AS \"%s\" FROM %s AS t %s".formatted(ROW, table(), restriction));
  }

  /**
   * Makes a table that lasts as long as the step.
   *
   * @return its number of rows
   */
  final long make(Step step, String what, String select) throws SQLException {
    return step.execute(
        "CREATE OR REPLACE TEMP TABLE " + temp(what).substring("temp.".length()) + " AS " + select);
  }

  /**
   * That two rows have the same key, whose columns are called this and that. Where a column is
   * never NULL, by {@code =}: of such a join DuckDB reads only what may have a partner.
   */
  final String sameKey(List<String> these, List<String> those) {
    List<Column> keys = operator.keyColumns();
    return keys.isEmpty()
        ? "TRUE"
        : IntStream.range(0, keys.size())
            .mapToObj(
                i ->
                    these.get(i)
                        + (keys.get(i).nullable() ? " IS NOT DISTINCT FROM " : " = ")
                        + those.get(i))
            .collect(Collectors.joining(" AND "));
  }

  /** That two rows are equal in columns called this and that. */
  static String same(List<String> these, List<String> those) {
    return these.isEmpty()
        ? "TRUE"
        : IntStream.range(0, these.size())
            .mapToObj(i -> these.get(i) + " IS NOT DISTINCT FROM " + those.get(i))
            .collect(Collectors.joining(" AND "));
  }

  /** Gives the rows that the step has put in; those that it has taken out are {@link #removed}. */
  @Override
  public abstract Optional<String> step(Step step) throws SQLException;
}
