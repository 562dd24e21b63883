package io.thalweg.process.duckdb.sql;

import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.ExpressionVisitor;

/** Finds functions OVER a window in expressions: they are computed over all rows of a SELECT. */
final class WindowFunctions implements ExpressionVisitor<Boolean> {

  private static final WindowFunctions VISITOR = new WindowFunctions();

  private WindowFunctions() {}

  static boolean in(Expression expression) {
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
    return call.operands().stream().anyMatch(WindowFunctions::in);
  }

  @Override
  public Boolean visit(Expression.Cast cast) {
    return in(cast.operand());
  }

  @Override
  public Boolean visit(Expression.Case choice) {
    return in(choice.otherwise())
        || choice.branches().stream()
            .anyMatch(branch -> in(branch.condition()) || in(branch.value()));
  }

  @Override
  public Boolean visit(Expression.Over over) {
    return true;
  }
}
