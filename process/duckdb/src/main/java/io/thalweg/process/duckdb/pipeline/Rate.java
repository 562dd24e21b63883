package io.thalweg.process.duckdb.pipeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How much a count has grown a second over the last ten seconds. Safe for use by many threads.
 *
 * <p>Times are those of {@link System#nanoTime}.
 */
final class Rate {

  private static final long WINDOW = Duration.ofSeconds(10).toNanos();

  /** Counts that come closer together are taken for one. */
  private static final long STEP = Duration.ofMillis(250).toNanos();

  /** Over less the rate would say more of chance than of the count. */
  private static final long SHORTEST = Duration.ofSeconds(1).toNanos();

  /** What the count was from a time on. */
  private record Point(long nanos, long count) {}

  /** Oldest first; of those older than the window only the youngest. */
  private final Deque<Point> points = new ArrayDeque<>();

  /** The count is this from now on; one that is less than before begins anew. */
  synchronized void count(long nanos, long count) {
    if (!points.isEmpty() && count < points.getLast().count()) {
      points.clear();
    }
    // The first one is what the others are compared with.
    if (points.size() > 1 && nanos - points.getLast().nanos() < STEP) {
      points.addLast(new Point(points.removeLast().nanos(), count));
    } else {
      points.addLast(new Point(nanos, count));
    }
    forget(nanos);
  }

  synchronized double perSecond(long nanos) {
    forget(nanos);
    if (points.isEmpty()) {
      return 0;
    }
    Point from = points.getFirst();
    long grown = points.getLast().count() - from.count();
    long time = Math.max(SHORTEST, Math.min(WINDOW, nanos - from.nanos()));
    return Math.round(grown * 1e10 / time) / 10.0;
  }

  private void forget(long nanos) {
    while (points.size() > 1 && nanos - secondPoint().nanos() >= WINDOW) {
      points.removeFirst();
    }
  }

  private Point secondPoint() {
    Point first = points.removeFirst();
    Point second = points.getFirst();
    points.addFirst(first);
    return second;
  }
}
