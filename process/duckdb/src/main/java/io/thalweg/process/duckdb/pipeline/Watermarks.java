package io.thalweg.process.duckdb.pipeline;

import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.batch.EventBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Knows which partitions are idle, and from that the watermark: the least of what the partitions
 * that are not idle promise, over all streams that have an event time. A partition promises its
 * greatest event time less the lateness, or what a control record of it says.
 *
 * <p>The partition that was active last never counts as idle: when all are silent, the watermark
 * stands still. For one thread; instants are those of {@link System#nanoTime}.
 */
final class Watermarks {

  /** Whether all records of a partition have been read. */
  @FunctionalInterface
  interface AtEnd {
    boolean test(int source, int partition);
  }

  /** A partition of one of the streams. */
  private static final class Partition {
    final int source;
    final int number;
    final long latenessMicros;
    final long idlenessNanos;
    long lastActive;
    long waitingSince;
    boolean idle;

    Partition(int source, int number, EventTime time, long now) {
      this.source = source;
      this.number = number;
      this.latenessMicros = EventBatch.micros(time.lateness());
      this.idlenessNanos = time.idleness().toNanos();
      this.lastActive = now;
      this.waitingSince = now;
    }

    long promise(Progress progress) {
      Progress.Source of = progress.sources().get(source);
      return Math.max(less(of.maxTimes().get(number), latenessMicros), of.carried().get(number));
    }
  }

  private final List<Partition> partitions = new ArrayList<>();
  private final AtEnd isAtEnd;

  /**
   * @param isAtEnd asked only for partitions that have been silent for long
   * @param now when waiting begins
   */
  Watermarks(List<Stream> sources, AtEnd isAtEnd, long now) {
    this.isAtEnd = isAtEnd;
    for (int source = 0; source < sources.size(); source++) {
      Stream stream = sources.get(source);
      for (int p = 0; stream.eventTime().isPresent() && p < stream.partitions(); p++) {
        partitions.add(new Partition(source, p, stream.eventTime().get(), now));
      }
    }
  }

  /** Sees which partitions a batch holds records of. */
  void observe(int source, EventBatch batch, long now) {
    for (Partition partition : partitions) {
      if (partition.source == source && batch.touches(partition.number)) {
        partition.lastActive = now;
        partition.waitingSince = now;
        partition.idle = false;
      }
    }
  }

  /** The watermark now; at least that of the progress. */
  long advance(Progress progress, long now) {
    updateIdle(now);
    long least = Long.MAX_VALUE;
    for (Partition partition : partitions) {
      if (!partition.idle || wasActiveLast(partition)) {
        least = Math.min(least, partition.promise(progress));
      }
    }
    return Math.max(progress.watermark(), least);
  }

  /** How long until a partition may become idle; empty of meaning beyond a day. */
  Duration untilIdle(long now) {
    long nanos = Duration.ofDays(1).toNanos();
    for (Partition partition : partitions) {
      if (!partition.idle && !wasActiveLast(partition)) {
        nanos =
            Math.min(nanos, Math.max(0, partition.waitingSince + partition.idlenessNanos - now));
      }
    }
    return Duration.ofNanos(nanos);
  }

  /**
   * For each partition of a source, the event time below which a row is late by what came before.
   */
  long[] lateBelow(int source, Progress progress) {
    List<Long> maxTimes = progress.sources().get(source).maxTimes();
    long[] lateBelow = new long[maxTimes.size()];
    Arrays.fill(lateBelow, EventBatch.NO_TIME);
    for (Partition partition : partitions) {
      if (partition.source == source) {
        lateBelow[partition.number] =
            less(maxTimes.get(partition.number), partition.latenessMicros);
      }
    }
    return lateBelow;
  }

  private void updateIdle(long now) {
    for (Partition partition : partitions) {
      if (!partition.idle && now - partition.waitingSince >= partition.idlenessNanos) {
        partition.idle = isAtEnd.test(partition.source, partition.number);
        partition.waitingSince = now;
      }
    }
  }

  private boolean wasActiveLast(Partition partition) {
    return partitions.stream().noneMatch(other -> other.lastActive - partition.lastActive > 0);
  }

  private static long less(long time, long micros) {
    return time == EventBatch.NO_TIME ? time : Math.subtractExact(time, micros);
  }
}
