package io.thalweg.testing.crash;

import io.thalweg.testing.crash.Evidence.Group;
import io.thalweg.testing.crash.Evidence.Key;
import io.thalweg.testing.crash.Evidence.Logged;
import io.thalweg.testing.crash.Evidence.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the pipelines must have made of a log, computed as a batch, by the definitions alone: a row
 * is late when it lies further than the lateness behind the running maximum of its own partition; a
 * window is closed when no partition's maximum less the lateness lies before its end.
 *
 * @param late rows in no window
 * @param totals of the closed windows
 */
record Expected(List<Row> late, Map<Key, Group> totals) {

  /**
   * The records that are no duplicates: in whose partition no event of the same number stands
   * before, by the log's time not longer ago than ids count as seen.
   */
  static List<Logged> counted(List<Logged> log) {
    long[] now = new long[CrashProject.PARTITIONS];
    Map<Long, Long> seen = new HashMap<>();
    List<Logged> counted = new ArrayList<>();
    for (Logged record : log) {
      int p = record.partition();
      now[p] = Math.max(now[p], record.appendedMillis());
      // A number has one device and so one partition.
      Long before = seen.put(record.row().id(), now[p]);
      if (before == null || now[p] - before > CrashProject.SEEN_WITHIN.toMillis()) {
        counted.add(record);
      }
    }
    return counted;
  }

  /**
   * @param log without duplicates
   */
  static Expected of(List<Logged> log) {
    long lateness = CrashProject.LATENESS.toMillis();
    long[] maximum = new long[CrashProject.PARTITIONS];
    List<Row> late = new ArrayList<>();
    Map<Key, Group> windows = new HashMap<>();
    for (Logged record : log) {
      int p = record.partition();
      if (maximum[p] > 0 && record.timeMillis() < maximum[p] - lateness) {
        late.add(record.row());
      } else {
        add(
            windows,
            CrashProject.WINDOW,
            record.timeMillis(),
            CrashProject.device(record.row().id()),
            1,
            record.row().amount());
      }
      maximum[p] = Math.max(maximum[p], record.timeMillis());
    }
    long watermark = Long.MAX_VALUE;
    for (long max : maximum) {
      watermark = Math.min(watermark, max - lateness);
    }
    long closedUpTo = watermark - CrashProject.WINDOW.toMillis();
    windows.keySet().removeIf(key -> key.openedMillis() > closedUpTo);
    return new Expected(late, windows);
  }

  /** The same groups in the larger windows of the pipeline that reads the topic. */
  Map<Key, Group> outerTotals() {
    Map<Key, Group> outer = new HashMap<>();
    for (Group group : totals.values()) {
      add(
          outer,
          CrashProject.OUTER_WINDOW,
          group.key().openedMillis(),
          group.key().device(),
          group.readings(),
          group.amount());
    }
    return outer;
  }

  private static void add(
      Map<Key, Group> windows,
      Duration size,
      long timeMillis,
      String device,
      long readings,
      long amount) {
    Key key = new Key(Math.floorDiv(timeMillis, size.toMillis()) * size.toMillis(), device);
    windows.merge(
        key,
        new Group(key, readings, amount),
        (a, b) -> new Group(key, a.readings() + b.readings(), a.amount() + b.amount()));
  }
}
