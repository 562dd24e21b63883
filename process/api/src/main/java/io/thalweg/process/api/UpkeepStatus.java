package io.thalweg.process.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How one kind of upkeep of one stream or topic is doing, since the start of the process.
 *
 * @param task what is done
 * @param subject the stream or topic
 * @param runs that did something
 * @param items that went: data files, records of the log
 * @param bytes of these, where it is known
 * @param last when it last did something
 * @param took how long it has worked in all
 * @param failures in a row; 0 when all is well
 * @param error why it failed last, in one line
 */
public record UpkeepStatus(
    Task task,
    String subject,
    long runs,
    long items,
    long bytes,
    Optional<Instant> last,
    Duration took,
    long failures,
    Optional<String> error) {

  /** A kind of upkeep. */
  public enum Task {
    /** Small data files are put together. */
    COMPACTION,
    /** Rows and files beyond the stream's retention go. */
    RETENTION,
    /** Old snapshots are forgotten, with the files that only they had. */
    SNAPSHOTS,
    /** Files go that nothing names. */
    ORPHANS,
    /** The log is trimmed. */
    LOG
  }
}
