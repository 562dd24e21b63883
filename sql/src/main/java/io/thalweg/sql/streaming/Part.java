package io.thalweg.sql.streaming;

import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Function;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.streaming.ColumnTime.OfSide;
import io.thalweg.sql.streaming.ColumnTime.OfWindow;
import io.thalweg.sql.streaming.ColumnTime.Scope;
import io.thalweg.sql.streaming.StreamingOperator.Kept;
import io.thalweg.sql.streaming.StreamingPlan.Changes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A part of a query on its way into a streaming plan: rows as they come, what is computed when
 * windows close, or rows of a table that changes. Immutable.
 *
 * @param plan over streams, tables and operators, or else over what is kept
 * @param times what is known of each column
 * @param closing the windows that have to close first; empty for rows as they come
 * @param kept what is kept until then
 * @param changes that the rows are of; empty for others
 */
record Part(
    PlanNode plan,
    List<Optional<ColumnTime>> times,
    Optional<Scope> closing,
    List<Kept> kept,
    Optional<Changes> changes) {

  Part {
    times = List.copyOf(times);
    kept = List.copyOf(kept);
    if (times.size() != plan.columns().size()) {
      throw new IllegalArgumentException("one time a column");
    }
  }

  Part(PlanNode plan, List<Optional<ColumnTime>> times, Optional<Scope> closing, List<Kept> kept) {
    this(plan, times, closing, kept, Optional.empty());
  }

  static Part rows(PlanNode plan, List<Optional<ColumnTime>> times) {
    return new Part(plan, times, Optional.empty(), List.of());
  }

  /** Rows of a table that changes, of which no column is a time. */
  static Part changing(PlanNode plan, Changes changes) {
    return new Part(
        plan,
        Collections.nCopies(plan.columns().size(), Optional.empty()),
        Optional.empty(),
        List.of(),
        Optional.of(changes));
  }

  /** What is known of an expression's time: a column's, or the window of either side of a join. */
  Optional<ColumnTime> time(Expression expression) {
    if (expression instanceof Expression.ColumnReference column) {
      return times.get(column.index());
    }
    return expression instanceof Expression.Call call
            && call.function() == Function.COALESCE
            && call.operands().size() == 2
        ? time(call.operands().get(0))
            .flatMap(
                one -> time(call.operands().get(1)).flatMap(other -> OfSide.either(one, other)))
        : Optional.empty();
  }

  Part with(PlanNode newPlan, List<Optional<ColumnTime>> newTimes) {
    return new Part(newPlan, newTimes, closing, kept, changes);
  }

  Part with(PlanNode newPlan) {
    return with(newPlan, times);
  }

  /** The part with each of its rows turned into another. */
  Part project(PlanNode.Project project, List<Optional<ColumnTime>> newTimes) {
    return new Part(
        project,
        newTimes,
        closing,
        kept,
        changes.map(of -> new Changes(of.operator(), of.key().flatMap(key -> in(key, project)))));
  }

  /** Where a projection has some columns of its input; empty where it leaves one out. */
  private static Optional<List<Integer>> in(List<Integer> columns, PlanNode.Project project) {
    List<Integer> found = new ArrayList<>();
    for (int column : columns) {
      int at =
          IntStream.range(0, project.expressions().size())
              .filter(i -> isColumn(project.expressions().get(i), column))
              .findFirst()
              .orElse(-1);
      if (at < 0) {
        return Optional.empty();
      }
      found.add(at);
    }
    return Optional.of(found);
  }

  private static boolean isColumn(Expression expression, int column) {
    return expression instanceof Expression.ColumnReference reference
        && reference.index() == column;
  }

  /** Whether its rows come one after the other, each for good. */
  boolean isRows() {
    return closing.isEmpty() && changes.isEmpty();
  }

  Optional<Clock> clock(int column) {
    return times.get(column).flatMap(ColumnTime::clock);
  }

  /** What names a row's window, where a column does. */
  Optional<OfWindow> window(int column) {
    return times
        .get(column)
        .filter(OfWindow.class::isInstance)
        .map(OfWindow.class::cast)
        .filter(OfWindow::namesWindow)
        .filter(window -> closing.isEmpty() || closing.get().equals(window.scope()));
  }

  /** The columns that name a row's window, its start first. */
  List<Integer> windowColumns() {
    List<Integer> columns =
        new ArrayList<>(
            IntStream.range(0, times.size()).filter(i -> window(i).isPresent()).boxed().toList());
    columns.sort((a, b) -> window(a).get().bound().compareTo(window(b).get().bound()));
    return columns;
  }

  /** The scopes of the windows that its columns name. */
  List<Scope> scopes() {
    return windowColumns().stream().map(i -> window(i).get().scope()).distinct().toList();
  }
}
