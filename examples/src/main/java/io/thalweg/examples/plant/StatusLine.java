package io.thalweg.examples.plant;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Says how it is going: a line that is drawn over where there is a terminal, otherwise a new one
 * now and then. For one thread.
 */
final class StatusLine {

  private static final Duration REDRAW = Duration.ofSeconds(1);
  private static final Duration LINE = Duration.ofSeconds(10);

  private final PrintStream out;
  private final boolean terminal;
  private long shownNanos = System.nanoTime();
  private long shownReadings = -1;
  private boolean complained;

  StatusLine(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void show(PlantFeeder.State state) {
    if (shownReadings < 0) {
      shownReadings = state.accepted();
    }
    if (state.rejected() > 0 && !complained) {
      complained = true;
      out.printf(
          "%srefused: %s%n",
          terminal ? "\r\033[K" : "", state.firstError().orElse("no reason given"));
    }
    long now = System.nanoTime();
    double seconds = (now - shownNanos) / 1e9;
    if (seconds < (terminal ? REDRAW : LINE).toMillis() / 1e3) {
      return;
    }
    String line =
        "%d machines live, %d broken down  %,.0f readings/s  %,d sent%s"
            .formatted(
                state.machines(),
                state.failed(),
                (state.accepted() - shownReadings) / seconds,
                state.accepted(),
                state.rejected() == 0 ? "" : "  %,d refused".formatted(state.rejected()));
    out.print(terminal ? "\r\033[K" + line : line + System.lineSeparator());
    out.flush();
    shownNanos = now;
    shownReadings = state.accepted();
  }
}
