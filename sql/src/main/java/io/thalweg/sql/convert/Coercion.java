package io.thalweg.sql.convert;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.Cast;
import io.thalweg.sql.plan.Expression.Literal;
import io.thalweg.sql.plan.Function;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Casts where a function wants another type, so that no engine has to decide. */
final class Coercion {

  private Coercion() {}

  /** The expression as another type; a literal that can be one becomes one. */
  static Expression cast(Expression operand, DataType type) {
    if (operand.type().equals(type)) {
      return operand;
    }
    if (operand instanceof Literal literal) {
      if (literal.value().isEmpty()) {
        return new Literal(Optional.empty(), type);
      }
      Optional<Object> value = value(literal.value().get(), type);
      if (value.isPresent()) {
        return new Literal(value, type);
      }
    }
    return new Cast(operand, type);
  }

  private static Optional<Object> value(Object value, DataType type) {
    if (type == Primitive.DOUBLE && value instanceof Number number) {
      return Optional.of(number.doubleValue());
    }
    if (type == Primitive.LONG && value instanceof Long) {
      return Optional.of(value);
    }
    if (type instanceof Decimal decimal && (value instanceof Long || value instanceof BigDecimal)) {
      BigDecimal scaled =
          new BigDecimal(value.toString()).setScale(decimal.scale(), RoundingMode.HALF_UP);
      return scaled.precision() <= decimal.precision() ? Optional.of(scaled) : Optional.empty();
    }
    if (value instanceof String text && (type == Primitive.TIMESTAMP || type == Primitive.DATE)) {
      return time(text.strip(), type);
    }
    return Optional.empty();
  }

  private static Optional<Object> time(String text, DataType type) {
    try {
      if (type == Primitive.DATE) {
        return Optional.of(LocalDate.parse(text));
      }
      return Optional.of(
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay()
              : LocalDateTime.parse(text.replace(' ', 'T')));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The operands with the types that a function wants, see {@link Function}. */
  static List<Expression> operands(Function function, List<Expression> operands, DataType type) {
    return switch (function) {
      case EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM,
          NULLIF ->
          alike(operands);
      case PLUS, MINUS, TIMES, DIVIDE ->
          type == Primitive.DOUBLE ? all(operands, Primitive.DOUBLE) : typed(operands, type);
      case COALESCE, GREATEST, LEAST -> all(operands, type);
      case ARRAY_CONTAINS, ARRAY_POSITION -> likeElements(operands);
      case SQRT, POWER, EXP, LN, LOG10, SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2, DEGREES, RADIANS ->
          all(operands, Primitive.DOUBLE);
      default -> operands;
    };
  }

  /** A NULL has the elements' type, and what is sought among doubles is one. */
  private static List<Expression> likeElements(List<Expression> operands) {
    DataType element = ((DataType.Array) operands.get(0).type()).element();
    Expression value = operands.get(1);
    return element == Primitive.DOUBLE || isNull(value)
        ? List.of(operands.get(0), cast(value, element))
        : operands;
  }

  static List<Expression> all(List<Expression> operands, DataType type) {
    return operands.stream().map(operand -> cast(operand, type)).toList();
  }

  /** A DOUBLE makes doubles of the numbers beside it, a TIMESTAMP timestamps of dates. */
  private static List<Expression> alike(List<Expression> operands) {
    for (DataType type : List.of(Primitive.DOUBLE, Primitive.TIMESTAMP)) {
      if (operands.stream().anyMatch(operand -> operand.type().equals(type))) {
        return all(operands, type);
      }
    }
    return operands.stream()
        .filter(operand -> !isNull(operand))
        .findFirst()
        .map(known -> typed(operands, known.type()))
        .orElse(operands);
  }

  /** A NULL has the type of what stands beside it. */
  private static List<Expression> typed(List<Expression> operands, DataType type) {
    return operands.stream().map(o -> isNull(o) ? cast(o, type) : o).toList();
  }

  private static boolean isNull(Expression expression) {
    return expression instanceof Literal literal && literal.value().isEmpty();
  }
}
