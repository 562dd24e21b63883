package io.thalweg.process.duckdb.query;

import io.thalweg.definitions.Stream;
import io.thalweg.process.api.LakeTable;
import java.util.Optional;

/**
 * A stream that queries see as a table.
 *
 * @param stream whose topic carries its name
 * @param archive what holds the start of the topic; without one the whole topic is read
 */
public record QueryableStream(Stream stream, Optional<LakeTable> archive) {

  /** A stream that is archived. */
  public static QueryableStream archived(Stream stream, LakeTable archive) {
    return new QueryableStream(stream, Optional.of(archive));
  }

  /** A stream that stands in the log alone, such as the output of a pipeline. */
  public static QueryableStream inLog(Stream stream) {
    return new QueryableStream(stream, Optional.empty());
  }
}
