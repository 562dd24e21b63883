package io.thalweg.examples.feeding;

import io.thalweg.examples.DemoException;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How fast something is replayed.
 *
 * @param factor how many times faster than they were; empty for as fast as the platform takes them
 */
public record Speed(OptionalDouble factor) {

  /** Reads {@code 1000x}, {@code 1000} or {@code max}. */
  public static Speed parse(String text) throws DemoException {
    if (text.equals("max")) {
      return new Speed(OptionalDouble.empty());
    }
    String number = text.endsWith("x") ? text.substring(0, text.length() - 1) : text;
    if (!number.matches("\\d{1,9}(\\.\\d{1,6})?") || Double.parseDouble(number) == 0) {
      throw new DemoException(
          "speed \"%s\" is neither \"max\" nor a factor such as \"1000x\"".formatted(text));
    }
    return new Speed(OptionalDouble.of(Double.parseDouble(number)));
  }

  /** When an event is due, given how much event time lies between the first one and it. */
  public Duration due(Duration sinceFirst) {
    return factor.isPresent()
        ? Duration.ofNanos((long) (sinceFirst.toSeconds() * 1e9 / factor.getAsDouble()))
        : Duration.ZERO;
  }
}
