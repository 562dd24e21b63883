package io.thalweg.sql.streaming;

import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.PlanVisitor;
import java.util.Optional;

/** Where a column's values come from, when they pass through a plan unchanged. */
sealed interface ColumnOrigin {

  /** A column of a relation. */
  record RelationColumn(PlanNode.Scan scan, int column) implements ColumnOrigin {}

  /** A bound of a tumbling window. */
  record WindowColumn(PlanNode.Tumble tumble, Bound bound) implements ColumnOrigin {}

  /** The columns that a window adds, in their order. */
  enum Bound {
    START,
    END,
    TIME
  }

  /** The origin of a node's output column; empty for one that is computed. */
  static Optional<ColumnOrigin> of(PlanNode node, int column) {
    return node.accept(new Tracer(column));
  }

  /** Follows one column down a plan. */
  final class Tracer implements PlanVisitor<Optional<ColumnOrigin>> {

    private final int column;

    private Tracer(int column) {
      this.column = column;
    }

    @Override
    public Optional<ColumnOrigin> visit(PlanNode.Scan scan) {
      return Optional.of(new RelationColumn(scan, column));
    }

    @Override
    public Optional<ColumnOrigin> visit(PlanNode.Values values) {
      return Optional.empty();
    }

    @Override
    public Optional<ColumnOrigin> visit(PlanNode.Filter filter) {
      return of(filter.input(), column);
    }

    @Override
    public Optional<ColumnOrigin> visit(PlanNode.Project project) {
      return project.expressions().get(column) instanceof Expression.ColumnReference reference
          ? of(project.input(), reference.index())
          : Optional.empty();
    }

    @Override
    public Optional<ColumnOrigin> visit(PlanNode.Tumble tumble) {
      int inputs = tumble.input().columns().size();
      return column < inputs
          ? of(tumble.input(), column)
          : Optional.of(new WindowColumn(tumble, Bound.values()[column - inputs]));
    }

    @Override
    public Optional<ColumnOrigin> visit(PlanNode.Aggregate aggregate) {
      boolean key = column < aggregate.keys().size() && aggregate.groupingSets().size() == 1;
      return key ? of(aggregate.input(), aggregate.keys().get(column)) : Optional.empty();
    }

    @Override
    public Optional<ColumnOrigin> visit(PlanNode.Join join) {
      int left = join.left().columns().size();
      return switch (join.type()) {
        case INNER -> column < left ? of(join.left(), column) : of(join.right(), column - left);
        case LEFT -> column < left ? of(join.left(), column) : Optional.empty();
        case RIGHT -> column >= left ? of(join.right(), column - left) : Optional.empty();
        case FULL -> Optional.empty();
      };
    }

    @Override
    public Optional<ColumnOrigin> visit(PlanNode.SetOperation operation) {
      return Optional.empty();
    }

    @Override
    public Optional<ColumnOrigin> visit(PlanNode.Sort sort) {
      return of(sort.input(), column);
    }
  }
}
