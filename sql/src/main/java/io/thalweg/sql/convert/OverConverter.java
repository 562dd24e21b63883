package io.thalweg.sql.convert;

import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.Over;
import io.thalweg.sql.plan.WindowFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.sql.SqlKind;

/** From Calcite's window functions to ours. */
final class OverConverter {

  private final ExpressionConverter expressions;
  private final Ties ties;

  /**
   * @param expressions what converts the expressions in them
   * @param ties what tells the rows apart that they are over
   */
  OverConverter(ExpressionConverter expressions, Ties ties) {
    this.expressions = expressions;
    this.ties = ties;
  }

  Expression convert(RexOver over) {
    RexWindow window = over.getWindow();
    String name = over.getAggOperator().getName();
    var call =
        new Over.WindowCall(
            WindowFunction.valueOf(name.equals("$SUM0") ? "SUM" : name),
            expressions.convert(over.getOperands()),
            over.isDistinct());
    List<Expression> partition = expressions.convert(window.partitionKeys);
    Optional<Over.Frame> frame = frame(over, window);
    List<Over.OrderBy> order =
        new ArrayList<>(window.orderKeys.stream().map(this::orderBy).toList());
    if (dependsOnTies(call.function(), frame)) {
      order.addAll(ties.behind(partition, order));
    }
    return new Over(call, partition, order, frame, ExpressionConverter.type(over));
  }

  /** Whether the result could be another each time where the order leaves rows equal. */
  private static boolean dependsOnTies(WindowFunction function, Optional<Over.Frame> frame) {
    return switch (function) {
      case ROW_NUMBER, LAG, LEAD, FIRST_VALUE -> true;
      case RANK, DENSE_RANK -> false;
      default -> frame.filter(Over.Frame::rows).isPresent();
    };
  }

  private Over.OrderBy orderBy(RexFieldCollation key) {
    boolean descending = key.getDirection().isDescending();
    return new Over.OrderBy(
        expressions.convert(key.getKey()),
        descending,
        key.getNullDirection() == NullDirection.FIRST
            || (key.getNullDirection() == NullDirection.UNSPECIFIED && descending));
  }

  /** Ranking functions have no frame, whatever Calcite notes. */
  private Optional<Over.Frame> frame(RexOver over, RexWindow window) {
    boolean ranking =
        switch (WindowFunction.valueOf(over.getAggOperator().getName().replace("$SUM0", "SUM"))) {
          case ROW_NUMBER, RANK, DENSE_RANK, LAG, LEAD -> true;
          default -> false;
        };
    if (ranking || window.orderKeys.isEmpty() && unbounded(window)) {
      return Optional.empty();
    }
    return Optional.of(
        new Over.Frame(
            window.isRows(), bound(window.getLowerBound()), bound(window.getUpperBound())));
  }

  private static boolean unbounded(RexWindow window) {
    return window.getLowerBound().isUnbounded();
  }

  private Over.Bound bound(RexWindowBound bound) {
    if (bound.isCurrentRow()) {
      return new Over.Bound(Over.Bound.Kind.CURRENT_ROW, Optional.empty());
    }
    return new Over.Bound(
        bound.isPreceding() ? Over.Bound.Kind.PRECEDING : Over.Bound.Kind.FOLLOWING,
        Optional.ofNullable(bound.getOffset()).map(expressions::convert));
  }

  /**
   * Calcite writes {@code SUM(x) OVER w} as {@code CASE WHEN COUNT(x) OVER w > 0 THEN SUM(x) OVER w
   * ELSE NULL END}; this finds the sum in it.
   */
  static Optional<RexOver> sum(RexCall choice) {
    List<RexNode> operands = choice.getOperands();
    if (operands.size() != 3
        || !(operands.get(2) instanceof RexLiteral other && other.isNull())
        || operands.get(0).getKind() != SqlKind.GREATER_THAN) {
      return Optional.empty();
    }
    RexNode counted = ((RexCall) operands.get(0)).getOperands().get(0);
    RexNode value = operands.get(1);
    if (value.getKind() == SqlKind.CAST) {
      value = ((RexCall) value).getOperands().get(0);
    }
    boolean same =
        counted instanceof RexOver count
            && value instanceof RexOver sum
            && count.getAggOperator().getKind() == SqlKind.COUNT
            && sum.getAggOperator().getKind().name().startsWith("SUM")
            && count.getWindow().equals(sum.getWindow())
            && count.getOperands().equals(sum.getOperands());
    return same ? Optional.of((RexOver) value) : Optional.empty();
  }
}
