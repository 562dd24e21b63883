package io.thalweg.definitions;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Which field of a stream is its event time.
 *
 * @param field the name of a field of type timestamp
 * @param lateness how far an event may lie behind the largest event time seen before it in its
 *     partition and still count; at least zero
 * @param idleness how long a partition may be silent, in processing time, before the watermark no
 *     longer waits for it; positive
 * @param ahead how far an event time may lie ahead of the moment at which the log got the event; an
 *     event further in the future is no event of the stream, so that one wrong clock does not close
 *     everybody's windows. At least zero; empty for topics that pipelines write, whose times are
 *     computed
 */
public record EventTime(
    String field, Duration lateness, Duration idleness, Optional<Duration> ahead) {

  public static final Duration DEFAULT_IDLENESS = Duration.ofSeconds(30);

  /** Far more than clocks differ that are set at all, less than a wrong time zone. */
  public static final Duration DEFAULT_AHEAD = Duration.ofHours(1);

  public EventTime {
    Objects.requireNonNull(field);
    if (lateness.isNegative()) {
      throw new IllegalArgumentException("lateness is negative: " + lateness);
    }
    if (idleness.isNegative() || idleness.isZero()) {
      throw new IllegalArgumentException("idleness is not positive: " + idleness);
    }
    if (ahead.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("ahead is negative: " + ahead);
    }
  }

  /** An event time that may lie in the future as far as it likes. */
  public EventTime(String field, Duration lateness, Duration idleness) {
    this(field, lateness, idleness, Optional.empty());
  }
}
