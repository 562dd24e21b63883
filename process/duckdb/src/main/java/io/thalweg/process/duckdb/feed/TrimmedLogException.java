package io.thalweg.process.duckdb.feed;

import io.thalweg.buffer.Offsets;

/** A reader stands before the first record that its topic still has. */
public class TrimmedLogException extends RuntimeException {

  public TrimmedLogException(String topic, Offsets position, Offsets beginnings) {
    super(
        ("topic \"%s\" has been read up to %s, but begins at %s now: %d records were removed before"
                + " they were read")
            .formatted(topic, position, beginnings, position.until(beginnings)));
  }
}
