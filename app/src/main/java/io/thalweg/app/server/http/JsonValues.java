package io.thalweg.app.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.util.RawValue;
import io.thalweg.process.api.NestedValue;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Values of rows in JSON. Dates and instants are ISO-8601; decimals keep all their digits; doubles
 * that JSON has no number for are the texts {@code NaN}, {@code Infinity} and {@code -Infinity}.
 */
public final class JsonValues {

  private JsonValues() {}

  /** Writes a value as {@link io.thalweg.process.api.QueryResult#value} gives it. */
  public static void write(JsonGenerator json, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      json.writeNumber(number); // quotes what is not finite
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number.toPlainString());
    } else if (value instanceof NestedValue nested) {
      json.writeRawValue(nested.json());
    } else {
      json.writeString(value.toString());
    }
  }

  /** A value as {@link #write} would write it, for Jackson to write. */
  public static Object plain(Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return number.toString();
    } else if (value instanceof BigDecimal number) {
      return new RawValue(number.toPlainString());
    } else if (value instanceof NestedValue nested) {
      return new RawValue(nested.json());
    } else if (value == null || value instanceof Boolean || value instanceof Number) {
      return value;
    }
    return value.toString();
  }
}
