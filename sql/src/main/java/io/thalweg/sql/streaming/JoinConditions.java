package io.thalweg.sql.streaming;

import io.thalweg.definitions.DataType;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.Expression.Interval;
import io.thalweg.sql.plan.Function;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.PlanNode.JoinType;
import io.thalweg.sql.streaming.ColumnTime.OfWindow;
import io.thalweg.sql.streaming.ColumnTime.Scope;
import io.thalweg.sql.streaming.StreamingOperator.TimedJoin.Side;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the condition of a join of two streams says about their times. */
final class JoinConditions {

  private JoinConditions() {}

  /** The parts of a condition that must all hold. */
  static List<Expression> conjuncts(Expression condition) {
    return condition instanceof Expression.Call call && call.function() == Function.AND
        ? call.operands().stream().flatMap(operand -> conjuncts(operand).stream()).toList()
        : List.of(condition);
  }

  static boolean isAlwaysTrue(Expression condition) {
    return condition instanceof Expression.Literal literal
        && literal.value().equals(Optional.of(true));
  }

  /** A join with one more condition over its columns; for an outer join one more of its pairs. */
  static PlanNode.Join withCondition(PlanNode.Join join, Expression condition) {
    List<Expression> all = new ArrayList<>(conjuncts(join.condition()));
    all.addAll(conjuncts(condition));
    all.removeIf(JoinConditions::isAlwaysTrue);
    return new PlanNode.Join(join.left(), join.right(), join.type(), all(all), join.columns());
  }

  /** That all conditions hold, of which there is at least one. */
  static Expression all(List<Expression> conditions) {
    return conditions.size() == 1
        ? conditions.get(0)
        : new Expression.Call(Function.AND, conditions, DataType.Primitive.BOOLEAN);
  }

  /**
   * The parts of a condition.
   *
   * @param left over the left input's columns: a row for which they are not true is of no use
   * @param right the same of the right input
   * @param both the others, over the columns of both
   */
  record Split(List<Expression> left, List<Expression> right, List<Expression> both) {}

  /**
   * Splits a join's condition, which compares times of both sides. The rows of a side that the join
   * keeps are all of use.
   */
  static Split split(PlanNode.Join join) {
    boolean dropsLeft = join.type() == JoinType.INNER || join.type() == JoinType.RIGHT;
    boolean dropsRight = join.type() == JoinType.INNER || join.type() == JoinType.LEFT;
    int columns = join.left().columns().size();
    Split split = new Split(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Expression part : conjuncts(join.condition())) {
      List<Integer> read = ReadColumns.in(part).toList();
      boolean movable = !read.isEmpty() && part.all().allMatch(JoinConditions::isOfColumns);
      if (movable && dropsLeft && read.stream().allMatch(column -> column < columns)) {
        split.left().add(part);
      } else if (movable && dropsRight && read.stream().allMatch(column -> column >= columns)) {
        split.right().add(withoutLeft(part, columns));
      } else {
        split.both().add(part);
      }
    }
    return split;
  }

  private static boolean isOfColumns(Expression expression) {
    return expression instanceof ColumnReference
        || expression instanceof Expression.Literal
        || expression instanceof Interval
        || expression instanceof Expression.Call
        || expression instanceof Expression.Cast
        || expression instanceof Expression.Case;
  }

  /** An expression over the right input's columns alone. */
  private static Expression withoutLeft(Expression expression, int leftColumns) {
    if (expression instanceof ColumnReference column) {
      return new ColumnReference(column.index() - leftColumns, column.type());
    } else if (expression instanceof Expression.Call call) {
      return new Expression.Call(
          call.function(),
          call.operands().stream().map(part -> withoutLeft(part, leftColumns)).toList(),
          call.type());
    } else if (expression instanceof Expression.Cast cast) {
      return new Expression.Cast(withoutLeft(cast.operand(), leftColumns), cast.type());
    } else if (expression instanceof Expression.Case of) {
      return new Expression.Case(
          of.branches().stream()
              .map(
                  branch ->
                      new Expression.Case.Branch(
                          withoutLeft(branch.condition(), leftColumns),
                          withoutLeft(branch.value(), leftColumns)))
              .toList(),
          withoutLeft(of.otherwise(), leftColumns),
          of.type());
    }
    return expression;
  }

