package io.thalweg.process.duckdb.archive;

import java.time.Duration;

/**
 * When batches go to the lake: as soon as one of the bounds is reached.
 *
 * @param rows of a commit, exceeded by one batch at most
 * @param bytes of decoded rows in memory, exceeded by one batch at most
 * @param time since the first of them was read
 */
public record ArchiveSettings(long rows, long bytes, Duration time) {

  public static final ArchiveSettings DEFAULT =
      new ArchiveSettings(1_000_000, 64L << 20, Duration.ofSeconds(10));
}
