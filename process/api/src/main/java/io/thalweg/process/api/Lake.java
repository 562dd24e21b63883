package io.thalweg.process.api;

import io.thalweg.definitions.Stream;
import java.util.Optional;

/** Where streams are archived. Safe for use by many threads. */
public interface Lake extends AutoCloseable {

  /**
   * The table of a stream, created where there is none and widened by fields that are new.
   *
   * @throws LakeException when the stream's fields contradict the table's
   */
  LakeTable table(Stream stream);

  /**
   * Why {@link #table} would refuse a stream, in one or two sentences; empty where it would not.
   */
  default Optional<String> contradiction(Stream stream) {
    return Optional.empty();
  }

  @Override
  void close();
}
