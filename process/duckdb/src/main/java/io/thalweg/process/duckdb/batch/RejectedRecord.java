package io.thalweg.process.duckdb.batch;

import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.decode.Rejection;
import java.util.Arrays;

/**
 * A record of the log that is not an event of its stream, by its form or by the stream's quality.
 *
 * @param partition where it stands
 * @param offset where it stands
 * @param timestampMillis when it was appended, in milliseconds since 1970
 * @param rule of the stream's quality that it breaks; empty if it is no event at all
 * @param rejection why it is refused
 * @param raw the record's value, at most {@link #MAX_RAW_BYTES}, belongs to this record; empty for
 *     a record without a value
 * @param rawBytes how long the value is in the log
 */
public record RejectedRecord(
    int partition,
    long offset,
    long timestampMillis,
    String rule,
    Rejection rejection,
    byte[] raw,
    int rawBytes) {

  /** What is kept of a record's value: all that could ever be an event. */
  public static final int MAX_RAW_BYTES = EventDecoder.MAX_EVENT_BYTES;

  static RejectedRecord of(
      int partition,
      long offset,
      long timestampMillis,
      String rule,
      Rejection rejection,
      byte[] value) {
    byte[] kept = value.length <= MAX_RAW_BYTES ? value : Arrays.copyOf(value, MAX_RAW_BYTES);
    return new RejectedRecord(
        partition, offset, timestampMillis, rule, rejection, kept, value.length);
  }
}
