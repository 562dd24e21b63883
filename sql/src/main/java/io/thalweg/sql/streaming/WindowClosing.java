package io.thalweg.sql.streaming;

import static io.thalweg.sql.streaming.Clock.micros;

import io.thalweg.sql.plan.Windowing;
import io.thalweg.sql.plan.Windowing.Bound;
import java.time.Duration;

/** When windows close. All instants are in microseconds since 1970-01-01T00:00:00Z. */
final class WindowClosing {

  private WindowClosing() {}

  /**
   * The latest time at which a window may end that a watermark closes. A row before it belongs to a
   * closed window; one at or behind it to open windows alone.
   */
  static long closedBelow(Windowing windowing, long watermark) {
    if (watermark == Clock.NO_TIME || windowing instanceof Windowing.Session) {
      return watermark;
    }
    long step = micros(step(windowing));
    long offset = micros(offset(windowing));
    return Math.addExact(Math.multiplyExact(Math.floorDiv(watermark - offset, step), step), offset);
  }

  /**
   * The least bound of the windows that are still open.
   *
   * @param closed as {@link #closedBelow} gives it
   */
  static long leastOpen(Windowing windowing, Bound bound, long closed) {
    if (windowing instanceof Windowing.Session) {
      return bound == Bound.TIME ? closed - micros(Windowing.TIME_TO_END) : closed;
    }
    long end = closed + micros(step(windowing));
    return switch (bound) {
      case END -> end;
      case TIME -> end - micros(Windowing.TIME_TO_END);
      case START -> {
        if (windowing instanceof Windowing.Cumulate cumulate) {
          long size = micros(cumulate.size());
          long offset = micros(cumulate.offset());
          yield Math.floorDiv(closed - offset, size) * size + offset;
        }
        yield end - micros(windowing.toEnd(Bound.START));
      }
    };
  }

  /** From the end of one window to that of the next. */
  private static Duration step(Windowing windowing) {
    if (windowing instanceof Windowing.Tumble tumble) {
      return tumble.size();
    } else if (windowing instanceof Windowing.Hop hop) {
      return hop.slide();
    }
    return ((Windowing.Cumulate) windowing).step();
  }

  private static Duration offset(Windowing windowing) {
    if (windowing instanceof Windowing.Tumble tumble) {
      return tumble.offset();
    } else if (windowing instanceof Windowing.Hop hop) {
      return hop.offset();
    }
    return ((Windowing.Cumulate) windowing).offset();
  }
}
