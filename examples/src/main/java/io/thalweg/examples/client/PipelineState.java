package io.thalweg.examples.client;

import java.time.Instant;
import java.util.Optional;

/**
 * How a pipeline is doing.
 *
 * @param name of the pipeline
 * @param state {@code RUNNING}, {@code FAILED} or {@code STOPPED}
 * @param error why it does not run
 * @param lag records of its source that it has not processed yet
 * @param watermark every window that ends at it or before is closed
 * @param late rows it has left out as late
 */
public record PipelineState(
    String name,
    String state,
    Optional<String> error,
    long lag,
    Optional<Instant> watermark,
    long late) {}
