package io.thalweg.process.duckdb.sql;

import io.thalweg.sql.plan.Windowing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Windows of time in DuckDB's SQL, right also before 1970. */
final class TimeWindows {

  /** Units that DuckDB cuts to faster than arithmetic does. */
  private static final Map<Duration, String> UNITS =
      Map.of(
          Duration.ofSeconds(1), "second",
          Duration.ofMinutes(1), "minute",
          Duration.ofHours(1), "hour",
          Duration.ofDays(1), "day");

  private TimeWindows() {}

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

  /**
   * A source whose rows are those of another with the bounds of their windows behind them.
   *
   * @param input a source in FROM, with an alias
   * @param columns SQL of its columns
   * @param time SQL of the rows' time, never NULL
   * @param names of the bounds
   */
  static String from(
      Windowing windowing, String input, List<String> columns, String time, List<String> names) {
    if (windowing instanceof Windowing.Hop hop) {
      long count = hop.size().dividedBy(hop.slide());
      String start =
          "%s - to_microseconds(w.i * %d)"
              .formatted(start(time, hop.slide(), hop.offset()), micros(hop.slide()));
      return bounds(
          input + " CROSS JOIN range(" + count + ") AS w(i)", columns, start, hop.size(), names);
    } else if (windowing instanceof Windowing.Cumulate cumulate) {
      long count = cumulate.size().dividedBy(cumulate.step());
      String start = start(time, cumulate.size(), cumulate.offset());
      String end = "%s + to_microseconds(w.i * %d)".formatted(start, micros(cumulate.step()));
      return select(columns, start, end, names)
          + "\nFROM %s CROSS JOIN range(1, %d) AS w(i)\nWHERE %s > %s"
              .formatted(input, count + 1, end, time);
    } else if (windowing instanceof Windowing.Session session) {
      return session(session, input, columns, time, names);
    }
    throw new IllegalArgumentException("not a source of its own: " + windowing);
  }

  private static String bounds(
      String from, List<String> columns, String start, Duration size, List<String> names) {
    return select(columns, start, end(start, size), names) + "\nFROM " + from;
  }

  private static String select(List<String> columns, String start, String end, List<String> names) {
    return "SELECT %s, %s AS %s, %s AS %s, %s - to_microseconds(1000) AS %s"
        .formatted(
            String.join(", ", columns), start, names.get(0), end, names.get(1), end, names.get(2));
  }

  /** A session begins where the row before lies the gap away or further. */
  private static String session(
      Windowing.Session session,
      String input,
      List<String> columns,
      String time,
      List<String> names) {
    String keys = session.keys().stream().map(columns::get).collect(Collectors.joining(", "));
    String over = (keys.isEmpty() ? "" : "PARTITION BY " + keys + " ") + "ORDER BY " + time;
    String first =
        "(SELECT *, CASE WHEN epoch_us(%1$s) - epoch_us(lag(%1$s) OVER (%2$s)) < %3$d THEN 0 ELSE 1 END AS \"$first\" FROM %4$s)"
            .formatted(time, over, micros(session.gap()), input);
    String alias = input.substring(input.lastIndexOf(' ') + 1);
    String numbered =
        "(SELECT *, sum(\"$first\") OVER (%s RANGE UNBOUNDED PRECEDING) AS \"$session\" FROM %s AS %s)"
            .formatted(over, first, alias);
    String of = "OVER (PARTITION BY " + (keys.isEmpty() ? "" : keys + ", ") + "\"$session\")";
    return select(
            columns,
            "min(%s) %s".formatted(time, of),
            "max(%s) %s + to_microseconds(%d)".formatted(time, of, micros(session.gap())),
            names)
        + "\nFROM "
        + numbered
        + " AS "
        + alias;
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
