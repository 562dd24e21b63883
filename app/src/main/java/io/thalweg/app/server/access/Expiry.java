package io.thalweg.app.server.access;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a token ends, as people write it. */
final class Expiry {

  private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})(m|h|d)");

  private Expiry() {}

  /**
   * @param text a time in ISO-8601, or a span from now on in minutes, hours or days
   */
  static Instant parse(String text, Instant now) {
    Matcher span = SPAN.matcher(text.strip());
    if (span.matches()) {
      long count = Long.parseLong(span.group(1));
      return now.plus(
          switch (span.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          });
    }
    try {
      return OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException e) {
      throw IdentityErrors.invalid(
          "WRONG_EXPIRY",
          "\"%s\" says no time at which the token ends".formatted(text),
          "Write a span like 12h or 30d, or a time like 2027-01-01T00:00:00Z.");
    }
  }
}
