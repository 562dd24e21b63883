package io.thalweg.sql.streaming;

import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.Expression.Over;
import io.thalweg.sql.plan.Function;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.WindowFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The pattern {@code ROW_NUMBER() OVER (PARTITION BY keys ORDER BY column) = 1}.
 *
 * @param ranked the node that numbers the rows
 * @param keys positions in its input
 * @param orderColumn position in its input
 */
record FirstRows(PlanNode.Project ranked, List<Integer> keys, int orderColumn, boolean descending) {

  /** Finds it in a filter and what stands below. */
  static Optional<FirstRows> of(PlanNode.Filter filter) {
    if (!(filter.input() instanceof PlanNode.Project project)) {
      return Optional.empty();
    }
    List<Integer> computed =
        IntStream.range(0, project.expressions().size())
            .filter(i -> project.expressions().get(i).all().anyMatch(Over.class::isInstance))
            .boxed()
            .toList();
    if (computed.size() != 1) {
      return Optional.empty();
    }
    // QUALIFY computes the comparison beside the number
    Expression ranking = project.expressions().get(computed.get(0));
    boolean first =
        ranking instanceof Over
            ? isOne(filter.condition(), computed.get(0))
            : JoinConditions.conjuncts(filter.condition()).stream()
                .anyMatch(part -> isColumn(part, computed.get(0)));
    Optional<Over> number =
        ranking instanceof Over plain
            ? Optional.of(plain)
            : JoinConditions.conjuncts(ranking).stream()
                .flatMap(part -> comparedToOne(part).stream())
                .findFirst();
    if (!first
        || number.isEmpty()
        || number.get().call().function() != WindowFunction.ROW_NUMBER
        || number.get().orderBy().isEmpty()) {
      return Optional.empty();
    }
    Over over = number.get();
    List<Integer> keys = new ArrayList<>();
    for (Expression key : over.partitionBy()) {
      if (!(key instanceof ColumnReference column)) {
        return Optional.empty();
      }
      keys.add(column.index());
    }
    Over.OrderBy order = over.orderBy().get(0);
    return order.expression() instanceof ColumnReference column
        ? Optional.of(new FirstRows(project, keys, column.index(), order.descending()))
        : Optional.empty();
  }

  /** Whether a condition, or a part of it that must hold, lets the first row through alone. */
  private static boolean isOne(Expression condition, int column) {
    return JoinConditions.conjuncts(condition).stream()
        .anyMatch(
            part ->
                part instanceof Expression.Call call
                    && call.operands().size() == 2
                    && (call.function() == Function.EQUALS
                        || call.function() == Function.LESS_THAN_OR_EQUAL)
                    && isColumn(call.operands().get(0), column)
                    && isOne(call.operands().get(1)));
  }

  /** The number that an expression compares to 1. */
  private static Optional<Over> comparedToOne(Expression expression) {
    return expression instanceof Expression.Call call
            && call.operands().size() == 2
            && (call.function() == Function.EQUALS
                || call.function() == Function.LESS_THAN_OR_EQUAL)
            && isOne(call.operands().get(1))
            && plain(call.operands().get(0)) instanceof Over over
        ? Optional.of(over)
        : Optional.empty();
  }

  private static Expression plain(Expression expression) {
    return expression instanceof Expression.Cast cast ? cast.operand() : expression;
  }

  private static boolean isColumn(Expression expression, int column) {
    return plain(expression) instanceof ColumnReference reference && reference.index() == column;
  }

  private static boolean isOne(Expression expression) {
    return plain(expression) instanceof Expression.Literal literal
        && literal
            .value()
            .filter(value -> value instanceof Number n && n.doubleValue() == 1)
            .isPresent();
  }
}
