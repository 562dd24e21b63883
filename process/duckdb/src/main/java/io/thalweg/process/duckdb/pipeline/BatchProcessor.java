package io.thalweg.process.duckdb.pipeline;

import io.thalweg.definitions.EventTime;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.batch.Lateness;
import io.thalweg.sql.streaming.StreamingPlan.WindowAggregation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What a pipeline does with batches and with time passing. It keeps the progress of the last
 * committed transaction; after an error the same batch can be given again, with a new session. For
 * one thread.
 */
final class BatchProcessor {

  /** A pipeline without windows tells its readers the watermark no more often than this. */
  private static final Duration ANNOUNCE_EVERY = Duration.ofSeconds(1);

  private final Optional<WindowAggregation> window;
  private final boolean announces;
  private final Optional<Watermarks> watermarks;
  private Progress progress;
  private long announced;
  private long announcedAt;

  BatchProcessor(
      Optional<WindowAggregation> window,
      Optional<EventTime> eventTime,
      boolean announces,
      Progress progress,
      IntPredicate isAtEnd) {
    this.window = window;
    this.announces = announces;
    this.progress = progress;
    this.announced = progress.watermark();
    long now = System.nanoTime();
    this.announcedAt = now - ANNOUNCE_EVERY.toNanos();
    this.watermarks =
        eventTime
            .filter(time -> window.isPresent() || announces)
            .map(time -> new Watermarks(time, progress.position().partitions(), isAtEnd, now));
  }

  Progress progress() {
    return progress;
  }

  /** Processes a batch in one transaction. */
  void process(EventBatch batch, PipelineSession session) throws SQLException {
    long now = System.nanoTime();
    watermarks.ifPresent(marks -> marks.observe(batch, now));
    progress =
        session.transaction(
            tx -> {
              Progress after =
                  window.isPresent()
                      ? tx.collect(batch, lateness(), progress)
                      : tx.pass(batch, progress);
              return advance(after, now, tx);
            });
    committed(now);
  }

  /** Lets partitions become idle, with a transaction where that has an effect. */
  void tick(PipelineSession session) throws SQLException {
    if (watermarks.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    long watermark = watermarks.get().advance(progress, now);
    boolean closes = closedBelow(watermark) > closedBelow(progress.watermark());
    if (closes || announcementIsDue(watermark, now)) {
      progress = session.transaction(tx -> advance(progress, now, tx));
      committed(now);
    }
  }

  /** How long to wait for the next batch before a tick. */
  Duration patience() {
    if (watermarks.isEmpty()) {
      return Duration.ofDays(1);
    }
    long now = System.nanoTime();
    Duration untilIdle = watermarks.get().untilIdle(now).plusMillis(1);
    if (announces && window.isEmpty() && progress.watermark() > announced) {
      Duration untilDue = ANNOUNCE_EVERY.minusNanos(now - announcedAt).plusMillis(1);
      return untilDue.compareTo(untilIdle) < 0 ? untilDue : untilIdle;
    }
    return untilIdle;
  }

  private Progress advance(Progress before, long now, PipelineSession tx) throws SQLException {
    if (watermarks.isEmpty()) {
      return before;
    }
    long watermark = watermarks.get().advance(before, now);
    Progress after = before.withWatermark(watermark);
    if (window.isPresent()) {
      long closedBelow = closedBelow(watermark);
      if (closedBelow > closedBelow(before.watermark())) {
        after = tx.close(closedBelow, after);
        return announces ? tx.announce(closedBelow, after) : after;
      }
    } else if (announcementIsDue(watermark, now)) {
      return tx.announce(watermark, after);
    }
    return after;
  }

  private void committed(long now) {
    if (announces && window.isEmpty() && announcementIsDue(progress.watermark(), now)) {
      announced = progress.watermark();
      announcedAt = now;
    }
  }

  private boolean announcementIsDue(long watermark, long now) {
    return announces
        && window.isEmpty()
        && watermark > announced
        && now - announcedAt >= ANNOUNCE_EVERY.toNanos();
  }

  private Lateness lateness() {
    return new Lateness(
        watermarks.orElseThrow().lateBelow(progress), closedBelow(progress.watermark()));
  }

  private long closedBelow(long watermark) {
    return window
        .map(aggregation -> WindowState.closedBelow(aggregation, watermark))
        .orElse(EventBatch.NO_TIME);
  }
}
