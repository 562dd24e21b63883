package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.internal.shape.TextShape;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users write them: one number and one unit. */
final class Durations {

  private static final Duration MAX = Duration.ofDays(36_500);
  private static final String UNITS = "(?:ms|s|m|h|d)";
  private static final Map<String, List<String>> OTHER_UNITS =
      Map.of(
          "ms", List.of("ms", "msec", "milli", "millis", "millisecond", "milliseconds"),
          "s", List.of("s", "sec", "secs", "second", "seconds"),
          "m", List.of("m", "min", "mins", "minute", "minutes"),
          "h", List.of("h", "hr", "hrs", "hour", "hours"),
          "d", List.of("d", "day", "days"));
  private static final Pattern LOOSE = Pattern.compile("0*(\\d+)\\s*([A-Za-z]+)");

  /** Zero or more. */
  static final TextShape<Duration> DURATION = shape("a duration", "(?:0|[1-9][0-9]{0,8})" + UNITS);

  /** More than zero. */
  static final TextShape<Duration> POSITIVE =
      shape("a duration above zero", "[1-9][0-9]{0,8}" + UNITS);

  private Durations() {}

  private static TextShape<Duration> shape(String noun, String pattern) {
    return new TextShape<>(noun, pattern, 20, ProblemCode.INVALID_VALUE, Durations::parse)
        .withHelp(
            "A duration is one whole number and one of the units ms, s, m, h and d.",
            Durations::correct);
  }

  private static Duration parse(String text) {
    String unit = text.replaceAll("[0-9]", "");
    long amount = Long.parseLong(text.substring(0, text.length() - unit.length()));
    Duration duration = one(unit).multipliedBy(amount);
    if (duration.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(text + " is more than " + MAX.toDays() + "d");
    }
    return duration;
  }

  private static Duration one(String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }

  private static Optional<String> correct(String text) {
    Matcher loose = LOOSE.matcher(text.trim());
    if (!loose.matches()) {
      return Optional.empty();
    }
    return OTHER_UNITS.entrySet().stream()
        .filter(unit -> unit.getValue().contains(loose.group(2).toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(unit -> loose.group(1) + unit.getKey());
  }
}
