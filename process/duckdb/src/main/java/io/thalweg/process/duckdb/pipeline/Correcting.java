package io.thalweg.process.duckdb.pipeline;

import io.thalweg.definitions.Stream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How windows are computed again. Immutable.
 *
 * @param recomputation what does it; empty as long as nothing does
 * @param retention of streams that have none of their own
 */
public record Correcting(
    Supplier<Optional<Recomputation>> recomputation, Optional<Duration> retention, Clock clock) {

  /** What is removed soon is not counted on. */
  private static final Duration MARGIN = Duration.ofHours(1);

  /**
   * Rows before this time may be gone, in microseconds since 1970-01-01T00:00:00Z; the least number
   * where streams keep all.
   */
  long firstKept(List<Stream> streams) {
    return streams.stream()
        .map(stream -> stream.retention().or(() -> retention))
        .flatMap(Optional::stream)
        .map(kept -> clock.instant().minus(kept).plus(MARGIN))
        .mapToLong(time -> ChronoUnit.MICROS.between(Instant.EPOCH, time))
        .max()
        .orElse(Long.MIN_VALUE);
  }
}
