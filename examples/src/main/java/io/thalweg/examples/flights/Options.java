package io.thalweg.examples.flights;

import io.thalweg.examples.Demo;
import io.thalweg.examples.DemoException;
import java.util.List;
import java.util.Map;

/** The options of the example, checked. */
record Options(Speed speed, long flights, int connections) {

  private static final int MOST_CONNECTIONS = 64;

  static Options of(Demo demo, Map<String, String> given) throws DemoException {
    List<String> names = demo.options().stream().map(Demo.Option::name).toList();
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw new DemoException(
            "demo \"%s\" has no option \"%s\"; it has %s"
                .formatted(demo.name(), name, String.join(", ", names)));
      }
    }
    return new Options(
        Speed.parse(value(demo, given, "speed")),
        number(demo, given, "flights", FlightsData.ALL),
        (int) number(demo, given, "connections", MOST_CONNECTIONS));
  }

  private static long number(Demo demo, Map<String, String> given, String name, long most)
      throws DemoException {
    String text = value(demo, given, name).replaceAll("[_,]", "");
    if (!text.matches("\\d{1,9}") || Long.parseLong(text) < 1 || Long.parseLong(text) > most) {
      throw new DemoException(
          "option \"%s\" is a number from 1 to %,d, not \"%s\"".formatted(name, most, text));
    }
    return Long.parseLong(text);
  }

  private static String value(Demo demo, Map<String, String> given, String name) {
    return demo.options().stream()
        .filter(option -> option.name().equals(name))
        .map(option -> given.getOrDefault(name, option.defaultValue()))
        .findFirst()
        .orElseThrow();
  }
}
