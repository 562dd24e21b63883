package io.thalweg.sql.evaluate;

import com.google.re2j.Pattern;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.ExpressionVisitor;
import io.thalweg.sql.plan.Function;
import io.thalweg.sql.plan.TimeUnit;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/** Turns expressions into evaluators, once. */
public final class ExpressionEvaluator implements ExpressionVisitor<Evaluator> {

  private static final ExpressionEvaluator INSTANCE = new ExpressionEvaluator();

  private ExpressionEvaluator() {}

  /**
   * Compiles an expression.
   *
   * @throws NotEvaluableException for what only an engine can compute: sub-queries, window
   *     functions, the statement's own time, and doubles as text
   */
  public static Evaluator compile(Expression expression) {
    return expression.accept(INSTANCE);
  }

  @Override
  public Evaluator visit(Expression.ColumnReference reference) {
    int index = reference.index();
    return row -> row.value(index);
  }

  @Override
  public Evaluator visit(Expression.Literal literal) {
    Object value = literal.value().map(written -> value(written, literal.type())).orElse(null);
    return row -> value;
  }

  private static Object value(Object written, DataType type) {
    if (written instanceof LocalDate date) {
      return type == Primitive.DATE
          ? (Object) date.toEpochDay()
          : Times.value(date.atStartOfDay(), type);
    }
    return written instanceof LocalDateTime time ? Times.value(time, type) : written;
  }

  @Override
  public Evaluator visit(Expression.Interval interval) {
    throw new NotEvaluableException("an interval by itself");
  }

  @Override
  public Evaluator visit(Expression.Call call) {
    List<Expression> operands = call.operands();
    Function function = call.function();
    return switch (function) {
      case AND, OR, NOT, IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE ->
          Logic.of(function, all(operands));
      case EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM ->
          Comparisons.of(function, operands, all(operands));
      case COALESCE -> Comparisons.coalesce(all(operands));
      case GREATEST -> Comparisons.extreme(all(operands), 1);
      case LEAST -> Comparisons.extreme(all(operands), -1);
      case NULLIF -> {
        Evaluator value = Comparisons.nullIf(compile(operands.get(0)), compile(operands.get(1)));
        DataType type = operands.get(0).type();
        yield type.equals(call.type()) ? value : Casts.of(value, type, call.type());
      }
      case PLUS, MINUS, TIMES, DIVIDE, MOD -> arithmetic(call);
      case EXTRACT, FLOOR_TIME, CEIL_TIME, TIMESTAMP_ADD, TIMESTAMP_DIFF -> time(call);
      case REGEXP_LIKE -> {
        Pattern pattern = Pattern.compile(text(operands.get(1)));
        yield strict(operands, values -> pattern.matcher((String) values[0]).find());
      }
      case UNIX_MILLIS, UNIX_MICROS -> {
        DataType type = operands.get(0).type();
        long divisor = function == Function.UNIX_MILLIS ? 1_000 : 1;
        yield strict(operands, v -> Math.floorDiv(Times.micros(v[0], type), divisor));
      }
      case REGEXP_EXTRACT,
          REGEXP_REPLACE,
          JSON_VALUE,
          JSON_EXISTS,
          FIELD,
          ELEMENT,
          CARDINALITY,
          ARRAY_CONTAINS,
          ARRAY_POSITION,
          ARRAY_MIN,
          ARRAY_MAX,
          ARRAY_JOIN,
          DATE_FORMAT,
          TO_TIMESTAMP,
          TIMESTAMP_SECONDS,
          TIMESTAMP_MILLIS,
          TIMESTAMP_MICROS,
          CURRENT_TIMESTAMP,
          CURRENT_DATE ->
          throw new NotEvaluableException(function.name());
      case LIKE,
          CONCAT,
          UPPER,
          LOWER,
          CHAR_LENGTH,
          SUBSTRING,
          TRIM,
          LTRIM,
          RTRIM,
          POSITION,
          REPLACE,
          LEFT,
          RIGHT,
          STARTS_WITH,
          ENDS_WITH,
          SPLIT_PART,
          MD5,
          SHA256 ->
          strict(operands, values -> Texts.of(function, values));
      case NEGATE,
          ABS,
          CEIL,
          FLOOR,
          ROUND,
          TRUNCATE,
          SIGN,
          SQRT,
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
          strict(operands, values -> Numbers.of(function, values, call.type()));
    };
  }

