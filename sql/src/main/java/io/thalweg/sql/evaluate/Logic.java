package io.thalweg.sql.evaluate;

import io.thalweg.sql.plan.Function;
import java.util.List;

/** SQL's three truth values. */
final class Logic {

  private Logic() {}

  static Evaluator of(Function function, List<Evaluator> operands) {
    Evaluator first = operands.get(0);
    return switch (function) {
      case AND -> all(operands.toArray(Evaluator[]::new), Boolean.FALSE);
      case OR -> all(operands.toArray(Evaluator[]::new), Boolean.TRUE);
      case NOT ->
          row -> {
            Object value = first.of(row);
            return value == null ? null : (Object) !(Boolean) value;
          };
      case IS_NULL -> row -> first.of(row) == null;
      case IS_NOT_NULL -> row -> first.of(row) != null;
      case IS_TRUE -> row -> Boolean.TRUE.equals(first.of(row));
      case IS_NOT_TRUE -> row -> !Boolean.TRUE.equals(first.of(row));
      case IS_FALSE -> row -> Boolean.FALSE.equals(first.of(row));
      case IS_NOT_FALSE -> row -> !Boolean.FALSE.equals(first.of(row));
      default -> throw new IllegalArgumentException(function.name());
    };
  }

  /**
   * AND is decided by the first false, OR by the first true; what stands behind is not computed.
   */
  private static Evaluator all(Evaluator[] operands, Boolean decisive) {
    return row -> {
      boolean isNull = false;
      for (Evaluator operand : operands) {
        Object value = operand.of(row);
        if (decisive.equals(value)) {
          return decisive;
        }
        isNull |= value == null;
      }
      return isNull ? null : !decisive;
    };
  }
}
