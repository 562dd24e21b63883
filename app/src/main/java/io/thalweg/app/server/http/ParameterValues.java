package io.thalweg.app.server.http;

import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.parameters.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the values of parameters out of a request. */
final class ParameterValues {

  /** More than anybody writes. */
  private static final int MOST = 100;

  private ParameterValues() {}

  /**
   * The parameters by name.
   *
   * @param given JSON values; null for none
   * @throws ApiException with status 400 when one is of no use
   */
  static Map<String, Parameter> of(Map<String, Object> given) {
    if (given == null) {
      return Map.of();
    }
    if (given.size() > MOST) {
      throw invalid(
          "a query has at most %d parameters, not %d".formatted(MOST, given.size()), null);
    }
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    given.forEach((name, value) -> parameters.put(name, parameter(name, value)));
    return parameters;
  }

  private static Parameter parameter(String name, Object value) {
    if (value instanceof String text) {
      return Parameter.text(text);
    }
    if (value instanceof Map<?, ?> typed
        && typed.size() == 2
        && typed.get("type") instanceof String type
        && isScalar(typed.get("value"))) {
      return parse(name, type(name, type), typed.get("value").toString());
    }
    if (!isScalar(value)) {
      throw invalid(
          "parameter \"%s\" is neither text nor a number, true or false".formatted(name),
          value == null
              ? "There is no NULL for a parameter; write IS NULL in the SQL."
              : "Send its value, or {\"type\": \"timestamp\", \"value\": \"2026-03-01T09:00:00Z\"}.");
    }
    Primitive type =
        value instanceof Boolean
            ? Primitive.BOOLEAN
            : value instanceof Integer || value instanceof Long ? Primitive.LONG : Primitive.DOUBLE;
    return parse(name, type, value.toString());
  }

  private static boolean isScalar(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }

  private static DataType type(String name, String word) {
    try {
      return DataType.of(word);
    } catch (IllegalArgumentException e) {
      throw invalid(
          "parameter \"%s\": %s".formatted(name, e.getMessage()),
          "The types are boolean, int, long, double, decimal(precision,scale), date, timestamp and"
              + " string.");
    }
  }

  /** Reads a value as text of a type; what is wrong with it is the client's mistake. */
  static Parameter parse(String name, DataType type, String text) {
    try {
      return Parameter.parse(type, text);
    } catch (IllegalArgumentException e) {
      throw invalid("parameter \"%s\": %s".formatted(name, e.getMessage()), null);
    }
  }

  static ApiException invalid(String message, String hint) {
    return new ApiException(400, new ApiError("INVALID_PARAMETER", message, null, hint));
  }
}
