package io.thalweg.buffer.decode;

import static io.thalweg.buffer.decode.RejectionCode.OUT_OF_RANGE;
import static io.thalweg.buffer.decode.RejectionCode.TOO_PRECISE;
import static io.thalweg.buffer.decode.RejectionCode.WRONG_TYPE;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import io.thalweg.definitions.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Makes values of a field's type from the number that a {@link JsonReader} has just read. */
final class NumberText {

  /** Integers up to here are doubles without rounding. */
  private static final long MAX_EXACT_DOUBLE = 1L << 53;

  /** Powers of ten that are doubles without rounding. */
  private static final double[] EXACT_POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private NumberText() {}

  /** A whole number, written without point and exponent. */
  static long toLong(JsonReader n, long min, long max, Object field, DataType type) {
    if (n.hasFraction || n.hasExponent) {
      throw new RejectedException(
          WRONG_TYPE,
          "field \"%s\" is %s, not %s".formatted(field, named(type), written(n)),
          "Write a whole number without point and exponent, or make the field a double.");
    }
    long value = n.negative ? -n.mantissa : n.mantissa;
    // As unsigned digits: the sign is right unless the value is beyond 64 bits.
    boolean fits = n.exact && (value == 0 || (value < 0) == n.negative);
    if (!fits || value < min || value > max) {
      throw new RejectedException(
          OUT_OF_RANGE,
          "field \"%s\" is beyond the range of %s: %s".formatted(field, named(type), written(n)),
          type == DataType.Primitive.INT
              ? "An int is between -2147483648 and 2147483647; make the field a long."
              : "A long is between -2^63 and 2^63 - 1; make the field a decimal or a string.");
    }
    return value;
  }

  /** The nearest double; what is smaller than every double but 0 is 0. */
  static double toDouble(JsonReader n, Object field) {
    double value;
    int power = n.exponent - n.scale;
    if (n.exact
        && n.mantissa >= 0
        && n.mantissa <= MAX_EXACT_DOUBLE
        && power >= -22
        && power <= 22) {
      // Both exact, so that the one rounding of the operation is the right one: William D. Clinger,
      // "How to Read Floating Point Numbers Accurately", 1990.
      double exact = n.mantissa;
      value = power < 0 ? exact / EXACT_POWERS[-power] : exact * EXACT_POWERS[power];
      return n.negative ? -value : value;
    }
    value = JavaDoubleParser.parseDouble(n.bytes, n.numberStart, n.position - n.numberStart);
    if (Double.isInfinite(value)) {
      throw new RejectedException(
          OUT_OF_RANGE,
          "field \"%s\" is beyond the range of a double: %s"
              .formatted(field, Excerpt.of(n.bytes, n.numberStart, n.position - n.numberStart)),
          "A double ends at about 1.8e308.");
    }
    return value;
  }

  static BigDecimal toDecimal(JsonReader n, DataType.Decimal type, Object field) {
    BigDecimal value;
    if (n.exact && n.mantissa >= 0 && !n.hasExponent) {
      value = BigDecimal.valueOf(n.negative ? -n.mantissa : n.mantissa, n.scale);
    } else if (Math.abs(n.exponent) > 1_000) {
      // Never expanded: 1e99999 would be a number of 100,000 digits.
      if (n.exact && n.mantissa == 0) {
        return BigDecimal.ZERO.setScale(type.scale());
      }
      throw n.exponent > 0 ? beyond(n, type, field) : tooPrecise(n, type, field);
    } else {
      value = new BigDecimal(written(n));
    }
    if (value.signum() != 0
        && value.precision() - value.scale() > type.precision() - type.scale()) {
      throw beyond(n, type, field);
    }
    if (value.scale() == type.scale()) {
      return value;
    }
    try {
      return value.setScale(type.scale());
    } catch (ArithmeticException lost) {
      throw tooPrecise(n, type, field);
    }
  }

  private static RejectedException beyond(JsonReader n, DataType.Decimal type, Object field) {
    return new RejectedException(
        OUT_OF_RANGE,
        "field \"%s\" is beyond the range of a %s: %s".formatted(field, type, excerpt(n)),
        "It has %d digits before the point; give the field a larger precision."
            .formatted(type.precision() - type.scale()));
  }

  private static RejectedException tooPrecise(JsonReader n, DataType.Decimal type, Object field) {
    return new RejectedException(
        TOO_PRECISE,
        "field \"%s\" has more than %d digits behind the point: %s"
            .formatted(field, type.scale(), excerpt(n)),
        "Round it, or give the field a larger scale.");
  }

  static String named(DataType type) {
    if (type instanceof DataType.Row) {
      return "a row";
    }
    boolean vowel = type == DataType.Primitive.INT || type instanceof DataType.Array;
    return (vowel ? "an " : "a ") + type;
  }

  private static String excerpt(JsonReader n) {
    return Excerpt.of(n.bytes, n.numberStart, n.position - n.numberStart);
  }

  private static String written(JsonReader n) {
    return new String(
        n.bytes, n.numberStart, n.position - n.numberStart, StandardCharsets.ISO_8859_1);
  }
}
