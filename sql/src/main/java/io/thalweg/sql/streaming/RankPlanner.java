package io.thalweg.sql.streaming;

import io.thalweg.definitions.Emit;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.Expression.Over;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.problem.SqlProblem;
import io.thalweg.sql.streaming.ColumnTime.OfWindow;
import io.thalweg.sql.streaming.ColumnTime.Scope;
import java.util.List;
import java.util.Optional;

/** Plans window functions: over the rows of one window, and the first row of each key. */
final class RankPlanner {

  private final StreamingPlanner planner;

  RankPlanner(StreamingPlanner planner) {
    this.planner = planner;
  }

  Part first(PlanNode.Filter filter, TopRows first, Part input) {
    int time = first.orderColumn().orElse(-1);
    Optional<Clock> clock = time < 0 ? Optional.empty() : input.clock(time);
    if (clock.isEmpty() || first.isDescending() || !first.isFirstRow()) {
      throw StreamingPlanner.refuse(
          SqlProblem.PIPELINE_UNSUPPORTED
              .at(
                  planner.places().over().orElse(planner.places().statement()),
                  first.isFirstRow()
                      ? "the first row of each key in this order is never final"
                      : "the first rows of each key are never final")
              .withDetail("A row that comes later may stand before them.")
              .withHint(
                  "Add emit: changes to the pipeline for a table that changes; or take"
                      + " ROW_NUMBER() = 1 by the event time, ascending; or take a window and PARTITION BY"
                      + " window_start."));
    }
    String name = planner.nextName();
    PlanNode.Scan kept =
        new PlanNode.Scan(
            new Relation(
                StreamingOperator.First.KEPT,
                Relation.Kind.STREAM,
                input.plan().columns(),
                Optional.empty()));
    PlanNode ranked =
        new PlanNode.Project(kept, first.ranked().columns(), first.ranked().expressions());
    PlanNode picked = new PlanNode.Filter(ranked, filter.condition());
    planner
        .operators()
        .add(
            new StreamingOperator.First(
                name, input.plan(), first.keys(), picked, time, clock.get()));
    List<Optional<ColumnTime>> times =
        StreamingPlanner.times(first.ranked(), input).stream()
            .map(known -> known.filter(of -> goesBy(of, clock.get())))
            .toList();
    return Part.rows(
        StreamingPlanner.scanOf(planner.operators().get(planner.operators().size() - 1)), times);
  }

  /** A row waits until its time is over, and with it all that goes by the same clock. */
  private static boolean goesBy(ColumnTime time, Clock clock) {
    return time instanceof OfWindow window
        ? window.scope().of().equals(clock)
        : time.clock().filter(clock::equals).isPresent();
  }

  Part over(PlanNode.Project project, Part input) {
    if (!keepsToWindows(project, input)) {
      throw StreamingPlanner.refuse(
          SqlProblem.PIPELINE_UNSUPPORTED
              .at(
                  planner.places().over().orElse(planner.places().statement()),
                  "OVER is supported in a pipeline only over the rows of one window")
              .withDetail("Of other rows, one that comes later may change the result of all.")
              .withHint(
                  "Read from a window and write PARTITION BY window_start; "
                      + (planner.emit() == Emit.FINAL
                          ? "or take the first row of each key: ROW_NUMBER() OVER (PARTITION BY key"
                              + " ORDER BY time) = 1."
                          : "or take the first rows of each key, by columns: QUALIFY ROW_NUMBER()"
                              + " OVER (PARTITION BY key ORDER BY x DESC) <= 3, also RANK and"
                              + " DENSE_RANK; or GROUP BY instead of OVER.")));
    }
    List<Scope> scopes = overScopes(project, input);
    Part kept = planner.closing(input, scopes.get(0));
    return kept.with(
        new PlanNode.Project(kept.plan(), project.columns(), project.expressions()),
        StreamingPlanner.times(project, kept));
  }

  static boolean keepsToWindows(PlanNode.Project project, Part input) {
    return overScopes(project, input).size() == 1
        && overs(project).allMatch(over -> !scopes(over, input).isEmpty());
  }

  private static java.util.stream.Stream<Over> overs(PlanNode.Project project) {
    return project.expressions().stream()
        .flatMap(Expression::all)
        .filter(Over.class::isInstance)
        .map(Over.class::cast);
  }

  private static List<Scope> overScopes(PlanNode.Project project, Part input) {
    return overs(project).flatMap(over -> scopes(over, input).stream()).distinct().toList();
  }

  private static List<Scope> scopes(Over over, Part input) {
    return over.partitionBy().stream()
        .filter(ColumnReference.class::isInstance)
        .map(key -> input.window(((ColumnReference) key).index()))
        .flatMap(Optional::stream)
        .map(OfWindow::scope)
        .toList();
  }
}
