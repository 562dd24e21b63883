package io.thalweg.sql.plan;

/**
 * One step for each kind of expression.
 *
 * @param <R> what a step gives
 */
public interface ExpressionVisitor<R> {
  R visit(Expression.ColumnReference reference);

  R visit(Expression.Literal literal);

  R visit(Expression.Interval interval);

  R visit(Expression.Call call);

  R visit(Expression.Cast cast);

  R visit(Expression.Case choice);

  R visit(Expression.Over over);

  R visit(Expression.OuterReference reference);

  R visit(Expression.SubQuery subQuery);
}
