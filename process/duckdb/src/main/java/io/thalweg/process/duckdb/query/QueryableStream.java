package io.thalweg.process.duckdb.query;

import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.LakeTable;
import java.util.Optional;

/**
 * A stream that queries see as a table.
 *
 * @param stream whose topic carries its name
 * @param quality what must hold for the events in the topic
 * @param archive what holds the start of the topic; without one the whole topic is read
 */
public record QueryableStream(Stream stream, EventQuality quality, Optional<LakeTable> archive) {

  /** A stream that is archived and whose events are all good. */
  public static QueryableStream archived(Stream stream, LakeTable archive) {
    return archived(stream, EventQuality.NONE, archive);
  }

  /** A stream that is archived. */
  public static QueryableStream archived(Stream stream, EventQuality quality, LakeTable archive) {
    return new QueryableStream(stream, quality, Optional.of(archive));
  }

  /** A stream that stands in the log alone, such as the output of a pipeline. */
  public static QueryableStream inLog(Stream stream) {
    return new QueryableStream(stream, EventQuality.NONE, Optional.empty());
  }
}
