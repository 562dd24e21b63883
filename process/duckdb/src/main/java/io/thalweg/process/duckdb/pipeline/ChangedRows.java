package io.thalweg.process.duckdb.pipeline;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of an output that changes: an operator's, each turned into one of the output or none.
 */
final class ChangedRows {

  /** What stands in FROM for the output's rows of a step, with columns c0, c1, …: those put in. */
  static final String ADDED = "output_added";

  /** The same of those that it took out. */
  static final String REMOVED = "output_removed";

  private ChangedRows() {}

  /**
   * The SELECT of the output's rows of now, with the number of each as its {@code rowid}: rows are
   * read page by page in that order.
   */
  static String view(PlanNode output, ChangingState of) {
    PlanNode numbered = numbered(output);
    List<Column> columns = new ArrayList<>(output.columns());
    columns.add(new Column("rowid", Primitive.LONG, false));
    List<Expression> expressions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      expressions.add(new Expression.ColumnReference(i, columns.get(i).type()));
    }
    return DuckDbSql.select(
        new PlanNode.Project(numbered, columns, expressions), relation -> of.current());
  }

  /** A plan that works row by row with {@link ChangingState#NUMBER} behind its columns. */
  static PlanNode numbered(PlanNode output) {
    Column number = new Column(ChangingState.NUMBER, Primitive.LONG, false);
    if (output instanceof PlanNode.Scan scan) {
      return new PlanNode.Scan(
          new Relation(
              scan.relation().name(),
              scan.relation().kind(),
              with(scan.columns(), number),
              Optional.empty()));
    } else if (output instanceof PlanNode.Filter filter) {
      return new PlanNode.Filter(numbered(filter.input()), filter.condition());
    } else if (output instanceof PlanNode.Project project) {
      PlanNode input = numbered(project.input());
      return new PlanNode.Project(
          input,
          with(project.columns(), number),
          with(
              project.expressions(),
              new Expression.ColumnReference(input.columns().size() - 1, Primitive.LONG)));
    }
    throw new IllegalArgumentException("not row by row: " + output);
  }

  private static <T> List<T> with(List<T> list, T one) {
    List<T> longer = new ArrayList<>(list);
    longer.add(one);
    return longer;
  }

  /** The WITH clause that gives {@link #ADDED} and {@link #REMOVED} to a SELECT. */
  static String with(PlanNode output, ChangingState of) {
    return "WITH " + rows(ADDED, output, of.added()) + ", " + rows(REMOVED, output, of.replaced());
  }

  private static String rows(String name, PlanNode output, String from) {
    return "%s(%s) AS MATERIALIZED (%s)"
        .formatted(
            name,
            new StateColumns(output.columns()).all(),
            DuckDbSql.select(output, relation -> from));
  }
}
