package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.PlanNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The columns c0, c1, … of a table that keeps rows, whatever those of the rows are called. Columns
 * that are always NULL have no place in the table.
 *
 * @param rows the columns of the rows
 * @param kept positions of those that are kept, at least one
 */
record StateColumns(List<Column> rows, List<Integer> kept) {

  StateColumns {
    rows = List.copyOf(rows);
    kept = List.copyOf(kept);
  }

  /** All columns. */
  StateColumns(List<Column> rows) {
    this(rows, IntStream.range(0, rows.size()).boxed().toList());
  }

  /**
   * The columns of a plan's rows.
   *
   * @param always positions of columns that are kept, whatever they are
   */
  static StateColumns of(PlanNode plan, List<Integer> always) {
    List<Integer> kept =
        plan instanceof PlanNode.Project project
            ? IntStream.range(0, plan.columns().size())
                .filter(i -> always.contains(i) || !isNull(project.expressions().get(i)))
                .boxed()
                .toList()
            : List.of();
    return kept.isEmpty()
        ? new StateColumns(plan.columns())
        : new StateColumns(plan.columns(), kept);
  }

  private static boolean isNull(Expression expression) {
    return expression instanceof Expression.Literal literal && literal.value().isEmpty();
  }

  int count() {
    return rows.size();
  }

  /** The names and types of the table's columns in a statement that makes it. */
  String definition() {
    return kept.stream()
        .map(i -> "c" + i + " " + DuckDbTypes.name(rows.get(i).type()))
        .collect(Collectors.joining(", "));
  }

  /** The names of the table's columns, each behind a prefix such as {@code t.}. */
  String list(String prefix) {
    return kept.stream().map(i -> prefix + "c" + i).collect(Collectors.joining(", "));
  }

  /** The names of all columns of the rows, whether they are kept or not. */
  String all() {
    return IntStream.range(0, count()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
  }

  /** The values of all columns of the rows, from the table's. */
  List<String> values(String prefix) {
    return IntStream.range(0, count())
        .mapToObj(i -> kept.contains(i) ? prefix + "c" + i : none(i))
        .toList();
  }

  /** The values of all columns with the names that they have in the rows. */
  String renamed() {
    List<String> values = values("");
    return IntStream.range(0, count())
        .mapToObj(i -> values.get(i) + " AS " + Sql.name(rows.get(i).name()))
        .collect(Collectors.joining(", "));
  }

  /** The values of all columns as c0, c1, …. */
  String numbered(String prefix) {
    List<String> values = values(prefix);
    return IntStream.range(0, count())
        .mapToObj(i -> values.get(i) + " AS c" + i)
        .collect(Collectors.joining(", "));
  }

  /** NULL for each column, in its type. */
  List<String> nulls() {
    return IntStream.range(0, count()).mapToObj(this::none).toList();
  }

  private String none(int index) {
    return "CAST(NULL AS " + DuckDbTypes.name(rows.get(index).type()) + ")";
  }
}
