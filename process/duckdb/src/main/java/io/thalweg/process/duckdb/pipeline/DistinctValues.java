package io.thalweg.process.duckdb.pipeline;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.AggregateCall;
import io.thalweg.sql.plan.AggregateFunction;
import io.thalweg.sql.plan.PlanNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The values that aggregates with DISTINCT have seen of each group. A row that brings a new one is
 * marked, and an aggregate of the marked rows alone is the one with DISTINCT, which can be merged.
 */
final class DistinctValues {

  private static final Set<AggregateFunction> MERGEABLE =
      Set.of(AggregateFunction.COUNT, AggregateFunction.SUM, AggregateFunction.AVG);

  private final PlanNode.Aggregate aggregate;
  private final List<Column> rows;
  private final String table;
  private final List<Value> values;

  /** What the values of some aggregates are: a column, of the rows that a filter lets through. */
  private record Value(int operand, Optional<Integer> filter) {}

  /**
   * @param rows the columns of the rows
   * @param table what the names of its tables begin with
   */
  DistinctValues(PlanNode.Aggregate aggregate, List<Column> rows, String table) {
    this.aggregate = aggregate;
    this.rows = rows;
    this.table = table;
    this.values =
        aggregate.calls().stream()
            .filter(DistinctValues::isMarked)
            .map(DistinctValues::value)
            .distinct()
            .toList();
  }

  /** Whether an aggregate can be merged over marked rows. */
  static boolean isMarked(AggregateCall call) {
    return call.distinct() && MERGEABLE.contains(call.function()) && call.operands().size() == 1;
  }

  private static Value value(AggregateCall call) {
    return new Value(call.operands().get(0), call.filter());
  }

  /** The columns of the rows, then a mark for each kind of values. */
  List<Column> columns() {
    List<Column> columns = new ArrayList<>(rows);
    for (int i = 0; i < values.size(); i++) {
      columns.add(new Column("$new" + i, Primitive.BOOLEAN, false));
    }
    return columns;
  }

  /** The aggregate over marked rows. */
  PlanNode.Aggregate overMarked() {
    List<AggregateCall> calls =
        aggregate.calls().stream()
            .map(
                call ->
                    isMarked(call)
                        ? new AggregateCall(
                            call.function(),
                            call.operands(),
                            false,
                            Optional.of(rows.size() + values.indexOf(value(call))),
                            call.percentile(),
                            call.type())
                        : call)
            .toList();
    return new PlanNode.Aggregate(
        aggregate.input(), aggregate.columns(), aggregate.keys(), aggregate.groupingSets(), calls);
  }

  /** The statements that make its tables. */
  List<String> create() {
    return IntStream.range(0, values.size())
        .mapToObj(
            i ->
                Stream.concat(
                        IntStream.range(0, aggregate.keys().size())
                            .mapToObj(k -> "k" + k + " " + type(aggregate.keys().get(k))),
                        Stream.of("v " + type(values.get(i).operand())))
                    .collect(Collectors.joining(", ", "CREATE TABLE " + seen(i) + " (", ")")))
        .toList();
  }

  private String type(int column) {
    return DuckDbTypes.name(rows.get(column).type());
  }

  private String seen(int value) {
    return table + "_values" + value;
  }

  /** Remembers the values of rows, and gives the SELECT of the rows with their marks. */
  String mark(Step step, ChangingState of, String select) throws SQLException {
    if (values.isEmpty()) {
      return select;
    }
    String columns = new StateColumns(rows).list("");
    of.make(step, "rows", "SELECT * FROM (%s) AS r(%s)".formatted(select, columns));
    StringBuilder marks = new StringBuilder();
    StringBuilder joins = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      String first = "first" + i;
      of.make(step, first, newValues(of, i));
      step.execute(
          "INSERT INTO %s SELECT * EXCLUDE (id) FROM %s".formatted(seen(i), of.temp(first)));
      marks.append(", f%d.id IS NOT NULL".formatted(i));
      joins.append(" LEFT JOIN %1$s AS f%2$d ON f%2$d.id = r.rowid".formatted(of.temp(first), i));
    }
    return "SELECT r.*%s FROM %s AS r%s".formatted(marks, of.temp("rows"), joins);
  }

  /** For each value that no row had before, one of the rows that have it now. */
  private String newValues(ChangingState of, int value) {
    String operand = "c" + values.get(value).operand();
    List<String> keys = IntStream.range(0, aggregate.keys().size()).mapToObj(k -> "k" + k).toList();
    String columns =
        IntStream.range(0, keys.size())
            .mapToObj(k -> "c" + aggregate.keys().get(k) + " AS k" + k + ", ")
            .collect(Collectors.joining());
    String filter = values.get(value).filter().map(column -> " AND c" + column).orElse("");
    List<String> names = new ArrayList<>(keys);
    names.add("v");
    String all = String.join(", ", names);
    return ("SELECT min(id) AS id, %1$s FROM (SELECT rowid AS id, %2$s%3$s AS v FROM %4$s WHERE %3$s"
            + " IS NOT NULL%5$s) AS r ANTI JOIN %6$s AS s ON %7$s GROUP BY %1$s")
        .formatted(
            all,
            columns,
            operand,
            of.temp("rows"),
            filter,
            seen(value),
            ChangingState.same(
                names.stream().map(name -> "r." + name).toList(),
                names.stream().map(name -> "s." + name).toList()));
  }
}
