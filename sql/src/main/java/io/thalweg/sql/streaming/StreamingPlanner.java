package io.thalweg.sql.streaming;

import io.thalweg.definitions.Stream;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.Expression.Interval;
import io.thalweg.sql.plan.Function;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.streaming.ColumnOrigin.WindowColumn;
import io.thalweg.sql.streaming.StreamingPlan.WindowAggregation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a query's plan where time matters. */
final class StreamingPlanner {

  private StreamingPlanner() {}

  /** Cuts a plan that {@link PipelineChecks} finds nothing wrong with. */
  static StreamingPlan plan(PlanNode query, Stream source) {
    Optional<PlanNode.Aggregate> first = firstAggregate(query);
    if (first.isEmpty()) {
      return new StreamingPlan(source, query, query, Optional.empty(), Optional.empty());
    }
    PlanNode.Aggregate aggregate = first.get();
    Windowed windowed = windowed(aggregate);
    Relation closed = StreamingPlan.closedGroups(windowed.window().aggregate());
    PlanNode result = replace(query, aggregate, windowed.restore(new PlanNode.Scan(closed)));
    return new StreamingPlan(
        source,
        query,
        windowed.window().aggregate().input(),
        Optional.of(windowed.window()),
        Optional.of(result));
  }

  /** The aggregate nearest to the stream. */
  private static Optional<PlanNode.Aggregate> firstAggregate(PlanNode node) {
    Optional<PlanNode.Aggregate> below =
        node.inputs().stream()
            .filter(StreamingPlanner::readsStream)
            .findFirst()
            .flatMap(StreamingPlanner::firstAggregate);
    return below.isEmpty() && node instanceof PlanNode.Aggregate aggregate
        ? Optional.of(aggregate)
        : below;
  }

  static boolean readsStream(PlanNode node) {
    return node instanceof PlanNode.Scan scan
        ? scan.relation().kind() == Relation.Kind.STREAM
        : node.inputs().stream().anyMatch(StreamingPlanner::readsStream);
  }

  /**
   * The window's aggregate, and what turns its groups into the original aggregate's.
   *
   * @param original the positions among the original's columns that are computed from the window's
   *     start
   */
  private record Windowed(WindowAggregation window, PlanNode.Aggregate original) {

    /** One key names the window; the window's other bounds are computed from it again. */
    PlanNode restore(PlanNode groups) {
      if (groups.columns().size() == original.columns().size()) {
        return groups;
      }
      List<Expression> expressions = new ArrayList<>();
      int next = 0;
      int windowKey = window.windowKey();
      for (int i = 0; i < original.columns().size(); i++) {
        Column column = original.columns().get(i);
        Optional<WindowColumn> bound =
            i < original.keys().size() ? bound(original, i) : Optional.empty();
        if (bound.isPresent() && i != originalWindowKey(original)) {
          Duration distance = window.toEnd().minus(toEnd(bound.get()));
          ColumnReference key =
              new ColumnReference(windowKey, groups.columns().get(windowKey).type());
          expressions.add(shifted(key, distance));
        } else {
          expressions.add(new ColumnReference(next++, column.type()));
        }
      }
      return new PlanNode.Project(groups, original.columns(), expressions);
    }

    private static Expression shifted(ColumnReference key, Duration distance) {
      if (distance.isZero()) {
        return key;
      }
      return new Expression.Call(
          Function.PLUS, List.of(key, new Interval(0, distance.toNanos() / 1000)), key.type());
    }
  }

  private static Windowed windowed(PlanNode.Aggregate aggregate) {
    int windowKey = originalWindowKey(aggregate);
    WindowColumn key = bound(aggregate, windowKey).orElseThrow();
    PlanNode.Aggregate lean = withoutOtherBounds(aggregate, windowKey);
    int leanKey = lean.keys().indexOf(aggregate.keys().get(windowKey));
    return new Windowed(
        new WindowAggregation(
            lean, leanKey, toEnd(key), key.tumble().size(), key.tumble().offset()),
        aggregate);
  }

  /** The key that names the window: its start where that is a key, else another bound; or -1. */
  private static int originalWindowKey(PlanNode.Aggregate aggregate) {
    int found = -1;
    for (int i = 0; i < aggregate.keys().size(); i++) {
      Optional<WindowColumn> bound = bound(aggregate, i);
      if (bound.isPresent()) {
        if (bound.get().bound() == ColumnOrigin.Bound.START) {
          return i;
        }
        found = found < 0 ? i : found;
      }
    }
    return found;
  }

  private static Optional<WindowColumn> bound(PlanNode.Aggregate aggregate, int column) {
    return ColumnOrigin.of(aggregate, column)
        .filter(WindowColumn.class::isInstance)
        .map(WindowColumn.class::cast);
  }

  /** The same groups by fewer keys, because the window's bounds say the same of a row. */
  private static PlanNode.Aggregate withoutOtherBounds(
      PlanNode.Aggregate aggregate, int windowKey) {
    List<Column> columns = new ArrayList<>();
    List<Integer> keys = new ArrayList<>();
    for (int i = 0; i < aggregate.columns().size(); i++) {
      boolean key = i < aggregate.keys().size();
      if (key && i != windowKey && bound(aggregate, i).isPresent()) {
        continue;
      }
      columns.add(aggregate.columns().get(i));
      if (key) {
        keys.add(aggregate.keys().get(i));
      }
    }
    return new PlanNode.Aggregate(
        aggregate.input(), columns, keys, List.of(keys), aggregate.calls());
  }

  private static Duration toEnd(WindowColumn column) {
    return switch (column.bound()) {
      case START -> column.tumble().size();
      case END -> Duration.ZERO;
      case TIME -> Duration.ofMillis(1);
    };
  }

  private static PlanNode replace(PlanNode node, PlanNode old, PlanNode replacement) {
    if (node == old) {
      return replacement;
    }
    return PlanNodes.withInputs(
        node, node.inputs().stream().map(input -> replace(input, old, replacement)).toList());
  }
}
