package io.thalweg.sql.streaming;

import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.Expression.Interval;
import io.thalweg.sql.plan.Function;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.Windowing;
import io.thalweg.sql.streaming.ColumnTime.OfWindow;
import io.thalweg.sql.streaming.StreamingOperator.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The groups of a window's aggregate, by as few keys as say the same of a row: of a window's bounds
 * only one, from which the others are computed again.
 *
 * @param kept what is kept
 * @param plan gives the aggregate's rows from it
 */
record WindowGroups(Kept kept, PlanNode plan) {

  /**
   * @param aggregate of one grouping set, over a part's plan
   * @param input that part
   * @param windowColumn one of the aggregate's keys, which names the window
   */
  static WindowGroups of(PlanNode.Aggregate aggregate, Part input, int windowColumn, String name) {
    OfWindow named = input.window(windowColumn).orElseThrow();
    List<Column> columns = new ArrayList<>();
    List<Integer> keys = new ArrayList<>();
    for (int i = 0; i < aggregate.columns().size(); i++) {
      boolean key = i < aggregate.keys().size();
      if (key && isComputed(aggregate.keys().get(i), windowColumn, named, input)) {
        continue;
      }
      columns.add(aggregate.columns().get(i));
      if (key) {
        keys.add(aggregate.keys().get(i));
      }
    }
    PlanNode.Aggregate lean =
        new PlanNode.Aggregate(input.plan(), columns, keys, List.of(keys), aggregate.calls());
    int leanKey = keys.indexOf(windowColumn);
    Kept kept = new Kept(name, input.plan(), Optional.of(lean), leanKey, named.bound());
    return new WindowGroups(kept, restore(aggregate, input, windowColumn, kept, named));
  }

  private static boolean isComputed(int column, int windowColumn, OfWindow named, Part input) {
    return column != windowColumn
        && input.times().get(column).orElse(null) instanceof OfWindow other
        && other.scope().equals(named.scope())
        && distance(named, other).isPresent();
  }

  /** What has to be added to one bound to get another, where that is always the same. */
  private static Optional<Duration> distance(OfWindow from, OfWindow to) {
    Windowing windowing = from.scope().windowing();
    boolean fixed = windowing.isNamedBy(from.bound()) && windowing.isNamedBy(to.bound());
    return fixed
        ? Optional.of(windowing.toEnd(from.bound()).minus(windowing.toEnd(to.bound())))
        : Optional.empty();
  }

  private static PlanNode restore(
      PlanNode.Aggregate aggregate, Part input, int windowColumn, Kept kept, OfWindow named) {
    PlanNode groups = new PlanNode.Scan(kept.relation());
    if (groups.columns().size() == aggregate.columns().size()) {
      return groups;
    }
    List<Expression> expressions = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < aggregate.columns().size(); i++) {
      Column column = aggregate.columns().get(i);
      boolean computed =
          i < aggregate.keys().size()
              && isComputed(aggregate.keys().get(i), windowColumn, named, input);
      if (computed) {
        OfWindow other = (OfWindow) input.times().get(aggregate.keys().get(i)).orElseThrow();
        expressions.add(
            shifted(
                new ColumnReference(kept.windowColumn(), column.type()),
                distance(named, other).orElseThrow()));
      } else {
        expressions.add(new ColumnReference(next++, column.type()));
      }
    }
    return new PlanNode.Project(groups, aggregate.columns(), expressions);
  }

  private static Expression shifted(ColumnReference key, Duration distance) {
    return distance.isZero()
        ? key
        : new Expression.Call(
            Function.PLUS, List.of(key, new Interval(0, Clock.micros(distance))), key.type());
  }
}
