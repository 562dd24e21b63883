package io.thalweg.examples.plant.model;

import java.time.Instant;
import java.util.Locale;

/**
 * What a machine's control says when something changes.
 *
 * @param machine whose it is
 * @param time when it happened, with milliseconds
 * @param state that it is in from now on
 */
public record MachineEvent(Machine machine, Instant time, State state) {

  /** What a machine is doing. */
  public enum State {
    /** It works. */
    RUNNING,
    /** It has nothing to do. */
    IDLE,
    /** It has broken down and stands still until it is mended. */
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Appends the event as a line of JSON. */
  public void appendTo(StringBuilder out) {
    Lines.begin(out, machine, time).append(",\"state\":\"").append(state).append("\"}\n");
  }
}
