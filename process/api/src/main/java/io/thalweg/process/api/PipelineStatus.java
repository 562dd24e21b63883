package io.thalweg.process.api;

import io.thalweg.buffer.Offsets;
import java.time.Instant;
import java.util.Optional;

/**
 * How a pipeline is doing.
 *
 * @param name of the pipeline
 * @param state whether it runs
 * @param error why it does not, in one line
 * @param position how far it has read its source
 * @param lag records of its source that it has not processed yet
 * @param watermark no row before it is expected any more; empty before the first row, and for
 *     pipelines without windows
 * @param rowsIn rows read since it was created
 * @param rowsOut rows put out since it was created
 * @param late rows left out as late since it was created
 */
public record PipelineStatus(
    String name,
    State state,
    Optional<String> error,
    Offsets position,
    long lag,
    Optional<Instant> watermark,
    long rowsIn,
    long rowsOut,
    long late) {

  /** Whether a pipeline runs. */
  public enum State {
    RUNNING,
    FAILED,
    STOPPED
  }
}
