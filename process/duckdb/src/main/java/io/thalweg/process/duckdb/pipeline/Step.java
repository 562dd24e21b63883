package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One transaction of a pipeline on its way through the operators: the new rows of one stream, and
 * the watermark. Each plan takes the new rows of what it reads and asks the operators below for
 * theirs, each once. For one thread.
 */
final class Step {

  private final Connection connection;
  private final Map<String, OperatorState> operators;
  private final Optional<NewRows> batch;
  private final long before;
  private final long after;
  private final List<Work> last = new ArrayList<>();

  /**
   * @param before the watermark of the transaction before
   * @param after the watermark now
   */
  Step(
      Connection connection,
      Map<String, OperatorState> operators,
      Optional<NewRows> batch,
      long before,
      long after) {
    this.connection = connection;
    this.operators = operators;
    this.batch = batch;
    this.before = before;
    this.after = after;
  }

  /**
   * New rows of a stream.
   *
   * @param select what stands for them in FROM
   */
  record NewRows(String stream, String select) {}

  /** Something to do. */
  @FunctionalInterface
  interface Work {
    void run() throws SQLException;
  }

  long before() {
    return before;
  }

  long after() {
    return after;
  }

  /** The SELECT of the new rows that a plan gives; empty where nothing that it reads has some. */
  Optional<String> rows(PlanNode plan) throws SQLException {
    // a stream may be read twice, once with the place of its events in the log
    Map<Relation, String> sources = new HashMap<>();
    boolean some = false;
    for (Relation relation : streams(plan)) {
      if (!sources.containsKey(relation)) {
        Optional<String> rows = rows(relation);
        some |= rows.isPresent();
        sources.put(relation, rows.orElseGet(() -> nothing(relation.columns())));
      }
    }
    if (!some) {
      return Optional.empty();
    }
    return Optional.of(
        DuckDbSql.select(
            plan,
            relation ->
                relation.kind() == Relation.Kind.STREAM
                    ? sources.get(relation)
                    : PipelineTables.output(relation.name())));
  }

  private Optional<String> rows(Relation relation) throws SQLException {
    OperatorState operator = operators.get(relation.name());
    if (operator != null) {
      return operator.step(this).map(select -> "(" + select + ")");
    }
    return batch.filter(rows -> rows.stream().equals(relation.name())).map(NewRows::select);
  }

  private static List<Relation> streams(PlanNode node) {
    if (node instanceof PlanNode.Scan scan) {
      return scan.relation().kind() == Relation.Kind.STREAM ? List.of(scan.relation()) : List.of();
    }
    return node.inputs().stream().flatMap(input -> streams(input).stream()).toList();
  }

  /** No rows of these columns, as they stand in FROM. */
  static String nothing(List<Column> columns) {
    return columns.stream()
        .map(
            column ->
                "CAST(NULL AS %s) AS %s"
                    .formatted(DuckDbTypes.name(column.type()), Sql.name(column.name())))
        .collect(Collectors.joining(", ", "(SELECT ", " WHERE FALSE)"));
  }

  /** Runs a statement now. */
  long execute(String statement) throws SQLException {
    return Outputs.execute(connection, statement);
  }

  /** Has something done once all that was given has been taken. */
  void atTheEnd(Work work) {
    last.add(work);
  }

  /** Ends the step. */
  void end() throws SQLException {
    for (Work work : last) {
      work.run();
    }
  }

  static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM " + table)) {
      result.next();
      return result.getLong(1);
    }
  }
}
