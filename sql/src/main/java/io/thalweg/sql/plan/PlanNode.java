package io.thalweg.sql.plan;

import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import java.util.List;
import java.util.Optional;

/**
 * A node of a plan: rows made from the rows of its inputs.
 *
 * <p>Immutable. Expressions refer to the columns of a node's input by position; those of a join to
 * the left input's columns followed by the right input's.
 */
public sealed interface PlanNode {

  /** The columns of the rows it makes. */
  List<Column> columns();

  /** The nodes it reads, in order. */
  List<PlanNode> inputs();

  /** What it computes from each row of its inputs. */
  default List<Expression> expressions() {
    return List.of();
  }

  /** The columns that its expressions refer to: those of its inputs, one after the other. */
  default List<Column> inputColumns() {
    return inputs().stream().flatMap(input -> input.columns().stream()).toList();
  }

  /** The sub-queries in its expressions, not those inside of them. */
  default List<Expression.SubQuery> subQueries() {
    return expressions().stream()
        .flatMap(Expression::all)
        .filter(Expression.SubQuery.class::isInstance)
        .map(Expression.SubQuery.class::cast)
        .toList();
  }

  <R> R accept(PlanVisitor<R> visitor);

  /** All rows of a stream or table. */
  record Scan(Relation relation) implements PlanNode {
    @Override
    public List<Column> columns() {
      return relation.columns();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of();
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Rows written in the statement itself.
   *
   * @param rows literals, one a column; none for an empty input
   */
  record Values(List<Column> columns, List<List<Expression>> rows) implements PlanNode {
    public Values {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of();
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The rows for which a condition is true. */
  record Filter(PlanNode input, Expression condition) implements PlanNode {
    @Override
    public List<Column> columns() {
      return input.columns();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }

    @Override
    public List<Expression> expressions() {
      return List.of(condition);
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Each row turned into another.
   *
   * @param expressions one a column
   */
  record Project(PlanNode input, List<Column> columns, List<Expression> expressions)
      implements PlanNode {
    public Project {
      columns = List.copyOf(columns);
      expressions = List.copyOf(expressions);
      if (columns.size() != expressions.size()) {
        throw new IllegalArgumentException("one expression a column");
      }
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Each row with the windows its time falls into, once for each: the input's columns, then {@code
   * window_start}, {@code window_end} and {@code window_time}. A row without a time falls into none
   * and is left out.
   *
   * @param timeColumn position of the time in the input
   */
  record Window(PlanNode input, List<Column> columns, int timeColumn, Windowing windowing)
      implements PlanNode {
    public Window {
      columns = List.copyOf(columns);
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * One row a group: the group's keys, then the aggregates.
   *
   * @param groupingSets positions in the input, one list a grouping set; more than one for GROUPING
   *     SETS, ROLLUP and CUBE
   * @param keys the union of the grouping sets, ascending; the first columns of the output
   */
  record Aggregate(
      PlanNode input,
      List<Column> columns,
      List<Integer> keys,
      List<List<Integer>> groupingSets,
      List<AggregateCall> calls)
      implements PlanNode {
    public Aggregate {
      columns = List.copyOf(columns);
      keys = List.copyOf(keys);
      groupingSets = groupingSets.stream().map(List::copyOf).toList();
      calls = List.copyOf(calls);
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Each row once for each element of an array: the input's columns, then the element, of a row its
   * fields, then, where that is wanted, the element's number from 1.
   *
   * @param array over the input
   * @param ordinality whether the number is wanted
   * @param keepsEmpty whether a row without elements stays, with NULL in the columns behind its own
   */
  record Unnest(
      PlanNode input,
      List<Column> columns,
      Expression array,
      boolean ordinality,
      boolean keepsEmpty)
      implements PlanNode {
    public Unnest {
      columns = List.copyOf(columns);
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }

    @Override
    public List<Expression> expressions() {
      return List.of(array);
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Pairs of rows for which a condition is true, and of outer joins the rows without a partner. */
  record Join(
      PlanNode left, PlanNode right, JoinType type, Expression condition, List<Column> columns)
      implements PlanNode {
    public Join {
      columns = List.copyOf(columns);
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(left, right);
    }

    @Override
    public List<Expression> expressions() {
      return List.of(condition);
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The join types of SQL. */
  enum JoinType {
    INNER,
    LEFT,
    RIGHT,
    FULL
  }

  /** Rows of several inputs of equal column types put together. */
  record SetOperation(Kind kind, boolean all, List<PlanNode> inputs, List<Column> columns)
      implements PlanNode {
    /** Which of SQL's set operations. */
    public enum Kind {
      UNION,
      INTERSECT,
      EXCEPT
    }

    public SetOperation {
      inputs = List.copyOf(inputs);
      columns = List.copyOf(columns);
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Rows in an order, and of them only some.
   *
   * @param keys the order; empty for none
   * @param offset rows to leave out at the start
   * @param limit rows to keep after that
   */
  record Sort(PlanNode input, List<SortKey> keys, Optional<Long> offset, Optional<Long> limit)
      implements PlanNode {
    public Sort {
      keys = List.copyOf(keys);
    }

    @Override
    public List<Column> columns() {
      return input.columns();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * A column to sort by.
   *
   * @param column position in the input
   */
  record SortKey(int column, boolean descending, boolean nullsFirst) {}
}
