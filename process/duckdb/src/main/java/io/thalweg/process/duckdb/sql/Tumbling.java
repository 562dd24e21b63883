package io.thalweg.process.duckdb.sql;

import java.time.Duration;
import java.util.Map;

/** The start of a tumbling window in DuckDB's SQL, right also before 1970. */
final class Tumbling {

  /** Units that DuckDB cuts to faster than arithmetic does. */
  private static final Map<Duration, String> UNITS =
      Map.of(
          Duration.ofSeconds(1), "second",
          Duration.ofMinutes(1), "minute",
          Duration.ofHours(1), "hour",
          Duration.ofDays(1), "day");

  private Tumbling() {}

  /**
   * The start of the window that a timestamp falls into.
   *
   * @param time a timestamp in SQL
   */
  static String start(String time, Duration size, Duration offset) {
    String unit = UNITS.get(size);
    if (unit != null && offset.toNanos() % size.toNanos() == 0) {
      return "date_trunc('" + unit + "', " + time + ")";
    }
    long micros = micros(size);
    long shift = Math.floorMod(micros(offset), micros);
    String since = "epoch_us(" + time + ")" + (shift == 0 ? "" : " - " + shift);
    // the remainder has the sign of the dividend; the second one makes it positive
    return "make_timestamp(epoch_us(%s) - ((%s) %% %d + %d) %% %d)"
        .formatted(time, since, micros, micros, micros);
  }

  /** The end of the window that starts at a timestamp in SQL. */
  static String end(String start, Duration size) {
    return start + " + to_microseconds(" + micros(size) + ")";
  }

  private static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), 1_000_000), duration.getNano() / 1000);
  }
}
