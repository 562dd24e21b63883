package io.thalweg.process.duckdb.pipeline;

import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.batch.EventBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Knows which partitions are idle, and from that the watermark: the least of what the partitions
 * that are not idle promise, over all streams that have an event time. A partition promises its
 * greatest event time less the lateness, or what a control record of it says.
 *
 * <p>The partition that was active last never counts as idle: when all are silent, the watermark
 * stands still. Not so by processing time: what comes behind the end of a partition comes later
 * than now, so that a partition that is read to its end promises the present, less the lateness.
 * Beside one of these all partitions by event time may be idle. For one thread; instants are those
 * of {@link System#nanoTime}.
 */
final class Watermarks {

  /** How often the end of a topic by processing time is looked at. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /** Where topics end. */
  @FunctionalInterface
  interface Ends {
    /** Of a source; empty while the log does not answer. */
    Optional<Offsets> of(int source);
  }

  /** A partition of one of the streams. */
  private static final class Partition {
    final int source;
    final int number;
    final long latenessMicros;
    final long idlenessNanos;
    final boolean ofLog;
    long readUpTo = EventBatch.NO_TIME;
    long lastActive;
    long waitingSince;
    boolean idle;

    Partition(int source, int number, EventTime time, long now) {
      this.source = source;
      this.number = number;
      this.latenessMicros = EventBatch.micros(time.lateness());
      this.idlenessNanos = time.idleness().toNanos();
      this.ofLog = time.ofLog();
      this.lastActive = now;
      this.waitingSince = now;
    }

    long promise(Progress progress) {
      Progress.Source of = progress.sources().get(source);
      long time = Math.max(of.maxTimes().get(number), readUpTo);
      return Math.max(less(time, latenessMicros), of.carried().get(number));
    }
  }

  private final List<Partition> partitions = new ArrayList<>();
  private final List<Integer> ofLog = new ArrayList<>();
  private final Ends ends;
  private long lookedAt;

  /**
   * @param ends asked when a partition has been silent for long, and now and then by processing
   *     time
   * @param now when waiting begins
   */
  Watermarks(List<Stream> sources, Ends ends, long now) {
    this.ends = ends;
    this.lookedAt = now - LOOK_EVERY.toNanos();
    for (int source = 0; source < sources.size(); source++) {
      Stream stream = sources.get(source);
      if (stream.processingTime().isPresent()) {
        ofLog.add(source);
      }
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
    updateIdle(progress, now);
    look(progress, now);
    long least = Long.MAX_VALUE;
    for (Partition partition : partitions) {
      if (!partition.idle || keepsTime(partition)) {
        least = Math.min(least, partition.promise(progress));
      }
    }
    return Math.max(progress.watermark(), least);
  }

  /** How long until the watermark may move without records; empty of meaning beyond a day. */
  Duration untilMove(long now) {
    long nanos = Duration.ofDays(1).toNanos();
    if (!ofLog.isEmpty()) {
      nanos = Math.max(0, lookedAt + LOOK_EVERY.toNanos() - now);
    }
    for (Partition partition : partitions) {
      if (!partition.ofLog && !partition.idle && !keepsTime(partition)) {
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

  /** What comes behind what has been read, comes later than the present. */
  private void look(Progress progress, long now) {
    if (ofLog.isEmpty() || now - lookedAt < LOOK_EVERY.toNanos()) {
      return;
    }
    lookedAt = now;
    for (int source : ofLog) {
      // before the log is asked, so that nothing comes between
      long present = Math.multiplyExact(System.currentTimeMillis(), 1_000L);
      Optional<Offsets> end = ends.of(source);
      for (Partition partition : partitions) {
        if (partition.source == source && isAtEnd(partition, progress, end)) {
          partition.readUpTo = Math.max(partition.readUpTo, present);
        }
      }
    }
  }

  private static boolean isAtEnd(Partition partition, Progress progress, Optional<Offsets> end) {
    long position = progress.position(partition.source).get(partition.number);
    return end.filter(of -> of.get(partition.number) <= position).isPresent();
  }

  private void updateIdle(Progress progress, long now) {
    for (Partition partition : partitions) {
      if (!partition.ofLog
          && !partition.idle
          && now - partition.waitingSince >= partition.idlenessNanos) {
        partition.idle = isAtEnd(partition, progress, ends.of(partition.source));
        partition.waitingSince = now;
      }
    }
  }

  /** Whether the watermark goes by a partition though it is silent: there is no other time. */
  private boolean keepsTime(Partition partition) {
    return ofLog.isEmpty()
        && partitions.stream().noneMatch(other -> other.lastActive - partition.lastActive > 0);
  }

  private static long less(long time, long micros) {
    return time == EventBatch.NO_TIME ? time : Math.subtractExact(time, micros);
  }
}
