package io.thalweg.sql.streaming;

import io.thalweg.sql.plan.Windowing;
import io.thalweg.sql.plan.Windowing.Bound;
import java.time.Duration;
import java.util.List;

/**
 * What a pipeline's watermark says about the times in one column of rows on their way through it:
 * no row comes any more whose time lies before {@link #at}. All instants are in microseconds since
 * 1970-01-01T00:00:00Z, {@link #NO_TIME} before all others. Immutable.
 */
public sealed interface Clock {

  /** The watermark before there is one. */
  long NO_TIME = Long.MIN_VALUE;

  /** The column's watermark at a watermark of the pipeline; it never goes back. */
  long at(long watermark);

  /** Of event times as they stand in the pipeline's streams. */
  record Source() implements Clock {
    @Override
    public long at(long watermark) {
      return watermark;
    }
  }

  /** Of times that may lie earlier than another column's. */
  record Earlier(Clock of, Duration by) implements Clock {
    @Override
    public long at(long watermark) {
      long time = of.at(watermark);
      return time == NO_TIME ? NO_TIME : Math.subtractExact(time, micros(by));
    }
  }

  /** Of a column that several inputs put rows into. */
  record Earliest(List<Clock> of) implements Clock {
    public Earliest {
      of = List.copyOf(of);
    }

    @Override
    public long at(long watermark) {
      return of.stream().mapToLong(clock -> clock.at(watermark)).min().orElseThrow();
    }
  }

  /**
   * Of a bound of windows.
   *
   * @param of the times that the windows are made by
   * @param bound not the start of sessions
   */
  record WindowBound(Clock of, Windowing windowing, Bound bound) implements Clock {
    @Override
    public long at(long watermark) {
      long closed = WindowClosing.closedBelow(windowing, of.at(watermark));
      return closed == NO_TIME ? NO_TIME : WindowClosing.leastOpen(windowing, bound, closed);
    }
  }

  /** Whether it moves only when windows close. */
  default boolean goesByWindows() {
    if (this instanceof WindowBound bound) {
      return !(bound.windowing() instanceof Windowing.Session) || bound.of().goesByWindows();
    } else if (this instanceof Earlier earlier) {
      return earlier.of().goesByWindows();
    } else if (this instanceof Earliest earliest) {
      return earliest.of().stream().allMatch(Clock::goesByWindows);
    }
    return false;
  }

  /** The microseconds of a duration. */
  static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000);
  }
}
