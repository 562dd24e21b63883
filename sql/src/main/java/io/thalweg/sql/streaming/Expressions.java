package io.thalweg.sql.streaming;

import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.Over;
import io.thalweg.sql.plan.ExpressionVisitor;
import java.util.List;
import java.util.stream.Stream;

/** Looks into expressions. */
final class Expressions implements ExpressionVisitor<Stream<Over>> {

  private static final Expressions VISITOR = new Expressions();

  private Expressions() {}

  /** The window functions in an expression. */
  static Stream<Over> overs(Expression expression) {
    return expression.accept(VISITOR);
  }

  private static Stream<Over> overs(List<Expression> expressions) {
    return expressions.stream().flatMap(Expressions::overs);
  }

  @Override
  public Stream<Over> visit(Expression.ColumnReference reference) {
    return Stream.empty();
  }

  @Override
  public Stream<Over> visit(Expression.Literal literal) {
    return Stream.empty();
  }

  @Override
  public Stream<Over> visit(Expression.Interval interval) {
    return Stream.empty();
  }

  @Override
  public Stream<Over> visit(Expression.Call call) {
    return overs(call.operands());
  }

  @Override
  public Stream<Over> visit(Expression.Cast cast) {
    return overs(cast.operand());
  }

  @Override
  public Stream<Over> visit(Expression.Case choice) {
    return Stream.concat(
        overs(choice.otherwise()),
        choice.branches().stream()
            .flatMap(b -> Stream.concat(overs(b.condition()), overs(b.value()))));
  }

  @Override
  public Stream<Over> visit(Over over) {
    return Stream.of(over);
  }
}
