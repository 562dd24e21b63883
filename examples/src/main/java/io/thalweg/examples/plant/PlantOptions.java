package io.thalweg.examples.plant;

import io.thalweg.examples.Demo;
import io.thalweg.examples.DemoException;
import io.thalweg.examples.feeding.OptionValues;
import io.thalweg.examples.feeding.Speed;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The options of the example, checked.
 *
 * @param seed of the random numbers
 * @param speed seconds of the machines' life in a second
 * @param every how often each machine takes a reading
 * @param history how far back readings begin; zero for none
 */
record PlantOptions(long seed, double speed, Duration every, Duration history) {

  static final List<Demo.Option> OPTIONS =
      List.of(
          new Demo.Option("seed", "N", "1", "the same seed gives the same machines"),
          new Demo.Option(
              "speed",
              "FACTOR",
              "1x",
              "how much faster the machines live (shifts, wear, failures), such as 60x or 0.5x"),
          new Demo.Option("every", "DURATION", "2s", "how often each machine takes a reading"),
          new Demo.Option("history", "DURATION", "24h", "readings of the past to begin with; 0s"));

  private static final double FASTEST = 10_000;

  static PlantOptions of(Demo demo, Map<String, String> given) throws DemoException {
    OptionValues values = OptionValues.of(demo, given);
    double speed =
        Speed.parse(values.text("speed"))
            .factor()
            .orElseThrow(() -> new DemoException("the plant has no speed \"max\"; try 1000x"));
    if (speed > FASTEST) {
      throw new DemoException(
          "speed \"%s\" is above %,.0fx".formatted(values.text("speed"), FASTEST));
    }
    return new PlantOptions(
        values.number("seed", Long.MIN_VALUE / 10, Long.MAX_VALUE / 10),
        speed,
        values.duration("every", Duration.ofMillis(5), Duration.ofHours(1)),
        values.duration("history", Duration.ZERO, Duration.ofDays(30)));
  }
}
