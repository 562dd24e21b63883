package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.api.PipelineStatus.LastError;
import io.thalweg.process.api.PipelineStatus.Rates;
import java.time.Instant;
import java.util.Optional;

/** What is known of a pipeline beyond one run of it. Safe for use by many threads. */
final class PipelineHealth {

  private final Rate in = new Rate();
  private final Rate out = new Rate();
  private volatile Optional<LastError> lastError = Optional.empty();

  /** The pipeline has come so far now. */
  void reached(Progress progress) {
    long now = System.nanoTime();
    in.count(now, progress.rowsIn());
    out.count(now, progress.rowsOut());
  }

  /** Something went wrong. */
  void failed(String message) {
    lastError = Optional.of(new LastError(Instant.now(), message));
  }

  Rates rates() {
    long now = System.nanoTime();
    return new Rates(in.perSecond(now), out.perSecond(now));
  }

  Optional<LastError> lastError() {
    return lastError;
  }
}
