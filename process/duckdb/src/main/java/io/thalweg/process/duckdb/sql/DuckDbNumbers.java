package io.thalweg.process.duckdb.sql;

import static io.thalweg.process.duckdb.sql.DuckDbFunctions.as;
import static io.thalweg.process.duckdb.sql.DuckDbFunctions.function;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.plan.Expression;
import java.util.List;

/** Functions that make numbers whole or shorter. */
final class DuckDbNumbers {

  private DuckDbNumbers() {}

  static String write(Expression.Call call, List<String> operands) {
    DataType number = call.operands().get(0).type();
    boolean whole = number == Primitive.INT || number == Primitive.LONG;
    return switch (call.function()) {
      case CEIL -> whole ? operands.get(0) : typed(call, function("ceil", operands));
      case FLOOR -> whole ? operands.get(0) : typed(call, function("floor", operands));
      case ROUND ->
          whole && operands.size() == 1
              ? operands.get(0)
              : typed(call, function("round", operands));
      case TRUNCATE ->
          whole && operands.size() == 1
              ? operands.get(0)
              : typed(call, function("trunc", operands));
      case SIGN -> as(Primitive.INT, function("sign", operands));
      default -> throw new IllegalArgumentException(call.function().name());
    };
  }

  private static String typed(Expression.Call call, String text) {
    return call.type() == Primitive.DOUBLE ? text : as(call.type(), text);
  }
}
