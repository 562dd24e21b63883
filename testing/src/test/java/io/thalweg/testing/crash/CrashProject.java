package io.thalweg.testing.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The project that is killed: one stream, a pipeline of every kind. An event's fields follow from
 * its number, so that a wrong value is noticed as well.
 */
final class CrashProject {

  static final String STREAM = "events";
  static final String TOPIC = "device-totals";
  static final int PARTITIONS = 3;
  static final int DEVICES = 20;

  /** Some of what is sent again after a kill comes within that time, some later. */
  static final Duration SEEN_WITHIN = Duration.ofSeconds(10);

  static final Duration LATENESS = Duration.ofSeconds(5);
  static final Duration WINDOW = Duration.ofSeconds(1);
  static final Duration OUTER_WINDOW = Duration.ofSeconds(10);

  /** Event time between one number and the next. */
  private static final long STEP_MILLIS = 10;

  /** Every so many events one is a minute behind, and so late. */
  private static final int LATE_EVERY = 1013;

  private static final long START_MILLIS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  private CrashProject() {}

  static void write(Path folder) throws IOException {
    write(folder.resolve("thalweg.yaml"), "name: crash\nbuffer: {keep: 0s}\n");
    write(
        folder.resolve("streams/events.yaml"),
        """
        stream: events
        fields:
          id:      {type: long}
          attempt: {type: long}
          device:  {type: string}
          time:    {type: timestamp}
          amount:  {type: long}
        key: device
        id: id
        deduplicate_within: %ds
        partitions: %d
        event_time: {field: time, lateness: %ds, idleness: 1h}
        """
            .formatted(SEEN_WITHIN.toSeconds(), PARTITIONS, LATENESS.toSeconds()));
    write(
        folder.resolve("pipelines/passthrough.yaml"),
        """
        pipeline: passthrough
        guarantee: exactly-once
        sql: |
          SELECT id, attempt, device, amount FROM events
        to:
          - table: passthrough
        """);
    write(
        folder.resolve("pipelines/totals.yaml"),
        """
        pipeline: totals
        guarantee: exactly-once
        sql: |
          SELECT window_start AS opened, device, COUNT(*) AS readings, SUM(amount) AS amount
          FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(time), INTERVAL '1' SECOND))
          GROUP BY window_start, window_end, device
        to:
          - table: totals
          - topic: device-totals
        """);
    write(
        folder.resolve("pipelines/forwarded.yaml"),
        """
        pipeline: forwarded
        guarantee: exactly-once
        sql: |
          SELECT opened, device, readings, amount FROM "device-totals"
        to:
          - table: forwarded
        """);
    write(
        folder.resolve("pipelines/outer_totals.yaml"),
        """
        pipeline: outer_totals
        guarantee: exactly-once
        sql: |
          SELECT window_start AS opened, device, SUM(readings) AS readings, SUM(amount) AS amount
          FROM TABLE(TUMBLE(TABLE "device-totals", DESCRIPTOR(opened), INTERVAL '10' SECOND))
          GROUP BY window_start, window_end, device
        to:
          - table: outer_totals
        """);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  static String device(long id) {
    return "device-" + id % DEVICES;
  }

  static long amount(long id) {
    return id * 31 % 1009;
  }

  static long timeMillis(long id) {
    long late = id % LATE_EVERY == LATE_EVERY - 1 ? 60_000 : 0;
    return START_MILLIS + id * STEP_MILLIS - late;
  }

  /** The number of the event that happened at a time, without those that are late. */
  static long idAt(long timeMillis) {
    return (timeMillis - START_MILLIS) / STEP_MILLIS;
  }

  /** The event that an attempt posts. */
  static String event(long id, int attempt) {
    return event(id, attempt, timeMillis(id));
  }

  static String event(long id, int attempt, long timeMillis) {
    return "{\"id\":%d,\"attempt\":%d,\"device\":\"%s\",\"time\":%d,\"amount\":%d}\n"
        .formatted(id, attempt, device(id), timeMillis, amount(id));
  }
}
