package io.thalweg.process.api;

import io.thalweg.buffer.Offsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a pipeline is doing.
 *
 * @param name of the pipeline
 * @param state whether it runs
 * @param error why it does not, in one line
 * @param positions how far it has read each of its streams, by their names
 * @param lag records of its streams that it has not processed yet
 * @param watermark no row before it is expected any more; empty before the first row, and for
 *     pipelines without windows
 * @param rowsIn rows read since it was created
 * @param rowsOut rows put out since it was created
 * @param late rows left out as late since it was created
 * @param rates of the last ten seconds
 * @param lastError what went wrong last since the start of the process, also when all is well again
 */
public record PipelineStatus(
    String name,
    State state,
    Optional<String> error,
    Map<String, Offsets> positions,
    long lag,
    Optional<Instant> watermark,
    long rowsIn,
    long rowsOut,
    long late,
    Rates rates,
    Optional<LastError> lastError) {

  public PipelineStatus {
    positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
  }

  /** Rows a second. */
  public record Rates(double rowsIn, double rowsOut) {}

  /** Something that went wrong, in one line. */
  public record LastError(Instant at, String message) {}

  /** Whether a pipeline runs. */
  public enum State {
    RUNNING,
    FAILED,
    STOPPED
  }
}
