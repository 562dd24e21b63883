package io.thalweg.process.api;

import io.thalweg.definitions.Stream;

/** Where streams are archived. Safe for use by many threads. */
public interface Lake extends AutoCloseable {

  /**
   * The table of a stream, created where there is none and widened by fields that are new.
   *
   * @throws LakeException when the stream's fields contradict the table's
   */
  LakeTable table(Stream stream);

  @Override
  void close();
}
