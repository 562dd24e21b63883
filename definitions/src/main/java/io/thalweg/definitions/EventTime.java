package io.thalweg.definitions;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Which field of a stream is the time that windows go by: when its events happened, or when the log
 * got them, which is processing time.
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
 * @param ofLog whether it is the time at which the log got the event, so that no event carries it
 */
public record EventTime(
    String field, Duration lateness, Duration idleness, Optional<Duration> ahead, boolean ofLog) {

  public static final Duration DEFAULT_IDLENESS = Duration.ofSeconds(30);

  /** Far more than clocks differ that are set at all, less than a wrong time zone. */
  public static final Duration DEFAULT_AHEAD = Duration.ofHours(1);

  /**
   * How far the log's clock may step back, and how long a record may be on its way into the log
   * with a time that it has got already, before a row by processing time is late.
   */
  public static final Duration OF_LOG_LATENESS = Duration.ofSeconds(1);

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

  /** An event time that events carry. */
  public EventTime(String field, Duration lateness, Duration idleness, Optional<Duration> ahead) {
    this(field, lateness, idleness, ahead, false);
  }

  /**
   * Processing time.
   *
   * @param column the name that SQL knows it by
   */
  public static EventTime ofLog(String column) {
    return new EventTime(column, OF_LOG_LATENESS, DEFAULT_IDLENESS, Optional.empty(), true);
  }

  /** An event time that may lie in the future as far as it likes. */
  public EventTime(String field, Duration lateness, Duration idleness) {
    this(field, lateness, idleness, Optional.empty());
  }
}
