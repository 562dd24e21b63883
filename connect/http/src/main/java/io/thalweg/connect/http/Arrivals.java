package io.thalweg.connect.http;

/**
 * Hears of the events that the log has confirmed, so that they can be counted.
 *
 * <p>Called by many threads at once, within requests: returns at once and throws nothing.
 */
@FunctionalInterface
public interface Arrivals {

  /** Counts nothing. */
  Arrivals NONE = (stream, count, bytes) -> {};

  /**
   * Events of a request are in the log.
   *
   * @param stream that they were sent to
   * @param count at least 1
   * @param bytes of them as they stand in the log
   */
  void events(String stream, long count, long bytes);
}
