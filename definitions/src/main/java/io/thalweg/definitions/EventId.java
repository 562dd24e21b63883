package io.thalweg.definitions;

import java.time.Duration;
import java.util.Objects;

/**
 * What tells the events of a stream apart, so that one that its sender repeats counts once.
 *
 * @param field the name of a field of type string, int or long that every event has; events are the
 *     same when it and the stream's key, if there is one, are
 * @param within how long after an event another one of the same id is its duplicate, by the log's
 *     time; positive, at most {@link #LONGEST}
 */
public record EventId(String field, Duration within) {

  /** Longer than senders repeat. */
  public static final Duration DEFAULT_WITHIN = Duration.ofHours(1);

  /** The ids of all that time are in memory, and read again at a start. */
  public static final Duration LONGEST = Duration.ofDays(7);

  public EventId {
    Objects.requireNonNull(field);
    if (within.isNegative() || within.isZero() || within.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("an id counts as seen for up to 7 days, not " + within);
    }
  }
}
