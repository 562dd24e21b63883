package io.thalweg.examples.feeding;

import io.thalweg.examples.Demo;
import io.thalweg.examples.DemoException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of a demo's options, given or by default, with what is wrong with them. */
public final class OptionValues {

  private final Map<String, String> values;

  private OptionValues(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Takes the values that were given.
   *
   * @throws DemoException when one is of an option that the demo has not
   */
  public static OptionValues of(Demo demo, Map<String, String> given) throws DemoException {
    List<String> names = demo.options().stream().map(Demo.Option::name).toList();
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw new DemoException(
            "demo \"%s\" has no option \"%s\"; it has %s"
                .formatted(demo.name(), name, String.join(", ", names)));
      }
    }
    Map<String, String> values = new HashMap<>();
    for (Demo.Option option : demo.options()) {
      values.put(option.name(), given.getOrDefault(option.name(), option.defaultValue()));
    }
    return new OptionValues(values);
  }

  /** The text of an option that the demo has. */
  public String text(String name) {
    return values.get(name);
  }

  /** A whole number, perhaps with {@code _} or {@code ,} between its digits. */
  public long number(String name, long least, long most) throws DemoException {
    String text = text(name).replaceAll("[_,]", "");
    if (!text.matches("-?\\d{1,18}")
        || Long.parseLong(text) < least
        || Long.parseLong(text) > most) {
      throw new DemoException(
          "option \"%s\" is a number from %,d to %,d, not \"%s\""
              .formatted(name, least, most, text));
    }
    return Long.parseLong(text);
  }

  /** A whole number with one of the units ms, s, m, h and d. */
  public Duration duration(String name, Duration least, Duration most) throws DemoException {
    String text = text(name);
    if (text.matches("\\d{1,9}(ms|s|m|h|d)")) {
      String unit = text.replaceAll("\\d", "");
      long amount = Long.parseLong(text.substring(0, text.length() - unit.length()));
      Duration duration =
          switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
          };
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
    }
    throw new DemoException(
        "option \"%s\" is a duration from %s to %s, such as 2s or 24h, not \"%s\""
            .formatted(name, written(least), written(most), text));
  }

  private static String written(Duration duration) {
    return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
