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
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The pattern {@code ROW_NUMBER() OVER (PARTITION BY keys ORDER BY column) <= limit}, also with
 * {@code RANK} and {@code DENSE_RANK}.
 *
 * @param ranked the node that numbers the rows
 * @param over the number
 * @param keys positions in its input
 * @param limit at least 1
 * @param numberColumn where {@code ranked} has the number itself, if it does
 */
record TopRows(
    PlanNode.Project ranked,
    Over over,
    List<Integer> keys,
    long limit,
    Optional<Integer> numberColumn) {

  private static final Set<WindowFunction> RANKS =
      Set.of(WindowFunction.ROW_NUMBER, WindowFunction.RANK, WindowFunction.DENSE_RANK);

  /** A number and up to which it is let through. */
  private record Limited(Expression number, long limit) {}

  /** Finds it in a filter and what stands below. */
  static Optional<TopRows> of(PlanNode.Filter filter) {
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
    int column = computed.get(0);
    Expression ranking = project.expressions().get(column);
    List<Expression> conditions = JoinConditions.conjuncts(filter.condition());
    if (ranking instanceof Over over) {
      return conditions.stream()
          .flatMap(part -> limited(part).stream())
          .filter(limited -> isColumn(limited.number(), column))
          .findFirst()
          .flatMap(limited -> of(project, over, limited.limit(), Optional.of(column)));
    }
    // QUALIFY computes the comparison beside the number
    return conditions.stream().noneMatch(part -> isColumn(part, column))
        ? Optional.empty()
        : JoinConditions.conjuncts(ranking).stream()
            .flatMap(part -> limited(part).stream())
            .filter(limited -> limited.number() instanceof Over)
            .findFirst()
            .flatMap(
                limited -> of(project, (Over) limited.number(), limited.limit(), Optional.empty()));
  }

  private static Optional<TopRows> of(
      PlanNode.Project ranked, Over over, long limit, Optional<Integer> numberColumn) {
    if (!RANKS.contains(over.call().function()) || over.orderBy().isEmpty() || limit < 1) {
      return Optional.empty();
    }
    List<Integer> keys = new ArrayList<>();
    for (Expression key : over.partitionBy()) {
      if (!(key instanceof ColumnReference column)) {
        return Optional.empty();
      }
      keys.add(column.index());
    }
    return Optional.of(new TopRows(ranked, over, keys, limit, numberColumn));
  }

  /** What a condition compares to a literal that it must not exceed. */
  private static Optional<Limited> limited(Expression condition) {
    if (!(condition instanceof Expression.Call call) || call.operands().size() != 2) {
      return Optional.empty();
    }
    if (plain(call.operands().get(0)) instanceof Expression.Literal) {
      return mirrored(call).flatMap(TopRows::limited);
    }
    if (!(plain(call.operands().get(1)) instanceof Expression.Literal literal)
        || !(literal.value().orElse(null) instanceof Number bound)
        || bound.doubleValue() != bound.longValue()) {
      return Optional.empty();
    }
    Expression number = plain(call.operands().get(0));
    return switch (call.function()) {
      case EQUALS ->
          // of other numbers the ones before are needed too
          bound.longValue() == 1 ? Optional.of(new Limited(number, 1)) : Optional.empty();
      case LESS_THAN_OR_EQUAL -> Optional.of(new Limited(number, bound.longValue()));
      case LESS_THAN -> Optional.of(new Limited(number, bound.longValue() - 1));
      default -> Optional.empty();
    };
  }

  /** {@code 3 >= number} as {@code number <= 3}. */
  private static Optional<Expression> mirrored(Expression.Call call) {
    Expression number = call.operands().get(1);
    if (plain(number) instanceof Expression.Literal) {
      return Optional.empty();
    }
    Function comparison =
        switch (call.function()) {
          case GREATER_THAN -> Function.LESS_THAN;
          case GREATER_THAN_OR_EQUAL -> Function.LESS_THAN_OR_EQUAL;
          case EQUALS -> Function.EQUALS;
          default -> null;
        };
    return Optional.ofNullable(comparison)
        .map(of -> new Expression.Call(of, List.of(number, call.operands().get(0)), call.type()));
  }

  /** Whether it lets one row of each key through. */
  boolean isFirstRow() {
    return limit == 1 && over.call().function() == WindowFunction.ROW_NUMBER;
  }

  /** The position that the rows are first ordered by, where that is a column. */
  Optional<Integer> orderColumn() {
    return over.orderBy().get(0).expression() instanceof ColumnReference column
        ? Optional.of(column.index())
        : Optional.empty();
  }

  boolean isDescending() {
    return over.orderBy().get(0).descending();
  }

  private static Expression plain(Expression expression) {
    return expression instanceof Expression.Cast cast ? cast.operand() : expression;
  }

  private static boolean isColumn(Expression expression, int column) {
    return plain(expression) instanceof ColumnReference reference && reference.index() == column;
  }
}
