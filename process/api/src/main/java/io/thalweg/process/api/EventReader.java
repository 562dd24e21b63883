package io.thalweg.process.api;

import io.thalweg.buffer.Offsets;

/**
 * Reads the events that a stream has had, from the lake and the tail of the log. Safe for use by
 * many threads.
 */
public interface EventReader {

  /**
   * Reads a page. Whatever is archived meanwhile, it holds each event once.
   *
   * @throws QueryException when the page cannot be read; {@link QueryException.Kind#INVALID} when
   *     its place lies behind the end of the log
   * @throws java.util.NoSuchElementException when there is no such stream
   */
  EventPage read(EventRequest request);

  /**
   * Behind the last event that a stream has now.
   *
   * @throws QueryException when the log does not answer
   * @throws java.util.NoSuchElementException when there is no such stream
   */
  Offsets end(String stream);
}
