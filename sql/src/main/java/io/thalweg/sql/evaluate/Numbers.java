package io.thalweg.sql.evaluate;

import static io.thalweg.sql.evaluate.Arithmetic.finite;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.sql.plan.Function;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Functions of numbers. */
final class Numbers {

  private static final BigDecimal LARGEST_SHIFT = BigDecimal.valueOf(400);

  private Numbers() {}

  /** The value of a function whose operands are not NULL. */
  static Object of(Function function, Object[] operands, DataType type) {
    Object first = operands.length == 0 ? null : operands[0];
    return switch (function) {
      case ABS -> Arithmetic.abs(first, type);
      case NEGATE -> Arithmetic.negate(first, type);
      case SIGN -> sign(first);
      case CEIL ->
          first instanceof Double x
              ? (Object) Math.ceil(x)
              : exact(first, 0, RoundingMode.CEILING, type);
      case FLOOR ->
          first instanceof Double x
              ? (Object) Math.floor(x)
              : exact(first, 0, RoundingMode.FLOOR, type);
      case ROUND -> rounded(first, digits(operands), RoundingMode.HALF_UP, type);
      case TRUNCATE -> rounded(first, digits(operands), RoundingMode.DOWN, type);
      case SQRT -> finite(Math.sqrt((Double) first));
      case POWER -> finite(Math.pow((Double) first, (Double) operands[1]));
      case EXP -> finite(Math.exp((Double) first));
      case LN -> finite(Math.log((Double) first));
      case LOG10 -> finite(Math.log10((Double) first));
      case SIN -> finite(Math.sin((Double) first));
      case COS -> finite(Math.cos((Double) first));
      case TAN -> finite(Math.tan((Double) first));
      case ASIN -> finite(Math.asin((Double) first));
      case ACOS -> finite(Math.acos((Double) first));
      case ATAN -> finite(Math.atan((Double) first));
      case ATAN2 -> finite(Math.atan2((Double) first, (Double) operands[1]));
      case DEGREES -> finite((Double) first * 180 / Math.PI);
      case RADIANS -> finite((Double) first * Math.PI / 180);
      case PI -> Math.PI;
      default -> throw new NotEvaluableException(function.name());
    };
  }

  private static Object sign(Object number) {
    return number instanceof Double x
        ? (Object) (x > 0 ? 1L : x < 0 ? -1L : 0L)
        : (Object) (long) Comparisons.decimal(number).signum();
  }

  private static int digits(Object[] operands) {
    return operands.length < 2
        ? 0
        : BigDecimal.valueOf((Long) operands[1])
            .min(LARGEST_SHIFT)
            .max(LARGEST_SHIFT.negate())
            .intValue();
  }

  private static Object rounded(Object number, int digits, RoundingMode mode, DataType type) {
    if (!(number instanceof Double x)) {
      return exact(number, digits, mode, type);
    }
    double shift = Math.pow(10, Math.abs(digits));
    double shifted = digits < 0 ? x / shift : x * shift;
    if (!Double.isFinite(shifted) || !Double.isFinite(shift)) {
      return digits < 0 ? 0.0 : x;
    }
    double whole = mode == RoundingMode.DOWN ? cut(shifted) : halfAway(shifted);
    return finite(digits < 0 ? whole * shift : whole / shift);
  }

  static double halfAway(double number) {
    double whole = Math.floor(Math.abs(number));
    double result = Math.abs(number) - whole >= 0.5 ? whole + 1 : whole;
    return Math.copySign(result, number);
  }

  static double cut(double number) {
    return Math.copySign(Math.floor(Math.abs(number)), number);
  }

  private static Object exact(Object number, int digits, RoundingMode mode, DataType type) {
    BigDecimal value = Comparisons.decimal(number);
    BigDecimal result = digits >= value.scale() ? value : value.setScale(digits, mode);
    return type instanceof Decimal decimal
        ? Arithmetic.fit(result, decimal)
        : (Object) Arithmetic.fit(result, type);
  }
}
