package io.thalweg.sql.evaluate;

import static io.thalweg.sql.evaluate.Comparisons.decimal;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.plan.Function;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Arithmetic, each in the type of its result. */
final class Arithmetic {

  private Arithmetic() {}

  /** An operation on two values that are not NULL. */
  interface Operation {
    Object of(Object a, Object b);
  }

  static Operation of(Function function, DataType type) {
    if (type == Primitive.DOUBLE) {
      return (a, b) -> doubles(function, (Double) a, (Double) b);
    }
    if (type instanceof Decimal decimal) {
      return (a, b) -> fit(decimals(function, decimal(a), decimal(b)), decimal);
    }
    return (a, b) -> fit(longs(function, whole(a), whole(b)), type);
  }

  private static Double doubles(Function function, double a, double b) {
    return switch (function) {
      case PLUS -> finite(a + b);
      case MINUS -> finite(a - b);
      case TIMES -> finite(a * b);
      case DIVIDE -> {
        if (b == 0) {
          throw new DataErrorException("division by zero");
        }
        yield finite(a / b);
      }
      default -> throw new NotEvaluableException(function.name());
    };
  }

  private static BigDecimal decimals(Function function, BigDecimal a, BigDecimal b) {
    return switch (function) {
      case PLUS -> a.add(b);
      case MINUS -> a.subtract(b);
      case TIMES -> a.multiply(b);
      case MOD -> {
        if (b.signum() == 0) {
          throw new DataErrorException("division by zero");
        }
        yield a.remainder(b);
      }
      default -> throw new NotEvaluableException(function.name());
    };
  }

  private static long longs(Function function, long a, long b) {
    try {
      return switch (function) {
        case PLUS -> Math.addExact(a, b);
        case MINUS -> Math.subtractExact(a, b);
        case TIMES -> Math.multiplyExact(a, b);
        case DIVIDE -> b == -1 ? Math.negateExact(a) : a / b;
        case MOD -> b == -1 ? 0 : a % b;
        default -> throw new NotEvaluableException(function.name());
      };
    } catch (ArithmeticException e) {
      throw new DataErrorException(b == 0 ? "division by zero" : "a number is out of range");
    }
  }

  static Object negate(Object value, DataType type) {
    if (value instanceof Double number) {
      return -number;
    }
    return value instanceof BigDecimal number
        ? number.negate()
        : (Object) fit(longs(Function.MINUS, 0, (Long) value), type);
  }

  static Object abs(Object value, DataType type) {
    boolean negative =
        value instanceof Double number
            ? number < 0 || 1 / number == Double.NEGATIVE_INFINITY
            : decimal(value).signum() < 0;
    return negative ? negate(value, type) : value;
  }

  private static long whole(Object value) {
    return (Long) value;
  }

  static Double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new DataErrorException("a result is no finite number");
    }
    return value;
  }

  /** A whole number as INT or LONG. */
  static Long fit(long value, DataType type) {
    if (type == Primitive.INT && value != (int) value) {
      throw new DataErrorException("a number is out of range");
    }
    return value;
  }

  /** A number with the digits that a decimal type has, halves away from zero. */
  static BigDecimal fit(BigDecimal value, Decimal type) {
    BigDecimal scaled = value.setScale(type.scale(), RoundingMode.HALF_UP);
    if (scaled.precision() > type.precision() && scaled.signum() != 0) {
      throw new DataErrorException("a number is out of range");
    }
    return scaled;
  }

  /** A whole number of any size as INT or LONG. */
  static Long fit(BigDecimal whole, DataType type) {
    if (whole.precision() - whole.scale() > 19) {
      throw new DataErrorException("a number is out of range");
    }
    try {
      return fit(whole.longValueExact(), type);
    } catch (ArithmeticException e) {
      throw new DataErrorException("a number is out of range");
    }
  }
}
