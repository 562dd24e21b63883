package io.thalweg.sql.plan;

/**
 * One step for each kind of plan node, so that a new node does not compile until every engine knows
 * it.
 *
 * @param <R> what a step gives
 */
public interface PlanVisitor<R> {
  R visit(PlanNode.Scan scan);

  R visit(PlanNode.Values values);

  R visit(PlanNode.Filter filter);

  R visit(PlanNode.Project project);

  R visit(PlanNode.Window window);

  R visit(PlanNode.Aggregate aggregate);

  R visit(PlanNode.Unnest unnest);

  R visit(PlanNode.Join join);

  R visit(PlanNode.SetOperation operation);

  R visit(PlanNode.Sort sort);
}
