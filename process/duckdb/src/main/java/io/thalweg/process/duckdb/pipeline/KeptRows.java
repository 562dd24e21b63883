package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The rows themselves, also for aggregates that cannot be merged, such as distinct counts. */
final class KeptRows extends KeptState {

  private final StateColumns columns;
  private final Optional<PlanNode.Aggregate> aggregate;

  /**
   * @param rows the columns of the rows
   * @param table where they are kept, or any SELECT in parentheses whose columns are c0, c1, …
   */
  KeptRows(List<Column> rows, Optional<PlanNode.Aggregate> aggregate, String table) {
    super(table);
    this.columns = new StateColumns(rows);
    this.aggregate = aggregate;
  }

  @Override
  String create() {
    return "CREATE TABLE " + table() + " (" + columns.definition() + ")";
  }

  @Override
  String fresh(String rows) {
    return "SELECT %1$s FROM (%2$s) AS r(%1$s)".formatted(columns.list(""), rows);
  }

  @Override
  String select(String restriction) {
    String kept = " FROM " + table() + " AS s " + restriction;
    if (aggregate.isEmpty()) {
      return "(SELECT " + columns.renamed() + kept + ")";
    }
    List<Column> rows = columns.rows();
    List<Column> numbered =
        IntStream.range(0, rows.size())
            .mapToObj(i -> new Column("c" + i, rows.get(i).type(), rows.get(i).nullable()))
            .toList();
    PlanNode overKept =
        new PlanNode.Aggregate(
            new PlanNode.Scan(Relation.table("$kept", numbered)),
            aggregate.get().columns(),
            aggregate.get().keys(),
            aggregate.get().groupingSets(),
            aggregate.get().calls());
    return "(" + DuckDbSql.select(overKept, relation -> "(SELECT s.*" + kept + ")") + ")";
  }

  @Override
  List<String> compact() {
    return List.of();
  }

  @Override
  String column(int index) {
    return "s.c" + aggregate.map(of -> of.keys().get(index)).orElse(index);
  }
}
