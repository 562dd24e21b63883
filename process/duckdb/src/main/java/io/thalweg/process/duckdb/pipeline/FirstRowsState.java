package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.streaming.StreamingOperator.Changing;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The first rows of each key, with the columns of the input that they are found by: computed again
 * from what they were and new rows. No other rows are kept.
 */
final class FirstRowsState extends ChangingState {

  /** Of so many new rows the first are found before all of their columns are looked at. */
  private static final long MANY = 2_000;

  private final Changing.Input input;
  private final List<Integer> inputColumns;
  private final StateColumns rows;
  private final StateColumns columns;
  private final String table;

  FirstRowsState(Changing operator, PipelineTables tables) {
    super(operator);
    this.input = operator.sources().get(0);
    this.inputColumns = operator.inputColumns().orElseThrow();
    this.rows =
        StateColumns.of(input.rows(), input.keys().stream().map(Changing.Key::column).toList());
    this.columns =
        new StateColumns(
            operator.columns(),
            IntStream.range(0, operator.columns().size())
                .filter(
                    i -> !inputColumns.contains(i) || rows.kept().contains(inputColumns.indexOf(i)))
                .boxed()
                .toList());
    this.table = tables.state(operator.name());
  }

  @Override
  String table() {
    return table;
  }

  @Override
  String rows(String from) {
    return "(SELECT %s, \"%s\" FROM %s)".formatted(columns.renamed(), NUMBER, from);
  }

  @Override
  public List<String> create() {
    return List.of(
        "CREATE TABLE %s (%s, \"%s\" BIGINT)".formatted(table, columns.definition(), NUMBER));
  }

  @Override
  public Optional<String> step(Step step) throws SQLException {
    Optional<String> added = step.rows(input.rows());
    if (added.isEmpty()) {
      return Optional.empty();
    }
    String fresh = "fresh";
    long count =
        make(
            step,
            fresh,
            "SELECT %s FROM (%s) AS r(%s)".formatted(rows.list(""), added.get(), rows.all()));
    if (count >= MANY) {
      fresh = "first";
      make(step, fresh, firstOf(temp("fresh")));
    }
    String all = all(temp(fresh));
    List<String> inputKeys = input.keys().stream().map(key -> "o.c" + key.column()).toList();
    List<String> keys = operator().keys().stream().map(key -> "t.c" + key).toList();
    remove(step, "SEMI JOIN %s AS o ON %s".formatted(temp(fresh), sameKey(keys, inputKeys)));
    make(
        step,
        "added",
        "SELECT %s, CAST(NULL AS BIGINT) AS \"%s\" FROM (%s) AS r(%s)"
            .formatted(
                columns.list(""),
                NUMBER,
                DuckDbSql.select(operator().result(), relation -> all),
                columns.all()));
    replace(step);
    return Optional.of("SELECT * FROM " + added());
  }

  /** The SELECT of the first of new rows, found by the columns that order them alone. */
  private String firstOf(String fresh) {
    PlanNode first = ChangedRows.numbered(operator().result());
    int number = first.columns().size() - 1;
    Column column = first.columns().get(number);
    PlanNode numbers =
        new PlanNode.Project(
            first, List.of(column), List.of(new Expression.ColumnReference(number, column.type())));
    String numbered =
        "(SELECT %s, rowid AS \"%s\" FROM %s)".formatted(rows.renamed(), NUMBER, fresh);
    return "SELECT f.* FROM %s AS f SEMI JOIN (%s) AS n ON f.rowid = n.\"%s\""
        .formatted(fresh, DuckDbSql.select(numbers, relation -> numbered), NUMBER);
  }

  /** What stands in FROM for new rows and those that the result had of their keys. */
  private String all(String fresh) {
    String before =
        rows.kept().stream().map(i -> "c" + inputColumns.get(i)).collect(Collectors.joining(", "));
    return "(SELECT %s FROM (SELECT * FROM %s UNION ALL SELECT %s FROM %s))"
        .formatted(rows.renamed(), fresh, before, temp("removed"));
  }
}
