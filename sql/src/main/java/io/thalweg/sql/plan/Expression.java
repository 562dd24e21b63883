package io.thalweg.sql.plan;

import io.thalweg.definitions.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A value computed from a row.
 *
 * <p>Immutable.
 */
public sealed interface Expression {

  DataType type();

  /** The expressions it is computed from, over the same row. */
  List<Expression> operands();

  /** This and everything it is computed from over the same row; not what sub-queries compute. */
  default Stream<Expression> all() {
    return Stream.concat(Stream.of(this), operands().stream().flatMap(Expression::all));
  }

  <R> R accept(ExpressionVisitor<R> visitor);

  /** A column of the input, by position from 0. */
  record ColumnReference(int index, DataType type) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * A constant.
   *
   * @param value a Boolean, Long, BigDecimal, Double, String, {@link java.time.LocalDate} or {@link
   *     java.time.LocalDateTime} (UTC); empty for NULL
   */
  record Literal(Optional<Object> value, DataType type) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * A length of time, as it is added to or taken from a timestamp or date.
   *
   * @param months whole months
   * @param micros microseconds beside them
   */
  record Interval(long months, long micros) implements Expression {
    @Override
    public DataType type() {
      return DataType.Primitive.LONG;
    }

    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A portable function or operator applied to its operands. */
  record Call(Function function, List<Expression> operands, DataType type) implements Expression {
    public Call {
      operands = List.copyOf(operands);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A value turned into another type; what does not fit is an error of the data. */
  record Cast(Expression operand, DataType type) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of(operand);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The value behind the first condition that is true, else {@code otherwise}. */
  record Case(List<Branch> branches, Expression otherwise, DataType type) implements Expression {
    /** A condition and its value. */
    public record Branch(Expression condition, Expression value) {}

    public Case {
      branches = List.copyOf(branches);
    }

    @Override
    public List<Expression> operands() {
      return Stream.concat(
              branches.stream().flatMap(b -> Stream.of(b.condition(), b.value())),
              Stream.of(otherwise))
          .toList();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * A window function: computed for each row over the rows of its partition ({@code OVER}).
   *
   * @param call the aggregate or ranking function
   * @param partitionBy rows of equal values belong together
   * @param orderBy order within the partition
   * @param frame which rows around it count; empty for the function's own
   */
  record Over(
      WindowCall call,
      List<Expression> partitionBy,
      List<OrderBy> orderBy,
      Optional<Frame> frame,
      DataType type)
      implements Expression {
    /** A function of a window and what it is applied to. */
    public record WindowCall(WindowFunction function, List<Expression> operands, boolean distinct) {
      public WindowCall {
        operands = List.copyOf(operands);
      }
    }

    /** An expression to order by. */
    public record OrderBy(Expression expression, boolean descending, boolean nullsFirst) {}

    /**
     * The rows that count, from one bound to the other.
     *
     * @param rows whether bounds count rows; otherwise they are distances of the order's value
     */
    public record Frame(boolean rows, Bound from, Bound to) {}

    /**
     * One end of a frame.
     *
     * @param kind where it lies
     * @param distance how far, of a preceding or following bound that has one
     */
    public record Bound(Kind kind, Optional<Expression> distance) {
      /** Where a bound lies. */
      public enum Kind {
        PRECEDING,
        CURRENT_ROW,
        FOLLOWING
      }
    }

    public Over {
      partitionBy = List.copyOf(partitionBy);
      orderBy = List.copyOf(orderBy);
    }

    /** What it is applied to, then what its window is made by. */
    @Override
    public List<Expression> operands() {
      List<Expression> all = new ArrayList<>(call.operands());
      all.addAll(partitionBy);
      orderBy.forEach(key -> all.add(key.expression()));
      return all;
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * A column of the row for which a sub-query is computed, inside of the sub-query.
   *
   * @param depth how many sub-queries lie between: 1 for the row of the nearest
   * @param index position in that row, from 0
   */
  record OuterReference(int depth, int index, DataType type) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * What a query gives for each row, whose columns it may refer to.
   *
   * @param kind what is asked of the query's rows
   * @param operands of ANY, one a column of the query; otherwise none
   * @param comparison of ANY, and EQUALS where it has several operands; otherwise EQUALS
   */
  record SubQuery(
      Kind kind, Function comparison, List<Expression> operands, PlanNode query, DataType type)
      implements Expression {
    /** What is asked of a sub-query's rows. */
    public enum Kind {
      /** The value of its only row's only column, NULL where it has no row; two are an error. */
      VALUE,
      /** Whether it has a row. */
      EXISTS,
      /** Whether a comparison with one of its rows is true; NULL where that is unknown. */
      ANY
    }

    public SubQuery {
      operands = List.copyOf(operands);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }
}
