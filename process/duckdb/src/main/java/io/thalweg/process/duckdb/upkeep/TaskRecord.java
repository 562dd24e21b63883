package io.thalweg.process.duckdb.upkeep;

import io.thalweg.process.api.LakeUpkeep.Removed;
import io.thalweg.process.api.UpkeepStatus;
import io.thalweg.process.duckdb.database.DatabaseErrors;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs a task and keeps count. One thread runs it, any may ask. */
final class TaskRecord {

  private static final Logger LOG = LoggerFactory.getLogger(TaskRecord.class);

  /** One step of a task. */
  interface Step {
    /** What it took away; nothing when there was nothing to do. */
    Removed run() throws SQLException;
  }

  private final Step step;
  private volatile UpkeepStatus status;

  TaskRecord(UpkeepStatus.Task task, String subject, Step step) {
    this.step = step;
    this.status =
        new UpkeepStatus(
            task, subject, 0, 0, 0, Optional.empty(), Duration.ZERO, 0, Optional.empty());
  }

  UpkeepStatus status() {
    return status;
  }

  /** Whether it did something. What goes wrong is told once and tried again the next time. */
  boolean run() {
    long start = System.nanoTime();
    try (MDC.MDCCloseable subject = MDC.putCloseable("stream", status.subject())) {
      Removed removed = step.run();
      boolean worked = !removed.equals(Removed.NOTHING);
      status = after(removed, worked, Duration.ofNanos(System.nanoTime() - start));
      return worked;
    } catch (SQLException | RuntimeException e) {
      String message = DatabaseErrors.oneLine(e);
      if (!status.error().equals(Optional.of(message))) {
        LOG.warn("{} of {} failed, trying again: {}", status.task(), status.subject(), message, e);
      }
      status = failed(message, Duration.ofNanos(System.nanoTime() - start));
      return false;
    }
  }

  private UpkeepStatus after(Removed removed, boolean worked, Duration time) {
    return new UpkeepStatus(
        status.task(),
        status.subject(),
        status.runs() + (worked ? 1 : 0),
        status.items() + removed.files(),
        status.bytes() + removed.bytes(),
        worked ? Optional.of(Instant.now()) : status.last(),
        status.took().plus(time),
        0,
        Optional.empty());
  }

  private UpkeepStatus failed(String message, Duration time) {
    return new UpkeepStatus(
        status.task(),
        status.subject(),
        status.runs(),
        status.items(),
        status.bytes(),
        status.last(),
        status.took().plus(time),
        status.failures() + 1,
        Optional.of(message));
  }
}
