package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.streaming.StreamingOperator.Kept;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Open windows as their rows, for whatever cannot be merged, such as distinct counts. */
final class KeptRows extends WindowState {

  private final List<Column> columns;

  KeptRows(Kept kept, Duration toEnd, String table) {
    super(kept, toEnd, table);
    List<Column> of = kept.rows().columns();
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
  String closed(long closedBelow) {
    String where = " FROM " + table() + " WHERE " + isClosed(closedBelow);
    if (kept().aggregate().isEmpty()) {
      List<Column> names = kept().rows().columns();
      return IntStream.range(0, columns.size())
          .mapToObj(i -> columns.get(i).name() + " AS " + Sql.name(names.get(i).name()))
          .collect(Collectors.joining(", ", "(SELECT ", where + ")"));
    }
    PlanNode.Aggregate aggregate = kept().aggregate().get();
    PlanNode overKept =
        new PlanNode.Aggregate(
            new PlanNode.Scan(Relation.table("$kept", columns)),
            aggregate.columns(),
            aggregate.keys(),
            aggregate.groupingSets(),
            aggregate.calls());
    return "(" + DuckDbSql.select(overKept, relation -> "(SELECT *" + where + ")") + ")";
  }

  @Override
  List<String> compact() {
    return List.of();
  }

  @Override
  String windowColumn() {
    int column = kept().windowColumn();
    return "c" + kept().aggregate().map(aggregate -> aggregate.keys().get(column)).orElse(column);
  }
}
