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
   * @param rows the plan of the rows
   * @param table where they are kept, or any SELECT in parentheses whose columns are c0, c1, …
   */
  KeptRows(PlanNode rows, Optional<PlanNode.Aggregate> aggregate, String table) {
    super(table);
    this.columns = StateColumns.of(rows, List.of());
    this.aggregate = aggregate;
  }

  @Override
  String create() {
    return "CREATE TABLE " + table() + " (" + columns.definition() + ")";
  }

  @Override
  String fresh(String rows) {
    return "SELECT %s FROM (%s) AS r(%s)".formatted(columns.list(""), rows, columns.all());
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
    return "("
        + DuckDbSql.select(overKept, relation -> "(SELECT " + columns.numbered("s.") + kept + ")")
        + ")";
  }

  @Override
  List<String> compact() {
    return List.of();
  }

  @Override
  String column(int index) {
    return columns.values("s.").get(aggregate.map(of -> of.keys().get(index)).orElse(index));
  }
}
