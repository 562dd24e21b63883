package io.thalweg.app.server.http.events;

import io.thalweg.app.server.http.TimeText;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Suggestion;
import io.thalweg.process.api.EventRequest.Filter;
import io.thalweg.process.api.LakeTable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which events and which of their fields a request asks for, checked against the stream.
 *
 * @param fields names, in the order asked for
 * @param filter which events
 */
record EventChoice(List<String> fields, Filter filter) {

  static EventChoice of(Stream stream, EventParameters parameters) {
    return new EventChoice(
        fields(stream, parameters.fields),
        new Filter(
            Optional.ofNullable(parameters.key).map(text -> key(stream, "stream", text)),
            Optional.ofNullable(parameters.from).map(text -> time(stream, "from", text)),
            Optional.ofNullable(parameters.to).map(text -> time(stream, "to", text))));
  }

  private static List<String> fields(Stream stream, String text) {
    List<String> known = new ArrayList<>(stream.fields().stream().map(Field::name).toList());
    if (text == null) {
      return known;
    }
    known.add(LakeTable.PARTITION_COLUMN);
    known.add(LakeTable.OFFSET_COLUMN);
    List<String> wanted = Arrays.stream(text.split(",", -1)).map(String::strip).distinct().toList();
    for (String field : wanted) {
      if (!known.contains(field)) {
        throw invalid(
            "stream \"%s\" has no field \"%s\"".formatted(stream.name(), field),
            Suggestion.of(field, known)
                .map("Did you mean \"%s\"?"::formatted)
                .orElse("It has " + String.join(", ", known) + "."));
      }
    }
    return wanted;
  }

  /**
   * The value of a key.
   *
   * @param kind what has it: {@code stream} or {@code table}
   */
  static Object key(Stream stream, String kind, String text) {
    String field =
        stream
            .key()
            .orElseThrow(
                () ->
                    invalid(
                        "stream \"%s\" has no key".formatted(stream.name()),
                        "Leave key out, or name a key in the stream's definition."));
    DataType type = stream.fields().get(stream.indexOf(field)).type();
    try {
      return value(type, text);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw invalid(
          "the key \"%s\" is no %s".formatted(text, type),
          "Field \"%s\" of %s \"%s\" is of that type.".formatted(field, kind, stream.name()));
    }
  }

  private static Object value(DataType type, String text) {
    if (type instanceof DataType.Decimal decimal) {
      return new BigDecimal(text).setScale(decimal.scale());
    }
    return switch ((Primitive) type) {
      case STRING -> text;
      case INT -> Integer.parseInt(text);
      case LONG -> Long.parseLong(text);
      case DOUBLE -> Double.parseDouble(text);
      case BOOLEAN -> {
        if (!text.equals("true") && !text.equals("false")) {
          throw new IllegalArgumentException();
        }
        yield text.equals("true");
      }
      case DATE -> LocalDate.parse(text);
      case TIMESTAMP -> TimeText.instant(text);
    };
  }

  private static Instant time(Stream stream, String parameter, String text) {
    if (stream.eventTime().isEmpty()) {
      throw invalid(
          "stream \"%s\" has no event time".formatted(stream.name()),
          "Leave %s out, or name an event_time in the stream's definition.".formatted(parameter));
    }
    return instant(parameter, text);
  }

  /** The time that a parameter says. */
  static Instant instant(String parameter, String text) {
    try {
      return TimeText.instant(text);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw invalid("%s is no time: \"%s\"".formatted(parameter, text), TimeText.HINT);
    }
  }

  static ApiException invalid(String message, String hint) {
    return new ApiException(400, new ApiError("INVALID_PARAMETER", message, null, hint));
  }
}
