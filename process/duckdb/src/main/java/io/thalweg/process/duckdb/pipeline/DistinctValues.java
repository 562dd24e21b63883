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

  /**
   * The values of a column, and the filters of the aggregates over it: of each value its table says
   * through which of them it has come.
   */
  private record Value(int operand, List<Optional<Integer>> filters) {

    /** The columns that say through which filters a value has come. */
    List<String> names(String prefix) {
      return IntStream.range(0, filters.size()).mapToObj(i -> prefix + "f" + i).toList();
    }
  }

  /**
   * @param rows the columns of the rows
   * @param table what the names of its tables begin with
   */
  DistinctValues(PlanNode.Aggregate aggregate, List<Column> rows, String table) {
    this.aggregate = aggregate;
    this.rows = rows;
    this.table = table;
    this.values =
        calls()
            .map(call -> call.operands().get(0))
            .distinct()
            .map(operand -> new Value(operand, filters(operand)))
            .toList();
  }

  /** Whether an aggregate can be merged over new values. */
  static boolean canRemember(AggregateCall call) {
    return call.distinct() && MERGEABLE.contains(call.function()) && call.operands().size() == 1;
  }

  private Stream<AggregateCall> calls() {
    return aggregate.calls().stream().filter(DistinctValues::canRemember);
  }

  private List<Optional<Integer>> filters(int operand) {
    return calls()
        .filter(call -> call.operands().get(0) == operand)
        .map(AggregateCall::filter)
        .distinct()
        .toList();
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
                Stream.of(
                        IntStream.range(0, aggregate.keys().size())
                            .mapToObj(k -> "k" + k + " " + type(aggregate.keys().get(k))),
                        Stream.of("v " + type(values.get(i).operand())),
                        values.get(i).names("").stream().map(name -> name + " BOOLEAN"))
                    .flatMap(columns -> columns)
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
      for (int f = 0; f < value.filters().size(); f++) {
        Optional<Integer> filter = value.filters().get(f);
        parts.add(
            groups.fresh(
                asRows(value, of.temp(first) + " WHERE f" + f),
                call ->
                    canRemember(calls.get(call))
                        && calls.get(call).operands().get(0) == value.operand()
                        && calls.get(call).filter().equals(filter)));
      }
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

  /** The values that have come through a filter for the first time, and through which. */
  private String newValues(ChangingState of, int index) {
    Value value = values.get(index);
    List<String> names = new ArrayList<>();
    IntStream.range(0, aggregate.keys().size()).forEach(k -> names.add("k" + k));
    names.add("v");
    List<String> inputs = new ArrayList<>();
    aggregate.keys().forEach(key -> inputs.add("c" + key));
    inputs.add("c" + value.operand());
    String columns =
        IntStream.range(0, names.size())
            .mapToObj(i -> inputs.get(i) + " AS " + names.get(i))
            .collect(Collectors.joining(", "));
    String passed =
        IntStream.range(0, value.filters().size())
            .mapToObj(
                f ->
                    ", %s AS f%d"
                        .formatted(
                            value
                                .filters()
                                .get(f)
                                .map(column -> "coalesce(bool_or(c" + column + "), FALSE)")
                                .orElse("TRUE"),
                            f))
            .collect(Collectors.joining());
    String added =
        value.names("").stream()
            .map(f -> ", r.%1$s AND NOT coalesce(bool_or(s.%1$s), FALSE) AS %1$s".formatted(f))
            .collect(Collectors.joining());
    List<String> keys = names.stream().map(name -> "r." + name).toList();
    return ("SELECT * FROM (SELECT %1$s%2$s FROM (SELECT %3$s%4$s FROM %5$s WHERE %6$s IS NOT NULL"
            + " GROUP BY %7$s) AS r LEFT JOIN %8$s AS s ON %9$s GROUP BY %1$s, %10$s) WHERE %11$s")
        .formatted(
            String.join(", ", keys),
            added,
            columns,
            passed,
            of.temp("rows"),
            "c" + value.operand(),
            String.join(", ", inputs),
            seen(index),
            ChangingState.same(keys, names.stream().map(name -> "s." + name).toList()),
            String.join(", ", value.names("r.")),
            String.join(" OR ", value.names("")));
  }
}
