package io.thalweg.app.server.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times as requests write them. */
public final class TimeText {

  /** How to write one, for people. */
  public static final String HINT =
      "Write 2026-01-01T08:00:00Z, 2026-01-01 or milliseconds since 1970.";

  private TimeText() {}

  /**
   * The time of a text, to the microsecond.
   *
   * @throws DateTimeException when it is none
   * @throws NumberFormatException when it is a number too large for one
   */
  public static Instant instant(String text) {
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Instant.ofEpochMilli(Long.parseLong(text));
    }
    if (text.length() == "2026-01-01".length()) {
      return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
  }
}
