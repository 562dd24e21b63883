package io.thalweg.sql.parameters;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.DataType.Primitive;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The value of a parameter. It takes the place of the parameter in the parsed statement as a
 * literal of its type, never as text.
 *
 * <p>Immutable.
 *
 * @param type of the value
 * @param value a Boolean, BigDecimal (int, long and decimal), Double, LocalDate, Instant (with
 *     microseconds) or String, as the type says; never null
 */
public record Parameter(DataType type, Object value) {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  public Parameter {
    Objects.requireNonNull(type);
    Class<?> expected = valueClass(type);
    if (!expected.isInstance(value)) {
      throw new IllegalArgumentException(
          "a %s is a %s, not %s".formatted(type, expected.getSimpleName(), value));
    }
  }

  public static Parameter text(String value) {
    return new Parameter(Primitive.STRING, value);
  }

  /** An instant; what is finer than a microsecond is cut off. */
  public static Parameter time(Instant value) {
    return parse(Primitive.TIMESTAMP, value.toString());
  }

  /**
   * Reads a value as it is written in definitions and requests.
   *
   * @throws IllegalArgumentException with a message for people: what the text is not
   */
  public static Parameter parse(DataType type, String text) {
    try {
      return new Parameter(type, value(type, text));
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"%s\" is not a %s, such as %s".formatted(shortened(text), type, sample(type)), e);
    }
  }

  /** A value of a type, for checking statements before there are any values. */
  public static Parameter sample(DataType type) {
    return parse(type, type instanceof Decimal ? "0" : example((Primitive) type));
  }

  private static String example(Primitive type) {
    return switch (type) {
      case BOOLEAN -> "true";
      case INT, LONG -> "1";
      case DOUBLE -> "1.5";
      case DATE -> "2026-03-01";
      case TIMESTAMP -> "2026-03-01T09:30:00Z";
      case STRING -> "text";
    };
  }

  private static Object value(DataType type, String text) {
    if (type instanceof Decimal decimal) {
      BigDecimal number = number(text).setScale(decimal.scale());
      return inRange(number.precision() <= decimal.precision(), number);
    }
    return switch ((Primitive) type) {
      case BOOLEAN -> inRange(text.equals("true") || text.equals("false"), text.equals("true"));
      case INT -> BigDecimal.valueOf(number(text).intValueExact());
      case LONG -> BigDecimal.valueOf(number(text).longValueExact());
      case DOUBLE -> inRange(Double.isFinite(Double.parseDouble(text)), number(text).doubleValue());
      case DATE -> inRange(isInRange(startOf(text)), LocalDate.parse(text));
      case TIMESTAMP -> inRange(isInRange(instant(text)), instant(text));
      case STRING -> text;
    };
  }

  /** Without exponents that would make a number of a billion digits. */
  private static BigDecimal number(String text) {
    BigDecimal number = new BigDecimal(text);
    return inRange(text.length() <= 100 && Math.abs((long) number.scale()) <= 400, number);
  }

  private static Instant startOf(String date) {
    return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** ISO 8601 with an offset, or without one, which means UTC. */
  private static Instant instant(String text) {
    String iso = text.replaceFirst(" ", "T");
    boolean offset = iso.matches(".*(?:[zZ]|[+-]\\d\\d:?\\d\\d)");
    Instant instant =
        offset
            ? OffsetDateTime.parse(iso).toInstant()
            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  private static boolean isInRange(Instant instant) {
    return !instant.isBefore(FIRST) && !instant.isAfter(LAST);
  }

  private static <T> T inRange(boolean valid, T value) {
    if (!valid) {
      throw new ArithmeticException();
    }
    return value;
  }

  private static Class<?> valueClass(DataType type) {
    if (type instanceof Decimal) {
      return BigDecimal.class;
    }
    return switch ((Primitive) type) {
      case BOOLEAN -> Boolean.class;
      case INT, LONG -> BigDecimal.class;
      case DOUBLE -> Double.class;
      case DATE -> LocalDate.class;
      case TIMESTAMP -> Instant.class;
      case STRING -> String.class;
    };
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  /** As it would be written. */
  @Override
  public String toString() {
    return value.toString();
  }
}
