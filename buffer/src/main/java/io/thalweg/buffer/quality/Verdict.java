package io.thalweg.buffer.quality;

import io.thalweg.buffer.decode.Rejection;
import java.util.List;
import java.util.Objects;

/**
 * What is to happen to an event.
 *
 * @param outcome what happens
 * @param rule that decides it, by its name; empty for an event of the stream
 * @param rejection why, for people; null for an event of the stream and for a duplicate
 * @param warnings rules that the event breaks and that only count; empty if it is not in the stream
 */
public record Verdict(Outcome outcome, String rule, Rejection rejection, List<String> warnings) {

  /** What happens to an event. */
  public enum Outcome {
    /** It is an event of the stream. */
    GOOD,
    /** It is an event of the stream that stands in the log already and counts there. */
    DUPLICATE,
    /** It is accepted, but goes to the quarantine. */
    QUARANTINED,
    /** It is refused where its sender can be told, else it goes to the quarantine. */
    REFUSED
  }

  /** Nothing is wrong. */
  public static final Verdict GOOD = new Verdict(Outcome.GOOD, "", null, List.of());

  /** The event has been seen before. */
  public static final Verdict DUPLICATE = new Verdict(Outcome.DUPLICATE, "", null, List.of());

  public Verdict {
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(rule);
    warnings = List.copyOf(warnings);
  }

  /** Whether the event counts in the stream. */
  public boolean isGood() {
    return outcome == Outcome.GOOD;
  }
}
