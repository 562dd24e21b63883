package io.thalweg.sql.streaming;

import io.thalweg.sql.plan.Windowing;
import io.thalweg.sql.plan.Windowing.Bound;
import java.util.Optional;

/** What is known about the times in a column of a streaming plan. Immutable. */
sealed interface ColumnTime {

  /** When rows of which times are complete; empty where nothing says so. */
  Optional<Clock> clock();

  /** Times of rows. */
  record OfRow(Clock of) implements ColumnTime {
    @Override
    public Optional<Clock> clock() {
      return Optional.of(of);
    }
  }

  /** A bound of the rows' windows, whose rows are complete when the window closes. */
  record OfWindow(Scope scope, Bound bound) implements ColumnTime {
    @Override
    public Optional<Clock> clock() {
      // a session that is still open may have begun long ago
      return bound == Bound.START && scope.windowing() instanceof Windowing.Session
          ? Optional.empty()
          : Optional.of(new Clock.WindowBound(scope.of(), scope.windowing(), bound));
    }

    boolean namesWindow() {
      return scope.windowing().isNamedBy(bound);
    }
  }

  /**
   * A bound of the rows' windows in one side of a full join: NULL in a row that has the other side
   * alone.
   *
   * @param join the same for both sides of one join
   */
  record OfSide(OfWindow window, Object join, boolean left) implements ColumnTime {
    @Override
    public Optional<Clock> clock() {
      return Optional.empty();
    }

    /** What the first of two that is not NULL is. */
    static Optional<ColumnTime> either(ColumnTime one, ColumnTime other) {
      return one instanceof OfSide a
              && other instanceof OfSide b
              && a.join() == b.join()
              && a.left() != b.left()
              && a.window().equals(b.window())
          ? Optional.of(a.window())
          : Optional.empty();
    }
  }

  /** Windows that close together: of equal sizes, by times of equal clocks. */
  record Scope(Windowing windowing, Clock of) {
    public Scope {
      // sessions of different keys end apart from each other, but close by the same rule
      if (windowing instanceof Windowing.Session session) {
        windowing = new Windowing.Session(session.gap(), java.util.List.of());
      }
    }
  }
}
