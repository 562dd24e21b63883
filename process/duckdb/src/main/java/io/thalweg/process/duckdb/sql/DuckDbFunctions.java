package io.thalweg.process.duckdb.sql;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.plan.Expression;
import java.util.List;
import java.util.Locale;

/**
 * Each portable function in DuckDB's words, with its portable meaning. Where DuckDB's type is not
 * the plan's, the result is cast.
 */
final class DuckDbFunctions {

  private DuckDbFunctions() {}

  /**
   * The SQL of a call.
   *
   * @param operands the SQL of its operands, each one term
   */
  static String write(Expression.Call call, List<String> operands) {
    return switch (call.function()) {
      case EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL,
          IS_NULL,
          IS_NOT_NULL,
          IS_TRUE,
          IS_NOT_TRUE,
          IS_FALSE,
          IS_NOT_FALSE,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM,
          AND,
          OR,
          NOT,
          CONCAT ->
          operator(call, operands);
      case PLUS, MINUS, TIMES, MOD, NEGATE -> arithmetic(call, operands);
      case DIVIDE -> divide(call, operands);
      case LIKE -> like(operands);
      case COALESCE,
          NULLIF,
          GREATEST,
          LEAST,
          UPPER,
          LOWER,
          REPLACE,
          STARTS_WITH,
          ENDS_WITH,
          SPLIT_PART,
          MD5,
          SHA256,
          ABS ->
          named(call, operands);
      case SQRT,
          POWER,
          EXP,
          LN,
          LOG10,
          SIN,
          COS,
          TAN,
          ASIN,
          ACOS,
          ATAN,
          ATAN2,
          DEGREES,
          RADIANS,
          PI ->
          named(call, operands);
      case CEIL, FLOOR, ROUND, TRUNCATE, SIGN -> DuckDbNumbers.write(call, operands);
      case CHAR_LENGTH, SUBSTRING, TRIM, LTRIM, RTRIM, POSITION, LEFT, RIGHT ->
          DuckDbTexts.write(call, operands);
      case REGEXP_LIKE,
          REGEXP_EXTRACT,
          REGEXP_REPLACE,
          JSON_VALUE,
          JSON_EXISTS,
          DATE_FORMAT,
          TO_TIMESTAMP ->
          DuckDbPatterns.write(call, operands);
      case FIELD,
          ELEMENT,
          CARDINALITY,
          ARRAY_CONTAINS,
          ARRAY_POSITION,
          ARRAY_MIN,
          ARRAY_MAX,
          ARRAY_JOIN ->
          DuckDbArrays.write(call, operands);
      case EXTRACT,
          FLOOR_TIME,
          CEIL_TIME,
          TIMESTAMP_ADD,
          TIMESTAMP_DIFF,
          TIMESTAMP_SECONDS,
          TIMESTAMP_MILLIS,
          TIMESTAMP_MICROS,
          UNIX_MILLIS,
          UNIX_MICROS,
          CURRENT_TIMESTAMP,
          CURRENT_DATE ->
          DuckDbTimes.write(call, operands);
    };
  }

  private static String named(Expression.Call call, List<String> operands) {
    return function(call.function().name().toLowerCase(Locale.ROOT), operands);
  }

  /** A call of a function of DuckDB's. */
  static String function(String name, List<String> operands) {
    return name
        + "("
        + String.join(", ", operands.stream().map(DuckDbExpressions::strip).toList())
        + ")";
  }

  /** A value as the type that the plan gives it. */
  static String as(DataType type, String text) {
    return "CAST(" + DuckDbExpressions.strip(text) + " AS " + DuckDbTypes.name(type) + ")";
  }

  private static String operator(Expression.Call call, List<String> operands) {
    String symbol = call.function().symbol().toUpperCase(Locale.ROOT);
    if (operands.size() == 1) {
      return call.function().isPostfix()
          ? "(" + operands.get(0) + " " + symbol + ")"
          : "(" + symbol + operands.get(0) + ")";
    }
    return "(" + String.join(" " + symbol + " ", operands) + ")";
  }

  /**
   * DuckDB gives decimals other digits, a remainder the wider type, and a date with an interval is
   * a timestamp.
   */
  private static String arithmetic(Expression.Call call, List<String> operands) {
    String text = operator(call, operands);
    boolean same =
        call.type() == Primitive.DOUBLE
            || call.type() == Primitive.TIMESTAMP
            || call.operands().stream().allMatch(operand -> operand.type().equals(call.type()))
                && !(call.type() instanceof Decimal)
            || call.type() == Primitive.LONG;
    return same ? text : as(call.type(), text);
  }

  private static String divide(Expression.Call call, List<String> operands) {
    boolean whole = call.type() == Primitive.INT || call.type() == Primitive.LONG;
    return "(" + operands.get(0) + (whole ? " // " : " / ") + operands.get(1) + ")";
  }

  private static String like(List<String> operands) {
    String escape = operands.size() > 2 ? " ESCAPE " + operands.get(2) : "";
    return "(" + operands.get(0) + " LIKE " + operands.get(1) + escape + ")";
  }
}
