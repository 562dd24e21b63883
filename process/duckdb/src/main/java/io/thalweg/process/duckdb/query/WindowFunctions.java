package io.thalweg.process.duckdb.query;

import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.ExpressionVisitor;

/** Whether an expression holds a window function. */
final class WindowFunctions implements ExpressionVisitor<Boolean> {

  private static final WindowFunctions VISITOR = new WindowFunctions();

  private WindowFunctions() {}

  static boolean isIn(Expression expression) {
    return expression.accept(VISITOR);
  }

  @Override
  public Boolean visit(Expression.ColumnReference reference) {
    return false;
  }

  @Override
  public Boolean visit(Expression.Literal literal) {
    return false;
  }

  @Override
  public Boolean visit(Expression.Interval interval) {
    return false;
  }

  @Override
  public Boolean visit(Expression.Call call) {
    return call.operands().stream().anyMatch(WindowFunctions::isIn);
  }

  @Override
  public Boolean visit(Expression.Cast cast) {
    return isIn(cast.operand());
  }

  @Override
  public Boolean visit(Expression.Case choice) {
    return isIn(choice.otherwise())
        || choice.branches().stream()
            .anyMatch(branch -> isIn(branch.condition()) || isIn(branch.value()));
  }

  @Override
  public Boolean visit(Expression.Over over) {
    return true;
  }
}
