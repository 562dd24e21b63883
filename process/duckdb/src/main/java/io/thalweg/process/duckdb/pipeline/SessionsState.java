package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.Windowing;
import io.thalweg.sql.streaming.StreamingOperator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The rows of sessions that are open. */
final class SessionsState implements OperatorState {

  private final StreamingOperator.Sessions operator;
  private final String table;

  /** The rows of the sessions that a step closes, with their sessions and their rows' numbers. */
  private final String closed;

  private final StateColumns columns;
  private long rows;

  SessionsState(StreamingOperator.Sessions operator, PipelineTables tables) {
    this.operator = operator;
    this.table = tables.state(operator.name());
    this.closed = "closed_" + operator.name().substring(1);
    Windowing.Session session = (Windowing.Session) operator.window().windowing();
    this.columns = StateColumns.of(operator.rows(), session.keys());
  }

  @Override
  public List<String> create() {
    return List.of("CREATE TABLE " + table + " (" + columns.definition() + ")");
  }

  @Override
  public void open(Connection connection) throws SQLException {
    rows = Step.count(connection, table);
  }

  @Override
  public Optional<String> step(Step step) throws SQLException {
    Optional<String> added = step.rows(operator.rows());
    if (added.isPresent()) {
      rows +=
          step.execute(
              "INSERT INTO %s SELECT %s FROM (%s) AS n(%s)"
                  .formatted(table, columns.list("n."), added.get(), columns.all()));
    }
    long closedBelow = operator.closedBelow(step.after());
    if (rows == 0 || closedBelow <= operator.closedBelow(step.before())) {
      return Optional.empty();
    }
    long sessions =
        step.execute(
            "CREATE OR REPLACE TEMP TABLE %s AS SELECT * FROM (%s) WHERE \"$end\" <= %s"
                .formatted(closed, placed(closedBelow), Sql.timestamp(closedBelow)));
    if (sessions == 0) {
      return Optional.empty();
    }
    step.atTheEnd(
        () ->
            rows -=
                step.execute(
                    "DELETE FROM %s WHERE rowid IN (SELECT \"$row\" FROM temp.%s)"
                        .formatted(table, closed)));
    List<Column> bounds = operator.columns().subList(columns.count(), operator.columns().size());
    return Optional.of(
        "SELECT %s, \"$start\" AS %s, \"$end\" AS %s, \"$time\" AS %s FROM temp.%s"
            .formatted(
                columns.renamed(),
                Sql.name(bounds.get(0).name()),
                Sql.name(bounds.get(1).name()),
                Sql.name(bounds.get(2).name()),
                closed));
  }

  /**
   * The SELECT of rows with their sessions as they are now, and the rows' numbers: of all rows of
   * each key that has one so old that its session may be over.
   */
  private String placed(long closedBelow) {
    List<Column> kept =
        java.util.stream.Stream.concat(
                java.util.stream.IntStream.range(0, columns.count())
                    .mapToObj(
                        i ->
                            new Column(
                                "c" + i,
                                columns.rows().get(i).type(),
                                columns.rows().get(i).nullable())),
                java.util.stream.Stream.of(
                    new Column("$row", io.thalweg.definitions.DataType.Primitive.LONG, false)))
            .toList();
    List<Column> placed = new java.util.ArrayList<>(kept);
    List<Column> bounds = operator.columns().subList(columns.count(), operator.columns().size());
    placed.add(new Column("$start", bounds.get(0).type(), false));
    placed.add(new Column("$end", bounds.get(1).type(), false));
    placed.add(new Column("$time", bounds.get(2).type(), false));
    PlanNode.Window window =
        new PlanNode.Window(
            new PlanNode.Scan(Relation.table("$kept", kept)),
            placed,
            operator.window().timeColumn(),
            operator.window().windowing());
    return DuckDbSql.select(window, relation -> mayClose(closedBelow));
  }

  private String mayClose(long closedBelow) {
    Windowing.Session session = (Windowing.Session) operator.window().windowing();
    List<String> keys = session.keys().stream().map(key -> "c" + key).toList();
    return "(SELECT %6$s, t.rowid AS \"$row\" FROM %1$s AS t SEMI JOIN (SELECT %2$s FROM %1$s WHERE c%3$d <= %4$s) AS o ON %5$s)"
        .formatted(
            table,
            keys.isEmpty() ? "TRUE" : "DISTINCT " + String.join(", ", keys),
            operator.window().timeColumn(),
            Sql.timestamp(closedBelow - EventBatch.micros(session.gap())),
            ChangingState.same(
                keys.stream().map(key -> "t." + key).toList(),
                keys.stream().map(key -> "o." + key).toList()),
            columns.numbered("t."));
  }
}
