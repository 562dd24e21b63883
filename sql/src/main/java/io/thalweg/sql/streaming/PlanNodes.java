package io.thalweg.sql.streaming;

import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.PlanVisitor;
import java.util.List;

/** Makes plans out of plans. */
final class PlanNodes {

  private PlanNodes() {}

  /** The same node over other inputs, whose columns have the same types. */
  static PlanNode withInputs(PlanNode node, List<PlanNode> inputs) {
    return inputs.equals(node.inputs()) ? node : node.accept(new Rebuild(inputs));
  }

  private record Rebuild(List<PlanNode> inputs) implements PlanVisitor<PlanNode> {

    @Override
    public PlanNode visit(PlanNode.Scan scan) {
      return scan;
    }

    @Override
    public PlanNode visit(PlanNode.Values values) {
      return values;
    }

    @Override
    public PlanNode visit(PlanNode.Filter filter) {
      return new PlanNode.Filter(inputs.get(0), filter.condition());
    }

    @Override
    public PlanNode visit(PlanNode.Project project) {
      return new PlanNode.Project(inputs.get(0), project.columns(), project.expressions());
    }

    @Override
    public PlanNode visit(PlanNode.Window window) {
      return new PlanNode.Window(
          inputs.get(0), window.columns(), window.timeColumn(), window.windowing());
    }

    @Override
    public PlanNode visit(PlanNode.Aggregate aggregate) {
      return new PlanNode.Aggregate(
          inputs.get(0),
          aggregate.columns(),
          aggregate.keys(),
          aggregate.groupingSets(),
          aggregate.calls());
    }

    @Override
    public PlanNode visit(PlanNode.Unnest unnest) {
      return new PlanNode.Unnest(
          inputs.get(0),
          unnest.columns(),
          unnest.array(),
          unnest.ordinality(),
          unnest.keepsEmpty());
    }

    @Override
    public PlanNode visit(PlanNode.Join join) {
      return new PlanNode.Join(
          inputs.get(0), inputs.get(1), join.type(), join.condition(), join.columns());
    }

    @Override
    public PlanNode visit(PlanNode.SetOperation operation) {
      return new PlanNode.SetOperation(
          operation.kind(), operation.all(), inputs, operation.columns());
    }

    @Override
    public PlanNode visit(PlanNode.Sort sort) {
      return new PlanNode.Sort(inputs.get(0), sort.keys(), sort.offset(), sort.limit());
    }
  }
}
