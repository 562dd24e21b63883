package io.thalweg.app.server.http;

import io.thalweg.definitions.Dashboard;
import io.thalweg.definitions.Dashboard.Variable;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Suggestion;
import io.thalweg.sql.parameters.Parameter;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a dashboard's SQL: what its viewer has chosen, or else its defaults. */
final class ChosenValues {

  private ChosenValues() {}

  /**
   * The parameters by name.
   *
   * @throws io.thalweg.connect.http.ApiException with status 400 when a value is of no use
   */
  static Map<String, Parameter> of(
      Dashboard dashboard, DashboardsResource.Choice choice, Clock clock) {
    Map<String, Object> chosen = choice.variables() == null ? Map.of() : choice.variables();
    List<String> names = dashboard.variables().stream().map(Variable::name).toList();
    for (String name : chosen.keySet()) {
      if (!names.contains(name)) {
        throw ParameterValues.invalid(
            "dashboard \"%s\" has no variable \"%s\"".formatted(dashboard.name(), name),
            Suggestion.of(name, names)
                .map("Did you mean \"%s\"?"::formatted)
                .orElse(
                    names.isEmpty()
                        ? "It has none."
                        : "It has %s.".formatted(String.join(", ", names))));
      }
    }
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (Variable variable : dashboard.variables()) {
      Object value = chosen.get(variable.name());
      if (value != null) {
        parameters.put(variable.name(), parameter(variable, value));
      } else {
        variable
            .initial()
            .ifPresent(
                initial ->
                    parameters.put(
                        variable.name(), Parameter.parse(variable.type(), initial.text())));
      }
    }
    Parameter to = choice.to() == null ? Parameter.time(clock.instant()) : time("to", choice.to());
    Parameter from =
        choice.from() == null
            ? Parameter.time(((Instant) to.value()).minus(dashboard.last()))
            : time("from", choice.from());
    if (((Instant) from.value()).isAfter((Instant) to.value())) {
      throw ParameterValues.invalid(
          "the range ends before it begins: from %s to %s".formatted(from, to), null);
    }
    parameters.put("from", from);
    parameters.put("to", to);
    return parameters;
  }

  private static Parameter parameter(Variable variable, Object value) {
    if (value instanceof Map || value instanceof List) {
      throw ParameterValues.invalid(
          "variable \"%s\" takes one value".formatted(variable.name()),
          "Send text, a number, true or false.");
    }
    return ParameterValues.parse(variable.name(), variable.type(), value.toString());
  }

  private static Parameter time(String name, String text) {
    return ParameterValues.parse(name, Primitive.TIMESTAMP, text);
  }
}
