package io.thalweg.definitions;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a field or column. The names are Iceberg's, and mean what they mean there.
 *
 * <p>Immutable.
 */
public sealed interface DataType {

  /**
   * The type of a word as users write it, such as {@code double} or {@code decimal(10,2)}.
   *
   * @throws IllegalArgumentException when there is none
   */
  static DataType of(String word) {
    Matcher decimal = Decimal.WORD.matcher(word);
    if (decimal.matches()) {
      return new Decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    }
    return Arrays.stream(Primitive.values())
        .filter(type -> type.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no type \"" + word + "\""));
  }

  /** The types without parameters. */
  enum Primitive implements DataType {
    /** True or false. */
    BOOLEAN,
    /** 32-bit signed integer. */
    INT,
    /** 64-bit signed integer. */
    LONG,
    /** 64-bit IEEE 754 floating point; never NaN or infinite in an event. */
    DOUBLE,
    /** A calendar day without a time zone. */
    DATE,
    /** An instant in UTC with microseconds. */
    TIMESTAMP,
    /** Unicode text. */
    STRING;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * An exact decimal number.
   *
   * @param precision decimal digits in all, 1 to 38
   * @param scale digits behind the point, 0 to {@code precision}
   */
  record Decimal(int precision, int scale) implements DataType {
    /** The largest precision that every engine can hold. */
    public static final int MAX_PRECISION = 38;

    private static final Pattern WORD =
        Pattern.compile("decimal\\( *([0-9]{1,4}) *, *([0-9]{1,4}) *\\)");

    public Decimal {
      if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "decimal(%d,%d) needs a precision of 1 to 38 and a scale of 0 to the precision"
                .formatted(precision, scale));
      }
    }

    @Override
    public String toString() {
      return "decimal(" + precision + "," + scale + ")";
    }
  }
}
