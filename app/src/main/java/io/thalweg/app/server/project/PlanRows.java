package io.thalweg.app.server.project;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.AggregateCall;
import io.thalweg.sql.plan.AggregateFunction;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan as a list, and the plan that counts the rows of each of its nodes. One query counts them
 * all, so that they are of the same events.
 */
final class PlanRows {

  private static final Column NODE = new Column("node", Primitive.LONG, false);
  private static final Column ROWS = new Column("rows", Primitive.LONG, false);

  private final List<PlanNode> nodes = new ArrayList<>();
  private final List<List<Integer>> inputs = new ArrayList<>();

  PlanRows(PlanNode root) {
    add(root);
  }

  private int add(PlanNode node) {
    int at = nodes.size();
    nodes.add(node);
    inputs.add(List.of());
    inputs.set(at, node.inputs().stream().map(this::add).toList());
    return at;
  }

  /** The nodes, the root first, each before its inputs. */
  List<PlanNode> nodes() {
    return nodes;
  }

  /** The positions of a node's inputs, in their order. */
  List<Integer> inputs(int node) {
    return inputs.get(node);
  }

  /** Two columns: a node's position, and how many rows it gives. */
  PlanNode counting() {
    List<PlanNode> counts = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      counts.add(count(i, nodes.get(i)));
    }
    return counts.size() == 1
        ? counts.get(0)
        : new PlanNode.SetOperation(
            PlanNode.SetOperation.Kind.UNION, true, counts, List.of(NODE, ROWS));
  }

  private static PlanNode count(int position, PlanNode node) {
    AggregateCall all =
        new AggregateCall(
            AggregateFunction.COUNT,
            List.of(),
            false,
            Optional.empty(),
            Optional.empty(),
            Primitive.LONG);
    return new PlanNode.Project(
        new PlanNode.Aggregate(node, List.of(ROWS), List.of(), List.of(List.of()), List.of(all)),
        List.of(NODE, ROWS),
        List.of(
            new Expression.Literal(Optional.of((long) position), Primitive.LONG),
            new Expression.ColumnReference(0, Primitive.LONG)));
  }
}
