package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.streaming.StreamingPlan.WindowAggregation;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Open windows as their rows, for aggregates that cannot be merged, such as distinct counts. */
final class KeptRows extends WindowState {

  private final List<Column> columns;

  KeptRows(WindowAggregation window, PlanNode rows, String table) {
    super(window, table);
    List<Column> of = rows.columns();
    this.columns =
        IntStream.range(0, of.size())
            .mapToObj(i -> new Column("c" + i, of.get(i).type(), of.get(i).nullable()))
            .toList();
  }

  @Override
  String create() {
    return columns.stream()
        .map(column -> column.name() + " " + DuckDbTypes.name(column.type()))
        .collect(Collectors.joining(", ", "CREATE TABLE " + table() + " (", ")"));
  }

  @Override
  String add(String rows) {
    return "INSERT INTO " + table() + " " + rows;
  }

  @Override
  String closedGroups(long closedBelow) {
    PlanNode.Aggregate aggregate = window().aggregate();
    PlanNode overKept =
        new PlanNode.Aggregate(
            new PlanNode.Scan(Relation.table("$kept", columns)),
            aggregate.columns(),
            aggregate.keys(),
            aggregate.groupingSets(),
            aggregate.calls());
    String kept = "(SELECT * FROM " + table() + " WHERE " + isClosed(closedBelow) + ")";
    return "(" + DuckDbSql.select(overKept, relation -> kept) + ")";
  }

  @Override
  List<String> compact() {
    return List.of();
  }

  @Override
  String windowColumn() {
    return "c" + window().aggregate().keys().get(window().windowKey());
  }
}
