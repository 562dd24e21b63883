package io.thalweg.sql.streaming;

import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.streaming.ColumnTime.OfWindow;
import io.thalweg.sql.streaming.ColumnTime.Scope;
import io.thalweg.sql.streaming.StreamingOperator.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A part of a query on its way into a streaming plan: either rows as they come, or what is computed
 * when windows close. Immutable.
 *
 * @param plan over streams, tables and operators, or else over what is kept
 * @param times what is known of each column
 * @param closing the windows that have to close first; empty for rows as they come
 * @param kept what is kept until then
 */
record Part(
    PlanNode plan, List<Optional<ColumnTime>> times, Optional<Scope> closing, List<Kept> kept) {

  Part {
    times = List.copyOf(times);
    kept = List.copyOf(kept);
    if (times.size() != plan.columns().size()) {
      throw new IllegalArgumentException("one time a column");
    }
  }

  static Part rows(PlanNode plan, List<Optional<ColumnTime>> times) {
    return new Part(plan, times, Optional.empty(), List.of());
  }

  Part with(PlanNode newPlan, List<Optional<ColumnTime>> newTimes) {
    return new Part(newPlan, newTimes, closing, kept);
  }

  Part with(PlanNode newPlan) {
    return with(newPlan, times);
  }

  boolean isRows() {
    return closing.isEmpty();
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
