package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.Windowing;
import io.thalweg.sql.streaming.StreamingOperator;
import io.thalweg.sql.streaming.StreamingOperator.Kept;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Groups of sessions whose aggregates can be merged. Instead of a session's rows its table holds
 * what they come to: each batch appends the parts of sessions that it holds, and parts that belong
 * together are merged when one of them is old enough to close.
 */
final class SessionGroupsState implements OperatorState {

  private final StreamingOperator.Sessions sessions;
  private final StreamingOperator.OverWindows windows;
  private final Windowing.Session windowing;
  private final PlanNode.Aggregate aggregate;
  private final List<PartialAggregate> calls;
  private final PlanNode rows;
  private final String table;
  private final String merged;
  private long kept;

  SessionGroupsState(
      StreamingOperator.OverWindows windows,
      StreamingOperator.Sessions sessions,
      PipelineTables tables) {
    this.sessions = sessions;
    this.windows = windows;
    this.windowing = (Windowing.Session) sessions.window().windowing();
    Kept kept = windows.kept().get(0);
    this.aggregate = kept.aggregate().orElseThrow();
    this.calls =
        IntStream.range(0, aggregate.calls().size())
            .mapToObj(i -> PartialAggregate.of(aggregate.calls().get(i), i, kept.rows().columns()))
            .toList();
    this.rows = withoutBounds((PlanNode.Project) kept.rows());
    this.table = tables.state(kept.name());
    this.merged = "merged_" + kept.name().substring(1);
  }

  /**
   * The sessions whose groups can be kept so: of windows over nothing else, and grouped by nothing
   * but their bounds and what they are made by.
   */
  static Optional<StreamingOperator.Sessions> below(
      StreamingOperator.OverWindows windows, List<StreamingOperator> before) {
    if (windows.kept().size() != 1
        || !(windows.kept().get(0).rows() instanceof PlanNode.Project project)
        || !(project.input() instanceof PlanNode.Scan scan)) {
      return Optional.empty();
    }
    return before.stream()
        .filter(operator -> operator.name().equals(scan.relation().name()))
        .filter(StreamingOperator.Sessions.class::isInstance)
        .map(StreamingOperator.Sessions.class::cast)
        .filter(
            sessions ->
                windows
                    .kept()
                    .get(0)
                    .aggregate()
                    .filter(of -> canKeep(of, project, sessions))
                    .isPresent())
        .findFirst();
  }

  private static boolean canKeep(
      PlanNode.Aggregate aggregate, PlanNode.Project project, StreamingOperator.Sessions sessions) {
    int inputs = sessions.rows().columns().size();
    List<Integer> made = ((Windowing.Session) sessions.window().windowing()).keys();
    return PartialAggregate.canMerge(aggregate.calls())
        && aggregate.keys().stream()
            .map(project.expressions()::get)
            .allMatch(
                key ->
                    key instanceof ColumnReference column
                        && (column.index() >= inputs || made.contains(column.index())))
        && IntStream.range(0, project.expressions().size())
            .filter(i -> !aggregate.keys().contains(i))
            .mapToObj(project.expressions()::get)
            .flatMap(Expression::all)
            .allMatch(
                part ->
                    !(part instanceof Expression.SubQuery)
                        && !(part instanceof ColumnReference column && column.index() >= inputs));
  }

  /** What sessions are made by, the time, and the aggregate's rows, whose bounds nobody knows. */
  private PlanNode withoutBounds(PlanNode.Project project) {
    List<Column> inputs = sessions.rows().columns();
    List<Column> columns = new ArrayList<>();
    List<Expression> expressions = new ArrayList<>();
    List<Integer> made = new ArrayList<>(windowing.keys());
    made.add(sessions.window().timeColumn());
    for (int column : made) {
      Column of = inputs.get(column);
      columns.add(new Column("$" + columns.size(), of.type(), of.nullable()));
      expressions.add(new ColumnReference(column, of.type()));
    }
    for (int i = 0; i < project.expressions().size(); i++) {
      Column of = project.columns().get(i);
      Expression value = project.expressions().get(i);
      boolean bound = value instanceof ColumnReference column && column.index() >= inputs.size();
      columns.add(new Column("$" + columns.size(), of.type(), true));
      expressions.add(bound ? new Expression.Literal(Optional.empty(), of.type()) : value);
    }
    return new PlanNode.Project(sessions.rows(), columns, expressions);
  }

  @Override
  public List<String> create() {
    Stream<String> keys =
        IntStream.range(0, windowing.keys().size())
            .mapToObj(i -> "k" + i + " " + DuckDbTypes.name(rows.columns().get(i).type()));
    Stream<String> columns = parts().map(part -> part.name() + " " + part.type());
    return List.of(
        "CREATE TABLE %s (%s)"
            .formatted(
                table, list(keys, Stream.of("begins TIMESTAMP", "ends TIMESTAMP"), columns)));
  }

  @Override
  public void open(Connection connection) throws SQLException {
    kept = Step.count(connection, table);
  }

