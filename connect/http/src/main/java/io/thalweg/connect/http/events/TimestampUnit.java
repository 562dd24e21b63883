package io.thalweg.connect.http.events;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;

/** What a timestamp of the line protocol counts. */
enum TimestampUnit {
  NANOSECONDS(1_000, false),
  MICROSECONDS(1, false),
  MILLISECONDS(1_000, true),
  SECONDS(1_000_000, true),
  MINUTES(60_000_000L, true),
  HOURS(3_600_000_000L, true);

  private static final Map<String, TimestampUnit> NAMES =
      Map.ofEntries(
          Map.entry("ns", NANOSECONDS),
          Map.entry("n", NANOSECONDS),
          Map.entry("us", MICROSECONDS),
          Map.entry("u", MICROSECONDS),
          Map.entry("µ", MICROSECONDS),
          Map.entry("ms", MILLISECONDS),
          Map.entry("s", SECONDS),
          Map.entry("m", MINUTES),
          Map.entry("h", HOURS));

  private final long factor;
  private final boolean multiplies;

  TimestampUnit(long factor, boolean multiplies) {
    this.factor = factor;
    this.multiplies = multiplies;
  }

  /**
   * The unit of the parameter {@code precision}; nanoseconds where it is missing, null if unknown.
   */
  static TimestampUnit of(String precision) {
    return precision == null || precision.isEmpty() ? NANOSECONDS : NAMES.get(precision);
  }

  /**
   * Milliseconds since 1970 with the digits of microseconds; what is finer is cut off. Null when it
   * is no number of 64 bits, in microseconds too.
   */
  String toMillis(byte[] digits, int start, int length) {
    long micros;
    try {
      long value = Long.parseLong(new String(digits, start, length, US_ASCII));
      micros = multiplies ? Math.multiplyExact(value, factor) : Math.floorDiv(value, factor);
    } catch (NumberFormatException | ArithmeticException e) {
      return null;
    }
    long fraction = Math.abs(micros % 1_000);
    String millis = (micros < 0 && micros > -1_000 ? "-" : "") + micros / 1_000;
    return fraction == 0 ? millis : millis + "." + Long.toString(1_000 + fraction).substring(1);
  }
}
