package io.thalweg.process.api;

import io.thalweg.buffer.Offsets;
import java.util.Optional;

/**
 * The events of streams as they come. However many follow a stream, its log is read once. Safe for
 * use by many threads.
 */
public interface LiveEvents {

  /**
   * Follows a stream until the tail is closed.
   *
   * @param arrived called when there are new events, by a thread that must not be kept
   * @throws java.util.NoSuchElementException when there is no such stream
   * @throws io.thalweg.buffer.LogException when the log does not answer
   */
  Tail follow(String stream, Runnable arrived);

  /** The latest events of a stream, held in memory. Safe for use by many threads. */
  interface Tail extends AutoCloseable {

    /** Behind the last event that has come. */
    Offsets end();

    /** Before the first event that is held. */
    Offsets begin();

    /**
     * Gives the events behind a position, partition by partition, until the visitor has enough or
     * there are no more. Never waits.
     *
     * @return the position behind the last event given; empty when events behind the position are
     *     not held any more and none was given
     */
    Optional<Offsets> read(Offsets position, Visitor visitor);

    @Override
    void close();
  }

  /** Takes events one by one. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Takes an event; it is only valid during the call.
     *
     * @return whether more are wanted
     */
    boolean event(Event event);
  }

  /** An event. */
  interface Event {
    int partition();

    long offset();

    /**
     * A value as {@link QueryResult#value} gives it.
     *
     * @param field position in the stream's fields, from 0
     */
    Object value(int field);
  }
}
