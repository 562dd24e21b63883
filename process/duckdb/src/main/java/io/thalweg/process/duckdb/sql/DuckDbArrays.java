package io.thalweg.process.duckdb.sql;

import static io.thalweg.process.duckdb.sql.DuckDbFunctions.as;
import static io.thalweg.process.duckdb.sql.DuckDbFunctions.function;

import io.thalweg.sql.plan.Expression;
import java.util.List;

/** Rows and arrays. DuckDB counts from the end where a position is negative. */
final class DuckDbArrays {

  private DuckDbArrays() {}

  static String write(Expression.Call call, List<String> operands) {
    return switch (call.function()) {
      case FIELD -> function("struct_extract", operands);
      case ELEMENT -> element(call.operands().get(1), operands);
      case CARDINALITY -> as(call.type(), function("len", operands));
      case ARRAY_CONTAINS -> function("list_contains", operands);
      case ARRAY_POSITION ->
          // NULL where it is not found
          "CASE WHEN %s IS NOT NULL AND %s IS NOT NULL THEN coalesce(%s, 0) END"
              .formatted(
                  operands.get(0),
                  operands.get(1),
                  as(call.type(), function("list_position", operands)));
      case ARRAY_MIN -> function("list_min", operands);
      case ARRAY_MAX -> function("list_max", operands);
      case ARRAY_JOIN -> function("array_to_string", operands);
      default -> throw new IllegalArgumentException("no function of arrays: " + call.function());
    };
  }

  private static String element(Expression position, List<String> operands) {
    String element = function("list_extract", operands);
    boolean positive =
        position instanceof Expression.Literal literal
            && literal.value().filter(n -> n instanceof Long number && number > 0).isPresent();
    return positive ? element : "CASE WHEN %s > 0 THEN %s END".formatted(operands.get(1), element);
  }
}
