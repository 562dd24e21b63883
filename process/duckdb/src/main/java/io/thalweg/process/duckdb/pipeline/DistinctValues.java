package io.thalweg.process.duckdb.pipeline;

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
 * The values that aggregates with DISTINCT have seen of each group. An aggregate of those that are
 * new, without DISTINCT, can be merged with the one of those that were there before.
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
            .filter(DistinctValues::canRemember)
            .map(DistinctValues::value)
            .distinct()
            .toList();
  }

  /** Whether an aggregate can be merged over new values. */
  static boolean canRemember(AggregateCall call) {
    return call.distinct() && MERGEABLE.contains(call.function()) && call.operands().size() == 1;
  }

  private static Value value(AggregateCall call) {
    return new Value(call.operands().get(0), call.filter());
  }

  /** The aggregate without DISTINCT: over new values where it had that, over all rows else. */
  PlanNode.Aggregate overNew() {
    List<AggregateCall> calls =
        aggregate.calls().stream()
            .map(
                call ->
                    canRemember(call)
                        ? new AggregateCall(
                            call.function(),
                            call.operands(),
                            false,
                            Optional.empty(),
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

  /**
   * Remembers the values of rows, and gives the SELECT of the partial aggregates: of all rows for
   * the calls without DISTINCT, and of each kind of new values for its calls.
   */
  String fresh(Step step, ChangingState of, PartialAggregates groups, String select)
      throws SQLException {
    if (values.isEmpty()) {
      return groups.fresh(select);
    }
    String columns = new StateColumns(rows).all();
    of.make(step, "rows", "SELECT * FROM (%s) AS r(%s)".formatted(select, columns));
    List<AggregateCall> calls = aggregate.calls();
    List<String> parts = new ArrayList<>();
    // without keys the one group is there already
    if (!aggregate.keys().isEmpty() || !calls.stream().allMatch(DistinctValues::canRemember)) {
      parts.add(
          groups.fresh("SELECT * FROM " + of.temp("rows"), call -> !canRemember(calls.get(call))));
    }
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      String first = "first" + i;
      of.make(step, first, newValues(of, i));
      step.execute("INSERT INTO %s SELECT * FROM %s".formatted(seen(i), of.temp(first)));
      parts.add(
          groups.fresh(
              asRows(value, of.temp(first)),
              call -> canRemember(calls.get(call)) && value(calls.get(call)).equals(value)));
    }
    return String.join(" UNION ALL ", parts);
  }

  /** The SELECT of values as rows that have nothing but these and their group's keys. */
  private String asRows(Value value, String from) {
    return IntStream.range(0, rows.size())
        .mapToObj(
            column -> {
              int key = aggregate.keys().indexOf(column);
              return key >= 0
                  ? "k" + key
                  : column == value.operand() ? "v" : "CAST(NULL AS " + type(column) + ")";
            })
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + from));
  }

  /** The values that no row had before. */
  private String newValues(ChangingState of, int value) {
    String operand = "c" + values.get(value).operand();
    List<String> names = new ArrayList<>();
    IntStream.range(0, aggregate.keys().size()).forEach(k -> names.add("k" + k));
    names.add("v");
    String columns =
        IntStream.range(0, aggregate.keys().size())
            .mapToObj(k -> "c" + aggregate.keys().get(k) + " AS k" + k + ", ")
            .collect(Collectors.joining());
    String filter = values.get(value).filter().map(column -> " AND c" + column).orElse("");
    return ("SELECT r.* FROM (SELECT DISTINCT %s%s AS v FROM %s WHERE %s IS NOT NULL%s) AS r"
            + " ANTI JOIN %s AS s ON %s")
        .formatted(
            columns,
            operand,
            of.temp("rows"),
            operand,
            filter,
            seen(value),
            ChangingState.same(
                names.stream().map(name -> "r." + name).toList(),
                names.stream().map(name -> "s." + name).toList()));
  }
}
