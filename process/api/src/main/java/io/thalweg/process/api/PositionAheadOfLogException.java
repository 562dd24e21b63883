package io.thalweg.process.api;

import io.thalweg.buffer.Offsets;

/**
 * A stored position lies behind the end of its topic: the log has lost records, as after a power
 * cut without synced writes, or another log was put in its place. Going on would skip the records
 * that come next.
 */
public class PositionAheadOfLogException extends RuntimeException {

  public PositionAheadOfLogException(String reader, String topic, Offsets position, Offsets ends) {
    super(
        ("%s has read topic \"%s\" up to %s, but the topic ends at %s: the log has lost %d records."
                + " Restore the log from where they still are, or start with an empty data folder.")
            .formatted(reader, topic, position, ends, lost(position, ends)));
  }

  private static long lost(Offsets position, Offsets ends) {
    return ends.until(position);
  }
}
