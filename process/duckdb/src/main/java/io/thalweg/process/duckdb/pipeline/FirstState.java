package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.sql.streaming.StreamingOperator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The keys whose first row is out, and the rows of the others that are waiting. */
final class FirstState implements OperatorState {

  private final StreamingOperator.First operator;
  private final String waiting;
  private final String seen;
  private final StateColumns columns;
  private long rows;

  FirstState(StreamingOperator.First operator, PipelineTables tables) {
    this.operator = operator;
    this.waiting = tables.state(operator.name() + "_waiting");
    this.seen = tables.state(operator.name() + "_seen");
    this.columns = StateColumns.of(operator.rows(), operator.keys());
  }

  @Override
  public List<String> create() {
    String keys = operator.keys().stream().map(key -> ", c" + key).collect(Collectors.joining());
    return List.of(
        "CREATE TABLE " + waiting + " (" + columns.definition() + ")",
        // without a key there is one first row of all, and one row says that it is out
        "CREATE TABLE %s AS SELECT TRUE AS seen%s FROM %s LIMIT 0".formatted(seen, keys, waiting));
  }

  @Override
  public void open(Connection connection) throws SQLException {
    rows = Step.count(connection, waiting);
  }

  @Override
  public Optional<String> step(Step step) throws SQLException {
    Optional<String> added = step.rows(operator.rows());
    if (added.isPresent()) {
      rows +=
          step.execute(
              "INSERT INTO %s SELECT %s FROM (%s) AS w(%s) WHERE NOT %s"
                  .formatted(waiting, columns.list("w."), added.get(), columns.all(), isSeen("w")));
    }
    long closedBelow = operator.closedBelow(step.after());
    if (rows == 0 || closedBelow == Long.MIN_VALUE) {
      return Optional.empty();
    }
    String over = "w.c" + operator.time() + " < " + Sql.timestamp(closedBelow);
    step.atTheEnd(
        () -> {
          String keys =
              operator.keys().stream().map(key -> ", w.c" + key).collect(Collectors.joining());
          step.execute(
              "INSERT INTO %s SELECT DISTINCT TRUE%s FROM %s AS w WHERE %s"
                  .formatted(seen, keys, waiting, over));
          rows -= step.execute("DELETE FROM %s AS w WHERE %s".formatted(waiting, isSeen("w")));
        });
    // whatever comes later stands behind the rows whose time is over
    return Optional.of(
        DuckDbSql.select(
            operator.first(),
            kept ->
                "(SELECT %s FROM %s AS w WHERE %s)".formatted(columns.renamed(), waiting, over)));
  }

  private String isSeen(String row) {
    return "EXISTS (SELECT 1 FROM %s AS s%s)"
        .formatted(
            seen,
            operator.keys().isEmpty()
                ? ""
                : operator.keys().stream()
                    .map(key -> "s.c%d IS NOT DISTINCT FROM %s.c%d".formatted(key, row, key))
                    .collect(Collectors.joining(" AND ", " WHERE ", "")));
  }
}
