package io.thalweg.process.api;

import io.thalweg.buffer.Offsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A page of a stream's events that is asked for.
 *
 * @param stream its name
 * @param fields that each row is to have, in this order; names of the stream's fields, {@link
 *     LakeTable#PARTITION_COLUMN} or {@link LakeTable#OFFSET_COLUMN}; at least one
 * @param filter which events
 * @param place in which order, and from where on
 * @param rows of the page at most, at least 1
 * @param size of the page, roughly in bytes; exceeded by one row at most
 */
public record EventRequest(
    String stream, List<String> fields, Filter filter, Place place, int rows, long size) {

  public EventRequest {
    Objects.requireNonNull(stream);
    fields = List.copyOf(fields);
    if (fields.isEmpty() || rows < 1 || size < 1) {
      throw new IllegalArgumentException("a page has fields, rows and a size");
    }
  }

  /**
   * Which events are wanted.
   *
   * @param key the value of the stream's key as {@link QueryResult#value} gives it; empty for any
   * @param from the least event time, inclusive; empty for any
   * @param to the event time behind the last, exclusive; empty for any
   */
  public record Filter(Optional<Object> key, Optional<Instant> from, Optional<Instant> to) {

    /** Wants all. */
    public static final Filter ALL =
        new Filter(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** An order of a stream's events and a place in it. */
  public sealed interface Place {}

  /**
   * As they came: in the order of the log.
   *
   * @param position of the first event that is wanted
   */
  public record Forward(Offsets position) implements Place {}

  /**
   * The latest first, by event time, of those before a position of the log; where the stream has no
   * event time, by their offsets.
   *
   * @param end behind the last event that is wanted; it stays the same from page to page, so that
   *     what comes in between moves no page
   * @param before the event that the page before ended with; empty for the first page
   */
  public record Backward(Offsets end, Optional<Seen> before) implements Place {}

  /**
   * The last event of a page that goes backward.
   *
   * @param micros its event time in microseconds since 1970; 0 for one without
   * @param partition in the log
   * @param offset in the log
   */
  public record Seen(long micros, int partition, long offset) {}
}
