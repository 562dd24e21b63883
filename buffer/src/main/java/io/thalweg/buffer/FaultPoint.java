package io.thalweg.buffer;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The instants at which the crash harness kills the process, each between two steps that a crash
 * must not tear apart. Without the system property {@code thalweg.fault} they do nothing.
 *
 * <p>{@code -Dthalweg.fault=AFTER_PIPELINE_COMMIT:3} halts the process, without any hook or flush,
 * when that point is reached for the third time.
 */
public enum FaultPoint {
  /** The log has acknowledged events, the client has no answer yet. */
  AFTER_LOG_ACKNOWLEDGEMENT,
  /** The log has acknowledged the changes of a table, the table has not seen them. */
  BEFORE_TABLE_COMMIT,
  /** A pipeline's transaction is complete but not committed. */
  BEFORE_PIPELINE_COMMIT,
  /** A pipeline's transaction is committed, nothing else knows. */
  AFTER_PIPELINE_COMMIT,
  /** Data files are written, the lake does not list them. */
  BEFORE_LAKE_COMMIT,
  /** The lake lists the files and offsets, nothing else knows. */
  AFTER_LAKE_COMMIT,
  /** Rows of the outbox are appended to their topic, the outbox still holds them. */
  AFTER_TOPIC_APPEND,
  /** Data files that are to replace others are written, the lake lists the old ones. */
  BEFORE_COMPACTION_COMMIT,
  /** The lake lists the files that replace others, nothing else knows. */
  AFTER_COMPACTION_COMMIT,
  /** Snapshots are forgotten, some of the files that only they had are deleted. */
  DURING_FILE_REMOVAL,
  /** The log is to forget records, and has not yet. */
  BEFORE_LOG_TRIM,
  /** The log has forgotten records, nothing else knows. */
  AFTER_LOG_TRIM;

  private final AtomicInteger countdown = new AtomicInteger(countdownOf(name()));

  private static int countdownOf(String name) {
    // Not a static field: an enum's constants are made before those are set.
    String[] parts = System.getProperty("thalweg.fault", "").split(":", 2);
    if (!parts[0].equals(name)) {
      return 0;
    }
    return parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
  }

  /** Says that the point is reached; does not return where it is armed and its turn has come. */
  public void reached() {
    if (countdown.get() > 0 && countdown.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(137);
    }
  }
}
