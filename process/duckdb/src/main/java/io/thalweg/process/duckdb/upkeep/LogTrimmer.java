package io.thalweg.process.duckdb.upkeep;

import io.thalweg.buffer.FaultPoint;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.process.api.LakeUpkeep.Removed;
import io.thalweg.process.duckdb.upkeep.UpkeepSettings.LogRetention;
import java.time.Clock;
import java.util.Optional;

/** Removes records from the log that nobody needs any more. For one thread. */
final class LogTrimmer {

  private final Log log;
  private final LogRetention retention;
  private final Clock clock;

  LogTrimmer(Log log, LogRetention retention, Clock clock) {
    this.log = log;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * Trims the topic of a stream that is archived.
   *
   * @param needed no reader needs records before it
   */
  Removed trimStream(String topic, Offsets needed) {
    return retention.diskIsShort().getAsBoolean()
        ? trim(topic, needed)
        : trim(topic, needed.least(log.at(topic, clock.instant().minus(retention.keep()))));
  }

  /**
   * Trims a topic that a pipeline writes. The last record of each partition stays: it carries the
   * number from which its writer goes on.
   *
   * @param needed no pipeline needs records before it; empty when none reads it
   */
  Removed trimResults(String topic, Optional<Offsets> needed) {
    Offsets before = log.at(topic, clock.instant().minus(retention.keepResults()));
    Offsets ends = log.ends(topic);
    for (int p = 0; p < ends.partitions(); p++) {
      before = before.with(p, Math.min(before.get(p), Math.max(0, ends.get(p) - 1)));
    }
    return trim(topic, needed.map(before::least).orElse(before));
  }

  private Removed trim(String topic, Offsets before) {
    Offsets beginnings = log.beginnings(topic);
    if (before.isAtMost(beginnings)) {
      return Removed.NOTHING;
    }
    FaultPoint.BEFORE_LOG_TRIM.reached();
    Offsets trimmed = log.trim(topic, before);
    FaultPoint.AFTER_LOG_TRIM.reached();
    return new Removed(beginnings.until(trimmed), 0);
  }
}
