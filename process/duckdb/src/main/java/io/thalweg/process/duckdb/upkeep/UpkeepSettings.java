package io.thalweg.process.duckdb.upkeep;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How the archive and the log are looked after.
 *
 * @param interval between two rounds
 * @param rarely between two looks for what takes longer to find: orphans, files half of whose rows
 *     are too old
 * @param fileBytes of a data file that is large enough
 * @param filesAtOnce of about one size that are put together, at least 2
 * @param snapshotAge that snapshots reach before they are forgotten, so that other programs that
 *     read the lake can end
 * @param orphanAge that a file reaches which nothing names
 * @param memoryBytes for sorting, beside Java's heap
 * @param log what the log keeps
 * @param retention of streams that have none of their own; by event time
 * @param clock what rows and records grow old by
 */
public record UpkeepSettings(
    Duration interval,
    Duration rarely,
    long fileBytes,
    int filesAtOnce,
    Duration snapshotAge,
    Duration orphanAge,
    long memoryBytes,
    LogRetention log,
    Optional<Duration> retention,
    Clock clock) {

  public static final UpkeepSettings DEFAULT =
      new UpkeepSettings(
          Duration.ofSeconds(15),
          Duration.ofHours(1),
          128L << 20,
          8,
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          256L << 20,
          new LogRetention(false, Duration.ofDays(7), false, Duration.ofDays(30), () -> false),
          Optional.empty(),
          Clock.systemUTC());

  public UpkeepSettings {
    if (filesAtOnce < 2 || fileBytes < 1 || memoryBytes < 1 || interval.isNegative()) {
      throw new IllegalArgumentException("upkeep needs two files, memory and an interval");
    }
  }

  /** The same, for another log and other streams. */
  public UpkeepSettings with(LogRetention log, Optional<Duration> retention) {
    return new UpkeepSettings(
        interval,
        rarely,
        fileBytes,
        filesAtOnce,
        snapshotAge,
        orphanAge,
        memoryBytes,
        log,
        retention,
        clock);
  }

  /**
   * What the log keeps, beside what is not archived or not read yet.
   *
   * @param trims whether records of streams are removed at all
   * @param keep how long they stay at least
   * @param trimsResults whether records that pipelines wrote are removed at all
   * @param keepResults how long they stay
   * @param diskIsShort whether space is needed so much that {@code keep} does not count
   */
  public record LogRetention(
      boolean trims,
      Duration keep,
      boolean trimsResults,
      Duration keepResults,
      BooleanSupplier diskIsShort) {}
}
