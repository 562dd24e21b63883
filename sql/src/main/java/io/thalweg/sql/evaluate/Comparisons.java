package io.thalweg.sql.evaluate;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Function;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;

/** Comparisons, and what is chosen by them. */
final class Comparisons {

  private Comparisons() {}

  static Evaluator of(Function function, List<Expression> operands, List<Evaluator> evaluators) {
    Evaluator left = evaluators.get(0);
    Evaluator right = evaluators.get(1);
    if (function == Function.IS_DISTINCT_FROM || function == Function.IS_NOT_DISTINCT_FROM) {
      boolean distinct = function == Function.IS_DISTINCT_FROM;
      return row -> {
        Object a = left.of(row);
        Object b = right.of(row);
        boolean same = a == null || b == null ? a == b : compare(a, b) == 0;
        return same != distinct;
      };
    }
    IntPredicate holds = holds(function);
    if (operands.get(0) instanceof Expression.ColumnReference column
        && operands.get(1) instanceof Expression.Literal literal
        && literal.value().isPresent()
        && literal.type().equals(column.type())) {
      return withConstant(holds, column, right.of(null), left);
    }
    return row -> {
      Object a = left.of(row);
      Object b = a == null ? null : right.of(row);
      return b == null ? null : (Object) holds.test(compare(a, b));
    };
  }

  /** Most conditions compare a column with a constant; numbers are then compared as they are. */
  private static Evaluator withConstant(
      IntPredicate holds, Expression.ColumnReference column, Object constant, Evaluator left) {
    int index = column.index();
    DataType type = column.type();
    if (type == Primitive.DOUBLE) {
      double number = (Double) constant;
      return row ->
          row.isNull(index) ? null : (Object) holds.test(compare(row.doubleValue(index), number));
    }
    if (constant instanceof Long whole) {
      long number = whole;
      return row ->
          row.isNull(index)
              ? null
              : (Object) holds.test(Long.compare(row.longValue(index), number));
    }
    return row -> {
      Object value = left.of(row);
      return value == null ? null : (Object) holds.test(compare(value, constant));
    };
  }

  private static IntPredicate holds(Function function) {
    return switch (function) {
      case EQUALS -> sign -> sign == 0;
      case NOT_EQUALS -> sign -> sign != 0;
      case LESS_THAN -> sign -> sign < 0;
      case LESS_THAN_OR_EQUAL -> sign -> sign <= 0;
      case GREATER_THAN -> sign -> sign > 0;
      case GREATER_THAN_OR_EQUAL -> sign -> sign >= 0;
      default -> throw new IllegalArgumentException(function.name());
    };
  }

  /** The largest operand that is not NULL, or the smallest. */
  static Evaluator extreme(List<Evaluator> operands, int sign) {
    return row -> {
      Object best = null;
      for (Evaluator operand : operands) {
        Object value = operand.of(row);
        if (value != null && (best == null || compare(value, best) * sign > 0)) {
          best = value;
        }
      }
      return best;
    };
  }

  static Evaluator coalesce(List<Evaluator> operands) {
    return row ->
        operands.stream().map(o -> o.of(row)).filter(Objects::nonNull).findFirst().orElse(null);
  }

  static Evaluator nullIf(Evaluator value, Evaluator other) {
    return row -> {
      Object a = value.of(row);
      Object b = a == null ? null : other.of(row);
      return b != null && compare(a, b) == 0 ? null : a;
    };
  }

  /** The order of two values of one type; exact numbers may be mixed. */
  static int compare(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    } else if (a instanceof Double x && b instanceof Double y) {
      return compare(x.doubleValue(), y.doubleValue());
    } else if (a instanceof String x && b instanceof String y) {
      return compare(x, y);
    } else if (a instanceof Boolean x && b instanceof Boolean y) {
      return Boolean.compare(x, y);
    }
    return decimal(a).compareTo(decimal(b));
  }

  /** Finite numbers; zero has no sign. */
  private static int compare(double a, double b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /** By code points, where Java's own order goes by halves of surrogate pairs. */
  private static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean mixed = Character.isSurrogate(x) != Character.isSurrogate(y);
        return mixed ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  static BigDecimal decimal(Object number) {
    return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf((Long) number);
  }
}
