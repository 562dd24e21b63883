package io.thalweg.sql.convert;

import io.thalweg.definitions.DataType;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.Expression.SubQuery;
import io.thalweg.sql.plan.Expression.SubQuery.Kind;
import io.thalweg.sql.plan.Function;
import io.thalweg.sql.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;

/**
 * From Calcite's sub-queries to ours. They stay expressions: engines take correlation out of them
 * better than a rule of ours could.
 */
final class SubQueryConverter {

  private SubQueryConverter() {}

  /**
   * The sub-query.
   *
   * @param rows that it may refer to
   */
  static SubQuery convert(RexSubQuery subQuery, List<Expression> operands, OuterRows rows) {
    PlanNode query = PlanConverter.inside(rows, subQuery.rel);
    DataType type = ExpressionConverter.type(subQuery);
    return switch (subQuery.getKind()) {
      case SCALAR_QUERY -> new SubQuery(Kind.VALUE, Function.EQUALS, List.of(), query, type);
      case EXISTS -> new SubQuery(Kind.EXISTS, Function.EQUALS, List.of(), query, type);
      case IN -> any(Function.EQUALS, operands, query, type);
      case SOME ->
          any(
              ExpressionConverter.BY_KIND.get(
                  ((SqlQuantifyOperator) subQuery.getOperator()).comparisonKind),
              operands,
              query,
              type);
      default -> throw new UnsupportedPlanException(subQuery.getKind().sql);
    };
  }

  /** What is compared gets the same type on both sides. */
  private static SubQuery any(
      Function comparison, List<Expression> operands, PlanNode query, DataType type) {
    List<Expression> left = new ArrayList<>();
    List<Expression> right = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Column column = query.columns().get(i);
      List<Expression> alike =
          Coercion.operands(
              comparison, List.of(operands.get(i), new ColumnReference(i, column.type())), type);
      left.add(alike.get(0));
      right.add(alike.get(1));
      columns.add(new Column(column.name(), alike.get(1).type(), column.nullable()));
    }
    PlanNode typed =
        columns.equals(query.columns()) ? query : new PlanNode.Project(query, columns, right);
    return new SubQuery(Kind.ANY, comparison, left, typed, type);
  }
}