  @Override
  public Optional<String> step(Step step) throws SQLException {
    Optional<String> added = step.rows(rows);
    if (added.isPresent()) {
      kept += step.execute("INSERT INTO " + table + " " + partsOf(added.get()));
    }
    long closedBelow = sessions.closedBelow(step.after());
    if (kept == 0 || closedBelow <= sessions.closedBelow(step.before())) {
      return Optional.empty();
    }
    String closed = "ends <= " + Sql.timestamp(closedBelow - EventBatch.micros(windowing.gap()));
    long found =
        step.execute(
            "CREATE OR REPLACE TEMP TABLE %s AS %s".formatted(merged, mergedParts(closed)));
    if (found == 0) {
      return Optional.empty();
    }
    step.atTheEnd(
        () -> {
          kept -=
              step.execute(
                  "DELETE FROM %s AS t USING (SELECT DISTINCT %s FROM temp.%s) AS o WHERE %s"
                      .formatted(table, keysOr("TRUE"), merged, sameKeys()));
          kept +=
              step.execute(
                  "INSERT INTO %s SELECT * FROM temp.%s WHERE NOT %s"
                      .formatted(table, merged, closed));
        });
    return Optional.of(
        DuckDbSql.select(
            windows.result(),
            relation ->
                relation.name().equals(windows.kept().get(0).name())
                    ? groups(closed)
                    : PipelineTables.output(relation.name())));
  }

  /** The SELECT of the parts of sessions that rows come to. */
  private String partsOf(String select) {
    String columns =
        list(
            keys(),
            Stream.of("t"),
            IntStream.range(windowing.keys().size() + 1, rows.columns().size())
                .mapToObj(i -> "c" + (i - windowing.keys().size() - 1)));
    boolean nullable = rows.columns().get(windowing.keys().size()).nullable();
    String from =
        "(%s) AS r(%s)%s".formatted(select, columns, nullable ? " WHERE t IS NOT NULL" : "");
    return "SELECT %s FROM %s GROUP BY %s"
        .formatted(
            list(
                keys(),
                Stream.of("min(t) AS begins", "max(t) AS ends"),
                parts().map(part -> part.column(part.ofRows()))),
            numbered(from, "t", "lag(t) OVER (" + inOrder("t") + ")"),
            keysAnd("session"));
  }

  /** The SELECT of the parts of each key that has one that may close, merged where they belong. */
  private String mergedParts(String closed) {
    String from =
        "(SELECT t.* FROM %1$s AS t SEMI JOIN (SELECT DISTINCT %2$s FROM %1$s WHERE %3$s) AS o ON %4$s)"
            .formatted(table, keysOr("TRUE"), closed, sameKeys());
    // a part may lie within another
    String previous =
        "max(ends) OVER (%s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
            .formatted(inOrder("begins"));
    return "SELECT %s FROM %s GROUP BY %s"
        .formatted(
            list(
                keys(),
                Stream.of("min(begins) AS begins", "max(ends) AS ends"),
                parts().map(part -> part.column(part.merged()))),
            numbered(from, "begins", previous),
            keysAnd("session"));
  }

  /**
   * What stands in FROM for rows with the number of their session: one begins where what was before
   * ended the gap away or further.
   *
   * @param from the rows, as they stand in FROM
   * @param begins when a row begins
   * @param previous when what was before it ended
   */
  private String numbered(String from, String begins, String previous) {
    // rows that begin together get one number, whichever of them comes first
    return ("(SELECT *, sum(starts) OVER (%s RANGE UNBOUNDED PRECEDING) AS session FROM (SELECT *,"
            + " CASE WHEN epoch_us(%s) - epoch_us(%s) < %d THEN 0 ELSE 1 END AS starts FROM %s))")
        .formatted(inOrder(begins), begins, previous, EventBatch.micros(windowing.gap()), from);
  }

  private String inOrder(String column) {
    return (windowing.keys().isEmpty() ? "" : "PARTITION BY " + keysOr("") + " ")
        + "ORDER BY "
        + column;
  }

  /** What stands in FROM for the groups of the sessions that close. */
  private String groups(String closed) {
    List<Integer> keys = aggregate.keys();
    List<String> values = keys.stream().map(this::ofSession).toList();
    Function<Integer, String> name = i -> Sql.name(aggregate.columns().get(i).name());
    return "(SELECT %s FROM temp.%s WHERE %s GROUP BY %s)"
        .formatted(
            list(
                IntStream.range(0, keys.size())
                    .mapToObj(i -> values.get(i) + " AS " + name.apply(i)),
                IntStream.range(0, calls.size())
                    .mapToObj(i -> calls.get(i).ofMany() + " AS " + name.apply(keys.size() + i))),
            merged,
            closed,
            String.join(", ", values));
  }

  /** A group's key from a session's columns. */
  private String ofSession(int column) {
    PlanNode.Project project = (PlanNode.Project) windows.kept().get(0).rows();
    int of = ((ColumnReference) project.expressions().get(column)).index();
    int bound = of - sessions.rows().columns().size();
    String end = "(ends + to_microseconds(%d))".formatted(EventBatch.micros(windowing.gap()));
    return switch (bound) {
      case 0 -> "begins";
      case 1 -> end;
      case 2 -> "(" + end + " - to_microseconds(1000))";
      default -> "k" + windowing.keys().indexOf(of);
    };
  }

  private Stream<String> keys() {
    return IntStream.range(0, windowing.keys().size()).mapToObj(i -> "k" + i);
  }

  private String keysOr(String none) {
    return windowing.keys().isEmpty() ? none : keys().collect(Collectors.joining(", "));
  }

  private String keysAnd(String column) {
    return list(keys(), Stream.of(column));
  }

  private String sameKeys() {
    return ChangingState.same(
        keys().map(key -> "t." + key).toList(), keys().map(key -> "o." + key).toList());
  }

  private Stream<PartialAggregate.Part> parts() {
    return calls.stream().flatMap(call -> call.parts().stream());
  }

  @SafeVarargs
  private static String list(Stream<String>... columns) {
    return Stream.of(columns).flatMap(of -> of).collect(Collectors.joining(", "));
  }
}
