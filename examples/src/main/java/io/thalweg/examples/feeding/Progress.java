package io.thalweg.examples.feeding;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Shows how far something with a known end is: a bar that is drawn over where there is a terminal,
 * otherwise a line every five seconds. For one thread.
 */
public final class Progress {

  private static final int WIDTH = 30;
  private static final Duration REDRAW = Duration.ofMillis(200);
  private static final Duration LINE = Duration.ofSeconds(5);

  private final PrintStream out;
  private final boolean terminal;
  private final String unit;
  private final long end;
  private final long startNanos = System.nanoTime();
  private long shownNanos = startNanos;

  /**
   * @param unit of what is counted, plural
   * @param end the count at which it is done
   */
  public Progress(PrintStream out, boolean terminal, String unit, long end) {
    this.out = out;
    this.terminal = terminal;
    this.unit = unit;
    this.end = end;
  }

  /** Says how much is done. */
  public void reached(long count) {
    long now = System.nanoTime();
    boolean done = count >= end;
    if (!done && now - shownNanos < (terminal ? REDRAW : LINE).toNanos()) {
      return;
    }
    shownNanos = now;
    double seconds = (now - startNanos) / 1e9;
    double rate = seconds > 0 ? count / seconds : 0;
    if (terminal) {
      int filled = (int) (WIDTH * count / Math.max(1, end));
      out.printf(
          "\r[%s%s] %3d %%  %,d %s  %,.0f/s  %s  ",
          "=".repeat(filled),
          " ".repeat(WIDTH - filled),
          100 * count / Math.max(1, end),
          count,
          unit,
          rate,
          remaining(count, rate, seconds));
      if (done) {
        out.println();
      }
      out.flush();
    } else {
      out.printf(
          "%3d %%  %,d %s  %,.0f/s  %s%n",
          100 * count / Math.max(1, end), count, unit, rate, remaining(count, rate, seconds));
    }
  }

  private String remaining(long count, double rate, double seconds) {
    if (count >= end) {
      return "in " + clock((long) seconds);
    }
    return rate > 0 ? "ETA " + clock((long) ((end - count) / rate)) : "";
  }

  private static String clock(long seconds) {
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
