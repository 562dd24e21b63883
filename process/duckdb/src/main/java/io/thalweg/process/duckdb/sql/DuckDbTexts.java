package io.thalweg.process.duckdb.sql;

import static io.thalweg.process.duckdb.sql.DuckDbFunctions.as;
import static io.thalweg.process.duckdb.sql.DuckDbFunctions.function;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.Literal;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions of text. DuckDB's count from the end where a position or length is negative; ours do
 * not.
 */
final class DuckDbTexts {

  private DuckDbTexts() {}

  static String write(Expression.Call call, List<String> operands) {
    return switch (call.function()) {
      case CHAR_LENGTH -> as(Primitive.INT, function("length", operands));
      case POSITION ->
          as(Primitive.INT, function("strpos", List.of(operands.get(1), operands.get(0))));
      case TRIM -> function("trim", withCharacters(operands));
      case LTRIM -> function("ltrim", withCharacters(operands));
      case RTRIM -> function("rtrim", withCharacters(operands));
      case LEFT ->
          function(
              "left",
              List.of(operands.get(0), atLeast(0, call.operands().get(1), operands.get(1))));
      case RIGHT ->
          function(
              "right",
              List.of(operands.get(0), atLeast(0, call.operands().get(1), operands.get(1))));
      case SUBSTRING -> substring(call.operands(), operands);
      default -> throw new IllegalArgumentException(call.function().name());
    };
  }

  /** Without characters DuckDB's trim would take other kinds of space too. */
  private static List<String> withCharacters(List<String> operands) {
    return operands.size() > 1 ? operands : List.of(operands.get(0), "' '");
  }

  private static String substring(List<Expression> arguments, List<String> operands) {
    Expression start = arguments.get(1);
    String from = atLeast(1, start, operands.get(1));
    if (arguments.size() == 2) {
      return function("substring", List.of(operands.get(0), from));
    }
    Expression length = arguments.get(2);
    List<String> result = new ArrayList<>(List.of(operands.get(0), from));
    if (isAtLeast(1, start)) {
      result.add(atLeast(0, length, operands.get(2)));
      return function("substring", result);
    }
    // what lies before the text counts towards the length
    String count =
        "(CAST(%s AS BIGINT) + least(%s, 1) - 1)".formatted(operands.get(2), operands.get(1));
    // DuckDB takes no longer ones
    result.add("least(greatest(%s, 0), 2147483647)".formatted(DuckDbExpressions.strip(count)));
    return "CASE WHEN (%s IS NULL) OR (%s IS NULL) THEN NULL ELSE %s END"
        .formatted(operands.get(1), operands.get(2), function("substring", result));
  }

  private static String atLeast(long least, Expression number, String text) {
    return isAtLeast(least, number)
        ? text
        : "CASE WHEN %s < %d THEN %d ELSE %s END".formatted(text, least, least, text);
  }

  private static boolean isAtLeast(long least, Expression number) {
    return number instanceof Literal literal
        && literal.value().orElse(null) instanceof Long value
        && value >= least;
  }
}
