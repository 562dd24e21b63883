package io.thalweg.process.duckdb.sql;

import static io.thalweg.process.duckdb.sql.DuckDbFunctions.as;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.Literal;
import io.thalweg.sql.plan.TimeUnit;
import java.util.List;
import java.util.Locale;

/** Functions of dates and timestamps. */
final class DuckDbTimes {

  /** When the statement began, in UTC whatever the session's time zone is. */
  private static final String NOW = "make_timestamp(epoch_us(now()))";

  private DuckDbTimes() {}

  static String write(Expression.Call call, List<String> operands) {
    return switch (call.function()) {
      case EXTRACT -> extract(unit(call), timestamp(call.operands().get(1), operands.get(1)));
      case FLOOR_TIME -> typed(call, cut(unit(call), operands.get(1)));
      case CEIL_TIME ->
          typed(
              call,
              cut(
                  unit(call),
                  "%s + %s - to_microseconds(1)"
                      .formatted(
                          timestamp(call.operands().get(1), operands.get(1)),
                          interval(unit(call), "1"))));
      case TIMESTAMP_ADD ->
          typed(call, "(" + operands.get(2) + " + " + interval(unit(call), operands.get(1)) + ")");
      case TIMESTAMP_DIFF ->
          as(
              call.type(),
              "date_sub('%s', %s, %s)"
                  .formatted(
                      name(unit(call)),
                      timestamp(call.operands().get(1), operands.get(1)),
                      timestamp(call.operands().get(2), operands.get(2))));
      case TIMESTAMP_SECONDS -> instant(operands.get(0), 1_000_000);
      case TIMESTAMP_MILLIS -> instant(operands.get(0), 1_000);
      case TIMESTAMP_MICROS -> instant(operands.get(0), 1);
      case UNIX_MILLIS ->
          "(" + micros("date_trunc('millisecond', %s)", call, operands) + " // 1000)";
      case UNIX_MICROS -> micros("%s", call, operands);
      case CURRENT_TIMESTAMP -> NOW;
      case CURRENT_DATE -> as(Primitive.DATE, NOW);
      default -> throw new IllegalArgumentException(call.function().name());
    };
  }

  private static String instant(String count, int micros) {
    String number = as(Primitive.LONG, count);
    return "make_timestamp(" + (micros == 1 ? number : number + " * " + micros) + ")";
  }

  private static String micros(String of, Expression.Call call, List<String> operands) {
    return "epoch_us(" + of.formatted(timestamp(call.operands().get(0), operands.get(0))) + ")";
  }

  private static String extract(TimeUnit unit, String time) {
    return switch (unit) {
      case DOW -> "(extract(dow FROM " + time + ") + 1)";
      case EPOCH -> as(Primitive.LONG, "epoch(date_trunc('second', " + time + "))");
      default -> "extract(" + name(unit) + " FROM " + time + ")";
    };
  }

  private static String cut(TimeUnit unit, String time) {
    return "date_trunc('" + name(unit) + "', " + DuckDbExpressions.strip(time) + ")";
  }

  private static String interval(TimeUnit unit, String count) {
    return switch (unit) {
      case YEAR -> "to_months(12 * " + count + ")";
      case QUARTER -> "to_months(3 * " + count + ")";
      case MONTH -> "to_months(" + count + ")";
      case WEEK -> "to_days(7 * " + count + ")";
      case DAY -> "to_days(" + count + ")";
      case HOUR -> "to_hours(" + count + ")";
      case MINUTE -> "to_minutes(" + count + ")";
      case SECOND -> "to_microseconds(1000000 * CAST(" + count + " AS BIGINT))";
      case MILLISECOND -> "to_microseconds(1000 * CAST(" + count + " AS BIGINT))";
      case MICROSECOND -> "to_microseconds(" + count + ")";
      default -> throw new IllegalArgumentException(unit.name());
    };
  }

  /** A date's hours are those of its midnight. */
  static String timestamp(Expression expression, String text) {
    return expression.type() == Primitive.DATE ? as(Primitive.TIMESTAMP, text) : text;
  }

  private static String typed(Expression.Call call, String text) {
    return call.type() == Primitive.DATE ? as(Primitive.DATE, text) : text;
  }

  private static TimeUnit unit(Expression.Call call) {
    return TimeUnit.valueOf((String) ((Literal) call.operands().get(0)).value().orElseThrow());
  }

  private static String name(TimeUnit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }
}