  /** The windows that both rows of a pair must fall into. */
  static Optional<Scope> window(Expression condition, Part left, Part right) {
    int columns = left.times().size();
    for (Expression part : conjuncts(condition)) {
      if (part instanceof Expression.Call call
          && call.function() == Function.EQUALS
          && call.operands().get(0) instanceof ColumnReference a
          && call.operands().get(1) instanceof ColumnReference b) {
        int of = Math.min(a.index(), b.index());
        int and = Math.max(a.index(), b.index()) - columns;
        if (of < columns && and >= 0) {
          Optional<OfWindow> window = left.window(of);
          if (window.isPresent() && window.equals(right.window(and))) {
            return window.map(OfWindow::scope);
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * How far apart the rows of a pair lie in time.
   *
   * @param left which time of the left row
   * @param right and of the right row
   * @param least the least microseconds from the right row's time to the left row's
   * @param greatest the greatest
   */
  record Distance(Side left, Side right, long least, long greatest) {

    /** The clock of the left rows' times in pairs: a left row may wait for its partner. */
    Clock leftClock() {
      return new Clock.Earliest(List.of(left.of(), earlier(right.of(), -least)));
    }

    /** The same of the right rows' times. */
    Clock rightClock() {
      return new Clock.Earliest(List.of(right.of(), earlier(left.of(), greatest)));
    }

    private static Clock earlier(Clock clock, long micros) {
      return new Clock.Earlier(clock, Duration.of(micros, ChronoUnit.MICROS));
    }
  }

  /** A bound that a condition sets: left minus right is at least, or at most, so much. */
  private record Limit(int left, int right, Optional<Long> least, Optional<Long> greatest) {}

  private record Pair(int left, int right) {}

  /** The tightest bounds for two times of the rows, where a condition bounds them on both sides. */
  static Optional<Distance> distance(Expression condition, Part left, Part right) {
    return limits(condition, left, right).stream()
        .filter(limit -> limit.least().isPresent() && limit.greatest().isPresent())
        .findFirst()
        .map(limit -> distance(limit, left, right));
  }

  /**
   * Bounds for two times of the rows, at most so far apart where the condition does not say; empty
   * where one side has no time.
   */
  static Optional<Distance> distanceWithin(
      Duration retention, Expression condition, Part left, Part right) {
    long micros = Clock.micros(retention);
    return limits(condition, left, right).stream()
        .findFirst()
        .or(
            () ->
                firstTime(left)
                    .flatMap(
                        of ->
                            firstTime(right)
                                .map(
                                    and -> new Limit(of, and, Optional.empty(), Optional.empty()))))
        .map(
            limit ->
                new Limit(
                    limit.left(),
                    limit.right(),
                    limit.least().or(() -> Optional.of(-micros)),
                    limit.greatest().or(() -> Optional.of(micros))))
        .map(limit -> distance(limit, left, right));
  }

  private static Optional<Integer> firstTime(Part part) {
    return IntStream.range(0, part.times().size())
        .boxed()
        .filter(column -> part.clock(column).isPresent())
        .findFirst();
  }

  /** The bounds of a distance as a condition over the columns of both sides. */
  static Expression condition(Distance distance, Part left, Part right) {
    int l = distance.left().column();
    int r = distance.right().column();
    Expression of = new ColumnReference(l, left.plan().columns().get(l).type());
    Expression and =
        new ColumnReference(left.times().size() + r, right.plan().columns().get(r).type());
    return new Expression.Call(
        Function.AND,
        List.of(
            compared(Function.GREATER_THAN_OR_EQUAL, of, and, distance.least()),
            compared(Function.LESS_THAN_OR_EQUAL, of, and, distance.greatest())),
        DataType.Primitive.BOOLEAN);
  }

  private static Expression compared(
      Function comparison, Expression time, Expression other, long micros) {
    Expression shifted =
        new Expression.Call(
            Function.PLUS, List.of(other, new Interval(0, micros)), DataType.Primitive.TIMESTAMP);
    return new Expression.Call(comparison, List.of(time, shifted), DataType.Primitive.BOOLEAN);
  }

  private static Collection<Limit> limits(Expression condition, Part left, Part right) {
    Map<Pair, Limit> limits = new LinkedHashMap<>();
    for (Expression part : conjuncts(condition)) {
      limit(part, left.times().size())
          .filter(limit -> left.clock(limit.left()).isPresent())
          .filter(limit -> right.clock(limit.right()).isPresent())
          .ifPresent(
              limit ->
                  limits.merge(new Pair(limit.left(), limit.right()), limit, JoinConditions::both));
    }
    return limits.values();
  }

  private static Distance distance(Limit limit, Part left, Part right) {
    return new Distance(
        new Side(limit.left(), left.clock(limit.left()).orElseThrow()),
        new Side(limit.right(), right.clock(limit.right()).orElseThrow()),
        limit.least().orElseThrow(),
        limit.greatest().orElseThrow());
  }

  private static Limit both(Limit a, Limit b) {
    return new Limit(
        a.left(),
        a.right(),
        a.least().isPresent() && b.least().isPresent()
            ? Optional.of(Math.max(a.least().get(), b.least().get()))
            : a.least().or(b::least),
        a.greatest().isPresent() && b.greatest().isPresent()
            ? Optional.of(Math.min(a.greatest().get(), b.greatest().get()))
            : a.greatest().or(b::greatest));
  }

  private static Optional<Limit> limit(Expression condition, int leftColumns) {
    if (!(condition instanceof Expression.Call call) || call.operands().size() != 2) {
      return Optional.empty();
    }
    Optional<Shifted> first = shifted(call.operands().get(0));
    Optional<Shifted> second = shifted(call.operands().get(1));
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    boolean mirrored = first.get().column() >= leftColumns;
    Shifted left = mirrored ? second.get() : first.get();
    Shifted right = mirrored ? first.get() : second.get();
    if (left.column() >= leftColumns || right.column() < leftColumns) {
      return Optional.empty();
    }
    Optional<Long> bound = Optional.of(right.by() - left.by());
    boolean least =
        switch (call.function()) {
          case GREATER_THAN, GREATER_THAN_OR_EQUAL -> !mirrored;
          case LESS_THAN, LESS_THAN_OR_EQUAL -> mirrored;
          case EQUALS -> true;
          default -> false;
        };
    boolean greatest =
        switch (call.function()) {
          case GREATER_THAN, GREATER_THAN_OR_EQUAL -> mirrored;
          case LESS_THAN, LESS_THAN_OR_EQUAL -> !mirrored;
          case EQUALS -> true;
          default -> false;
        };
    if (!least && !greatest) {
      return Optional.empty();
    }
    return Optional.of(
        new Limit(
            left.column(),
            right.column() - leftColumns,
            least ? bound : Optional.empty(),
            greatest ? bound : Optional.empty()));
  }

  /** A column with so many microseconds added. */
  private record Shifted(int column, long by) {}

  private static Optional<Shifted> shifted(Expression expression) {
    if (expression instanceof ColumnReference column) {
      return Optional.of(new Shifted(column.index(), 0));
    }
    if (expression instanceof Expression.Call call
        && call.operands().size() == 2
        && call.operands().get(0) instanceof ColumnReference column
        && call.operands().get(1) instanceof Interval interval
        && interval.months() == 0) {
      if (call.function() == Function.PLUS) {
        return Optional.of(new Shifted(column.index(), interval.micros()));
      } else if (call.function() == Function.MINUS) {
        return Optional.of(new Shifted(column.index(), -interval.micros()));
      }
    }
    return Optional.empty();
  }
}
