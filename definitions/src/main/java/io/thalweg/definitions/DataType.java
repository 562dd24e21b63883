package io.thalweg.definitions;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The type of a field or column. The names are Iceberg's, and mean what they mean there.
 *
 * <p>Immutable.
 */
public sealed interface DataType {

  /**
   * The type of single values of a word as users write it, such as {@code double} or {@code
   * decimal(10,2)}.
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

  /** Whether values have others inside of them. */
  default boolean isNested() {
    return this instanceof Array || this instanceof Row;
  }

  /** The type without what rows say of their fields beside names and types. */
  default DataType bare() {
    if (this instanceof Array array) {
      return new Array(array.element().bare());
    } else if (this instanceof Row row) {
      return new Row(
          row.fields().stream()
              .map(field -> new Field(field.name(), field.type().bare(), false))
              .toList());
    }
    return this;
  }

  /**
   * Values of one type in an order. Each may be null.
   *
   * @param element the type of its values
   */
  record Array(DataType element) implements DataType {
    public Array {
      Objects.requireNonNull(element);
    }

    @Override
    public String toString() {
      return "array<" + element + ">";
    }
  }

  /**
   * Values under names.
   *
   * @param fields in order, at least one, names distinct without regard to case
   */
  record Row(List<Field> fields) implements DataType {
    public Row {
      fields = List.copyOf(fields);
      Set<String> names = new HashSet<>();
      for (Field field : fields) {
        if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
          throw new IllegalArgumentException("a row has two fields " + field.name());
        }
      }
      if (fields.isEmpty()) {
        throw new IllegalArgumentException("a row has at least one field");
      }
    }

    @Override
    public String toString() {
      return fields.stream()
          .map(field -> field.name() + " " + field.type())
          .collect(Collectors.joining(", ", "row<", ">"));
    }
  }
}
