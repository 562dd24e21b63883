package io.thalweg.process.duckdb.sql;

import static io.thalweg.process.duckdb.sql.DuckDbFunctions.as;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.DataType.Primitive;

/**
 * Casts with their portable meaning. DuckDB rounds where we cut, and reads more as a number, a
 * truth value or a time than portable SQL has: {@code 1_000}, {@code yes}, {@code infinity}.
 */
final class DuckDbCasts {

  private static final String WHOLE = "[+-]?[0-9]+";
  private static final String NUMBER = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?";
  private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  private static final String TIMESTAMP =
      DATE + "([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?Z?)?";

  private DuckDbCasts() {}

  static String write(String operand, DataType from, DataType to) {
    if (from == Primitive.STRING) {
      return fromText(operand, to);
    }
    boolean fraction = from == Primitive.DOUBLE || from instanceof Decimal;
    if (fraction && (to == Primitive.INT || to == Primitive.LONG)) {
      return as(to, "trunc(" + DuckDbExpressions.strip(operand) + ")");
    }
    return as(to, operand);
  }

  private static String fromText(String operand, DataType to) {
    if (to instanceof Decimal) {
      return checked(operand, NUMBER, to);
    }
    return switch ((Primitive) to) {
      case INT, LONG -> checked(operand, WHOLE, to);
      case DOUBLE -> checked(operand, NUMBER, to);
      case DATE -> checked(operand, DATE, to);
      case TIMESTAMP -> checked(operand, TIMESTAMP, to);
      case BOOLEAN -> checked(operand, "(?i)true|false", to);
      case STRING -> operand;
    };
  }

  private static String checked(String operand, String pattern, DataType to) {
    String text = "trim(" + DuckDbExpressions.strip(operand) + ")";
    String message = Identifiers.text("\" is not of type " + to);
    return "CASE WHEN NOT regexp_full_match(%s, %s) THEN error('\"' || %s || %s) ELSE %s END"
        .formatted(text, Identifiers.text(pattern), operand, message, as(to, text));
  }
}
