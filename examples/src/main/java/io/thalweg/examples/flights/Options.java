package io.thalweg.examples.flights;

import io.thalweg.examples.Demo;
import io.thalweg.examples.DemoException;
import io.thalweg.examples.feeding.OptionValues;
import io.thalweg.examples.feeding.Speed;
import java.util.Map;

/** The options of the example, checked. */
record Options(Speed speed, long flights, int connections) {

  private static final int MOST_CONNECTIONS = 64;

  static Options of(Demo demo, Map<String, String> given) throws DemoException {
    OptionValues values = OptionValues.of(demo, given);
    return new Options(
        Speed.parse(values.text("speed")),
        values.number("flights", 1, FlightsData.ALL),
        (int) values.number("connections", 1, MOST_CONNECTIONS));
  }
}
