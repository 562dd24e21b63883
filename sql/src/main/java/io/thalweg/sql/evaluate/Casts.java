package io.thalweg.sql.evaluate;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.DataType.Primitive;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;

/** Casts with their portable meaning. */
final class Casts {

  private static final String WHOLE = "[+-]?[0-9]+";
  private static final String NUMBER = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?";
  private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  private static final String TIMESTAMP =
      DATE + "([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?Z?)?";
  private static final int LONGEST_NUMBER = 1_000;

  private Casts() {}

  static Evaluator of(Evaluator operand, DataType from, DataType to) {
    if (from == Primitive.DOUBLE && to == Primitive.STRING) {
      throw new NotEvaluableException("CAST of DOUBLE to VARCHAR");
    }
    return row -> {
      Object value = operand.of(row);
      return value == null ? null : cast(value, from, to);
    };
  }

  private static Object cast(Object value, DataType from, DataType to) {
    if (value instanceof String text) {
      return fromText(text, to);
    }
    if (to == Primitive.STRING) {
      return toText(value, from);
    }
    if (value instanceof Boolean || from.equals(to)) {
      return value;
    }
    if (from == Primitive.DATE || from == Primitive.TIMESTAMP) {
      return Times.value(Times.time(value, from), to);
    }
    return number(value, to);
  }

  private static Object number(Object value, DataType to) {
    if (to == Primitive.DOUBLE) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof Double x) {
      if (to instanceof Decimal decimal) {
        double shifted = Numbers.halfAway(x * Math.pow(10, decimal.scale()));
        Arithmetic.finite(shifted);
        return Arithmetic.fit(new BigDecimal(shifted).movePointLeft(decimal.scale()), decimal);
      }
      return Arithmetic.fit(new BigDecimal(Numbers.cut(x)), to);
    }
    BigDecimal exact = Comparisons.decimal(value);
    return to instanceof Decimal decimal
        ? Arithmetic.fit(exact, decimal)
        : (Object) Arithmetic.fit(exact.setScale(0, RoundingMode.DOWN), to);
  }

  private static String toText(Object value, DataType from) {
    if (from == Primitive.DATE) {
      return Times.time(value, from).toLocalDate().toString();
    }
    if (from == Primitive.TIMESTAMP) {
      LocalDateTime time = Times.time(value, from);
      String text =
          "%s %02d:%02d:%02d.%06d"
              .formatted(
                  time.toLocalDate(),
                  time.getHour(),
                  time.getMinute(),
                  time.getSecond(),
                  time.getNano() / 1_000);
      return text.replaceFirst("\\.?0+$", "").replaceFirst("(:\\d)$", "$10");
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  private static Object fromText(String given, DataType to) {
    if (to == Primitive.STRING) {
      return given;
    }
    String text = given.strip();
    try {
      if (to instanceof Decimal decimal) {
        return Arithmetic.fit(new BigDecimal(checked(text, NUMBER, to)), decimal);
      }
      return switch ((Primitive) to) {
        case INT, LONG -> Arithmetic.fit(new BigDecimal(checked(text, WHOLE, to)), to);
        case DOUBLE -> Arithmetic.finite(Double.parseDouble(checked(text, NUMBER, to)));
        case DATE -> LocalDate.parse(checked(text, DATE, to)).toEpochDay();
        case TIMESTAMP -> Times.value(timestamp(checked(text, TIMESTAMP, to)), to);
        case BOOLEAN -> checked(text, "(?i)true|false", to).toLowerCase(Locale.ROOT).equals("true");
        case STRING -> given;
      };
    } catch (DateTimeException | NumberFormatException e) {
      throw new DataErrorException("a text is not of type " + to);
    }
  }

  private static LocalDateTime timestamp(String text) {
    String plain = text.replace("Z", "").replace(' ', 'T');
    return plain.length() == 10
        ? LocalDate.parse(plain).atStartOfDay()
        : LocalDateTime.parse(plain);
  }

  private static String checked(String text, String pattern, DataType to) {
    if (text.length() > LONGEST_NUMBER || !text.matches(pattern)) {
      throw new DataErrorException("a text is not of type " + to);
    }
    return text;
  }
}