  private static List<Evaluator> all(List<Expression> operands) {
    return operands.stream().map(ExpressionEvaluator::compile).toList();
  }

  private interface OfValues {
    Object of(Object[] values);
  }

  /** A function that is NULL where an operand is. */
  private static Evaluator strict(List<Expression> operands, OfValues function) {
    Evaluator[] evaluators = all(operands).toArray(Evaluator[]::new);
    return row -> {
      Object[] values = new Object[evaluators.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = evaluators[i].of(row);
        if (values[i] == null) {
          return null;
        }
      }
      return function.of(values);
    };
  }

  private static Evaluator arithmetic(Expression.Call call) {
    Expression left = call.operands().get(0);
    Expression right = call.operands().get(1);
    int sign = call.function() == Function.MINUS ? -1 : 1;
    if (right instanceof Expression.Interval interval) {
      return strict(List.of(left), values -> Times.plus(values[0], left.type(), interval, sign));
    }
    if (left instanceof Expression.Interval interval) {
      return strict(List.of(right), values -> Times.plus(values[0], right.type(), interval, sign));
    }
    Arithmetic.Operation operation = Arithmetic.of(call.function(), call.type());
    return strict(call.operands(), values -> operation.of(values[0], values[1]));
  }

  private static String text(Expression literal) {
    return (String) ((Expression.Literal) literal).value().orElseThrow();
  }

  private static Evaluator time(Expression.Call call) {
    List<Expression> operands = call.operands();
    TimeUnit unit = TimeUnit.valueOf(text(operands.get(0)));
    DataType first = operands.get(1).type();
    List<Expression> rest = operands.subList(1, operands.size());
    return switch (call.function()) {
      case EXTRACT -> strict(rest, v -> Times.extract(unit, Times.time(v[0], first)));
      case FLOOR_TIME ->
          strict(rest, v -> Times.value(Times.floor(unit, Times.time(v[0], first)), first));
      case CEIL_TIME ->
          strict(rest, v -> Times.value(Times.ceil(unit, Times.time(v[0], first)), first));
      case TIMESTAMP_ADD -> {
        DataType type = operands.get(2).type();
        yield strict(rest, v -> Times.add(unit, (Long) v[0], v[1], type, call.type()));
      }
      default -> {
        DataType type = operands.get(2).type();
        Times.checkDifference(unit);
        yield strict(
            rest,
            v ->
                Times.difference(
                    unit, Times.time(v[0], first), Times.time(v[1], type), call.type()));
      }
    };
  }

  @Override
  public Evaluator visit(Expression.Cast cast) {
    return Casts.of(compile(cast.operand()), cast.operand().type(), cast.type());
  }

  @Override
  public Evaluator visit(Expression.Case choice) {
    List<Evaluator> conditions =
        choice.branches().stream().map(branch -> compile(branch.condition())).toList();
    List<Evaluator> values =
        choice.branches().stream().map(branch -> compile(branch.value())).toList();
    Evaluator otherwise = compile(choice.otherwise());
    return row -> {
      for (int i = 0; i < conditions.size(); i++) {
        if (Boolean.TRUE.equals(conditions.get(i).of(row))) {
          return values.get(i).of(row);
        }
      }
      return otherwise.of(row);
    };
  }

  @Override
  public Evaluator visit(Expression.Over over) {
    throw new NotEvaluableException("a window function");
  }

  @Override
  public Evaluator visit(Expression.OuterReference reference) {
    throw new NotEvaluableException("a sub-query");
  }

  @Override
  public Evaluator visit(Expression.SubQuery subQuery) {
    throw new NotEvaluableException("a sub-query");
  }
}
