package io.thalweg.process.duckdb.pipeline;

import io.thalweg.definitions.EventTime;
import io.thalweg.process.duckdb.batch.EventBatch;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Knows which partitions are idle, and from that the watermark: the least of what the partitions
 * that are not idle promise. A partition promises its greatest event time less the lateness, or
 * what a control record of it says.
 *
 * <p>The partition that was active last never counts as idle: when all are silent, the watermark
 * stands still. For one thread; instants are those of {@link System#nanoTime}.
 */
final class Watermarks {

  private final long latenessMicros;
  private final long idlenessNanos;
  private final IntPredicate isAtEnd;
  private final long[] lastActive;
  private final long[] waitingSince;
  private final boolean[] idle;

  /**
   * @param isAtEnd whether all records of a partition have been read; asked only for those that
   *     have been silent for long
   * @param now when waiting begins
   */
  Watermarks(EventTime time, int partitions, IntPredicate isAtEnd, long now) {
    this.latenessMicros = EventBatch.micros(time.lateness());
    this.idlenessNanos = time.idleness().toNanos();
    this.isAtEnd = isAtEnd;
    this.lastActive = new long[partitions];
    this.waitingSince = new long[partitions];
    this.idle = new boolean[partitions];
    Arrays.fill(lastActive, now);
    Arrays.fill(waitingSince, now);
  }

  /** Sees which partitions a batch holds records of. */
  void observe(EventBatch batch, long now) {
    for (int p = 0; p < idle.length; p++) {
      if (batch.touches(p)) {
        lastActive[p] = now;
        waitingSince[p] = now;
        idle[p] = false;
      }
    }
  }

  /** The watermark now; at least that of the progress. */
  long advance(Progress progress, long now) {
    updateIdle(now);
    long least = Long.MAX_VALUE;
    for (int p = 0; p < idle.length; p++) {
      if (!idle[p] || wasActiveLast(p)) {
        least = Math.min(least, promise(progress, p));
      }
    }
    return Math.max(progress.watermark(), least);
  }

  /** How long until a partition may become idle; empty of meaning beyond a day. */
  Duration untilIdle(long now) {
    long nanos = Duration.ofDays(1).toNanos();
    for (int p = 0; p < idle.length; p++) {
      if (!idle[p] && !wasActiveLast(p)) {
        nanos = Math.min(nanos, Math.max(0, waitingSince[p] + idlenessNanos - now));
      }
    }
    return Duration.ofNanos(nanos);
  }

  /** For each partition, the event time below which a row is late by what came before. */
  long[] lateBelow(Progress progress) {
    return progress.maxTimes().stream().mapToLong(this::lessLateness).toArray();
  }

  private void updateIdle(long now) {
    for (int p = 0; p < idle.length; p++) {
      if (!idle[p] && now - waitingSince[p] >= idlenessNanos) {
        idle[p] = isAtEnd.test(p);
        waitingSince[p] = now;
      }
    }
  }

  private boolean wasActiveLast(int partition) {
    for (long other : lastActive) {
      if (other - lastActive[partition] > 0) {
        return false;
      }
    }
    return true;
  }

  private long promise(Progress progress, int partition) {
    return Math.max(
        lessLateness(progress.maxTimes().get(partition)), progress.carried().get(partition));
  }

  private long lessLateness(long time) {
    return time == EventBatch.NO_TIME ? time : Math.subtractExact(time, latenessMicros);
  }
}
