package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.AggregateCall;
import io.thalweg.sql.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Partial aggregates of groups. Each batch appends one row a group it holds; the rows of a group
 * meet when they are read or the table is compacted. To append is cheap whatever the number of
 * groups, where a merge would read all of them for each batch.
 */
final class PartialAggregates extends KeptState {

  private final List<Column> rows;
  private final List<Integer> keys;
  private final List<Column> columns;
  private final List<PartialAggregate> aggregates = new ArrayList<>();

  /**
   * @param rows the columns of the rows
   * @param aggregate whose calls can all be merged
   */
  PartialAggregates(List<Column> rows, PlanNode.Aggregate aggregate, String table) {
    super(table);
    this.rows = rows;
    this.keys = aggregate.keys();
    this.columns = aggregate.columns();
    List<AggregateCall> calls = aggregate.calls();
    for (int i = 0; i < calls.size(); i++) {
      aggregates.add(PartialAggregate.of(calls.get(i), i, rows));
    }
  }

  /** The columns of the table: keys k0, k1, …, then parts. */
  List<String> names() {
    return Stream.concat(keyNames().stream(), parts().map(PartialAggregate.Part::name)).toList();
  }

  List<String> keyNames() {
    return keyNumbers().mapToObj(i -> "k" + i).toList();
  }

  @Override
  String create() {
    return "CREATE TABLE " + table() + " (" + definition() + ")";
  }

  String definition() {
    return Stream.concat(
            keyNumbers().mapToObj(i -> "k" + i + " " + DuckDbTypes.name(columns.get(i).type())),
            parts().map(part -> part.name() + " " + part.type()))
        .collect(Collectors.joining(", "));
  }

  @Override
  String fresh(String select) {
    return fresh(select, call -> true);
  }

  /**
   * The SELECT that turns rows into those of the table, of some calls alone: what the others come
   * to stands in other rows.
   */
  String fresh(String select, IntPredicate calls) {
    Stream<String> parts =
        IntStream.range(0, aggregates.size())
            .boxed()
            .flatMap(
                call ->
                    aggregates.get(call).parts().stream()
                        .map(part -> part.column(calls.test(call) ? part.ofRows() : "NULL")));
    String inputs = new StateColumns(rows).all();
    Stream<String> keyColumns = keyNumbers().mapToObj(i -> "c" + keys.get(i) + " AS k" + i);
    String groups = keys.stream().map(i -> "c" + i).collect(Collectors.joining(", "));
    return "SELECT %s FROM (%s) AS r(%s)%s"
        .formatted(
            list(keyColumns, parts), select, inputs, groups.isEmpty() ? "" : " GROUP BY " + groups);
  }

  /** The SELECT of rows of the table put together, one a group. */
  String merged(String from) {
    return "SELECT %s FROM %s%s"
        .formatted(
            list(keyNames().stream(), parts().map(part -> part.merged() + " AS " + part.name())),
            from,
            groupBy());
  }

  @Override
  String select(String restriction) {
    return "(SELECT %s FROM %s AS s %s%s)"
        .formatted(groups(PartialAggregate::ofMany), table(), restriction, groupBy());
  }

  /** The groups in rows of the table that are one a group: what stands behind SELECT. */
  String groups() {
    return groups(PartialAggregate::ofOne);
  }

  private String groups(Function<PartialAggregate, String> result) {
    Stream<String> keyColumns =
        keyNumbers().mapToObj(i -> "k" + i + " AS " + Sql.name(columns.get(i).name()));
    Stream<String> results =
        IntStream.range(0, aggregates.size())
            .mapToObj(
                i ->
                    result.apply(aggregates.get(i))
                        + " AS "
                        + Sql.name(columns.get(keys.size() + i).name()));
    return list(keyColumns, results);
  }

  @Override
  List<String> compact() {
    return List.of(
        "CREATE OR REPLACE TEMP TABLE compacted AS " + merged(table()),
        "DELETE FROM " + table(),
        "INSERT INTO " + table() + " SELECT * FROM temp.compacted",
        "DROP TABLE temp.compacted");
  }

  @Override
  String column(int index) {
    return "s.k" + index;
  }

  private String groupBy() {
    return keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keyNames());
  }

  private static String list(Stream<String> first, Stream<String> then) {
    return Stream.concat(first, then).collect(Collectors.joining(", "));
  }

  private IntStream keyNumbers() {
    return IntStream.range(0, keys.size());
  }

  private Stream<PartialAggregate.Part> parts() {
    return aggregates.stream().flatMap(aggregate -> aggregate.parts().stream());
  }
}
