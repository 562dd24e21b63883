package io.thalweg.sql.plan;

import java.time.Duration;
import java.util.List;

/**
 * How rows fall into windows by their time. A window holds its start and not its end. Immutable;
 * every duration is positive, whole microseconds.
 */
public sealed interface Windowing {

  /** The columns that a window adds to its rows, in their order. */
  enum Bound {
    /** {@code window_start}. */
    START,
    /** {@code window_end}. */
    END,
    /** {@code window_time}: the window's last millisecond. */
    TIME
  }

  /** What {@code window_time} lacks to the window's end. */
  Duration TIME_TO_END = Duration.ofMillis(1);

  /**
   * Windows one after the other.
   *
   * @param size of a window
   * @param offset of the windows from the epoch
   */
  record Tumble(Duration size, Duration offset) implements Windowing {}

  /**
   * Windows that overlap; a row falls into size / slide of them.
   *
   * @param slide from the start of one window to that of the next
   * @param size of a window, a multiple of the slide
   * @param offset of the windows from the epoch
   */
  record Hop(Duration slide, Duration size, Duration offset) implements Windowing {}

  /**
   * Windows that grow by a step from the same start until they have their size; then the next
   * begins.
   *
   * @param step by which windows grow
   * @param size of the largest, a multiple of the step
   * @param offset of the windows from the epoch
   */
  record Cumulate(Duration step, Duration size, Duration offset) implements Windowing {}

  /**
   * Windows of rows that lie closer together than a gap; a window ends the gap after its last row.
   *
   * @param gap rows that lie so far apart or further belong to different windows
   * @param keys positions of the columns in the input whose rows are looked at apart from others'
   */
  record Session(Duration gap, List<Integer> keys) implements Windowing {
    public Session {
      keys = List.copyOf(keys);
    }
  }

  /** Whether a bound of a window says which window it is. */
  default boolean isNamedBy(Bound bound) {
    return bound != Bound.START || this instanceof Tumble || this instanceof Hop;
  }

  /** What a bound that names a window lacks to the window's end. */
  default Duration toEnd(Bound bound) {
    return switch (bound) {
      case END -> Duration.ZERO;
      case TIME -> TIME_TO_END;
      case START -> {
        if (this instanceof Tumble tumble) {
          yield tumble.size();
        } else if (this instanceof Hop hop) {
          yield hop.size();
        }
        throw new IllegalArgumentException("a window of " + this + " is not named by its start");
      }
    };
  }
}
