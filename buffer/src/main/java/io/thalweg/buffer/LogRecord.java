package io.thalweg.buffer;

import java.util.List;

/**
 * A record as it stands in the log.
 *
 * @param timestampMillis that its producer gave it
 * @param key null for none
 * @param value null for none
 */
public record LogRecord(
    long offset, long timestampMillis, byte[] key, byte[] value, List<Header> headers) {

  /**
   * A header of a record.
   *
   * @param value null for none
   */
  public record Header(String name, byte[] value) {}
}
