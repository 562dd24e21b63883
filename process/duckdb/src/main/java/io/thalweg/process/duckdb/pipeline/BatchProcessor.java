package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.batch.Lateness;
import io.thalweg.sql.streaming.Clock;
import io.thalweg.sql.streaming.StreamingPlan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a pipeline does with batches and with time passing. It keeps the progress of the last
 * committed transaction; after an error the same batch can be given again, with a new session. For
 * one thread.
 */
final class BatchProcessor {

  /** Readers are told a watermark that moves with every row no more often than this. */
  private static final Duration ANNOUNCE_EVERY = Duration.ofSeconds(1);

  private final StreamingPlan plan;
  private final Optional<Clock> announced;
  private final Optional<Watermarks> watermarks;
  private Progress progress;
  private long announcedUpTo;
  private long announcedAt;

  /**
   * @param announces whether its topics carry watermarks
   */
  BatchProcessor(StreamingPlan plan, boolean announces, Progress progress, Watermarks.Ends ends) {
    this.plan = plan;
    this.progress = progress;
    this.announced =
        plan.eventTime().filter(time -> announces).map(StreamingPlan.OutputTime::clock);
    long now = System.nanoTime();
    this.announcedUpTo = announcement(progress.watermark());
    this.announcedAt = now - ANNOUNCE_EVERY.toNanos();
    boolean timed = plan.sources().stream().anyMatch(source -> source.eventTime().isPresent());
    this.watermarks =
        timed && (plan.hasLateRows() || announced.isPresent())
            ? Optional.of(new Watermarks(plan.sources(), ends, now))
            : Optional.empty();
  }

  Progress progress() {
    return progress;
  }

  /** Processes a batch of a source in one transaction. */
  void process(int source, EventBatch batch, PipelineSession session) throws SQLException {
    long now = System.nanoTime();
    watermarks.ifPresent(marks -> marks.observe(source, batch, now));
    progress =
        session.transaction(
            tx -> {
              Lateness lateness = lateness(source, batch);
              long late = plan.hasLateRows() ? batch.lateRows(lateness) : 0;
              Progress read = withWatermark(progress.after(source, batch, late), now);
              Progress after = tx.process(batch, lateness, read, progress.watermark());
              return announce(after, now, tx);
            });
    committed(now);
  }

  /** Lets time pass, with a transaction where that has an effect. */
  void tick(PipelineSession session) throws SQLException {
    if (watermarks.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    Progress next = withWatermark(progress, now);
    if (plan.closes(progress.watermark(), next.watermark())
        || announcementIsDue(next.watermark(), now)) {
      progress =
          session.transaction(tx -> announce(tx.advance(next, progress.watermark()), now, tx));
      committed(now);
    }
  }

  /** Takes over where something beside batches has brought the pipeline. */
  void moved(Progress to) {
    progress = to;
  }

  /** How long to wait for the next batch before a tick. */
  Duration patience() {
    if (watermarks.isEmpty()) {
      return Duration.ofDays(1);
    }
    long now = System.nanoTime();
    Duration untilMove = watermarks.get().untilMove(now).plusMillis(1);
    if (announcement(progress.watermark()) > announcedUpTo) {
      Duration untilDue = ANNOUNCE_EVERY.minusNanos(now - announcedAt).plusMillis(1);
      return untilDue.compareTo(untilMove) < 0 ? untilDue : untilMove;
    }
    return untilMove;
  }

  private Progress withWatermark(Progress before, long now) {
    return watermarks.map(marks -> before.withWatermark(marks.advance(before, now))).orElse(before);
  }

  private Progress announce(Progress after, long now, PipelineSession tx) throws SQLException {
    return announcementIsDue(after.watermark(), now)
        ? tx.announce(announcement(after.watermark()), after)
        : after;
  }

  private void committed(long now) {
    if (announcementIsDue(progress.watermark(), now)) {
      announcedUpTo = announcement(progress.watermark());
      announcedAt = now;
    }
  }

  private boolean announcementIsDue(long watermark, long now) {
    return announcement(watermark) > announcedUpTo
        && (announced.orElseThrow().goesByWindows()
            || now - announcedAt >= ANNOUNCE_EVERY.toNanos());
  }

  /** What the topics' readers can be told at a watermark. */
  private long announcement(long watermark) {
    return announced
        .filter(clock -> watermark != Clock.NO_TIME)
        .map(clock -> clock.at(watermark))
        .orElse(Clock.NO_TIME);
  }

  private Lateness lateness(int source, EventBatch batch) {
    if (!plan.hasLateRows() || watermarks.isEmpty()) {
      return Lateness.none(batch.from().partitions());
    }
    return new Lateness(
        watermarks.get().lateBelow(source, progress), plan.lateBelow(progress.watermark()));
  }
}
