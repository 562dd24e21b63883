package io.thalweg.definitions;

import java.time.Duration;
import java.util.Objects;

/**
 * Which field of a stream is its event time.
 *
 * @param field the name of a field of type timestamp
 * @param lateness how far an event may lie behind the largest event time seen before it in its
 *     partition and still count; at least zero
 * @param idleness how long a partition may be silent, in processing time, before the watermark no
 *     longer waits for it; positive
 */
public record EventTime(String field, Duration lateness, Duration idleness) {

  public static final Duration DEFAULT_IDLENESS = Duration.ofSeconds(30);

  public EventTime {
    Objects.requireNonNull(field);
    if (lateness.isNegative()) {
      throw new IllegalArgumentException("lateness is negative: " + lateness);
    }
    if (idleness.isNegative() || idleness.isZero()) {
      throw new IllegalArgumentException("idleness is not positive: " + idleness);
    }
  }
}
