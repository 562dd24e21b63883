package io.thalweg.buffer;

import java.time.Duration;
import java.util.Optional;

/** Whether there is room for more events. Safe for use by many threads; answers at once. */
@FunctionalInterface
public interface Room {

  /** For those who look after their disk themselves. */
  Room UNLIMITED = Optional::empty;

  /** Why events are not taken now; empty while they are. */
  Optional<Shortage> shortage();

  /**
   * What is missing.
   *
   * @param message one line: what is used up
   * @param hint what to do about it
   * @param retryAfter when it may be over
   */
  record Shortage(String message, String hint, Duration retryAfter) {}
}
