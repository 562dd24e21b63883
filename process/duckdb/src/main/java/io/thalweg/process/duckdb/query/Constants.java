package io.thalweg.process.duckdb.query;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.plan.Expression;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Constants of a plan as bounds of a column's values. */
final class Constants {

  private static final LocalDateTime EPOCH = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);

  private final TimeConstants times;

  Constants(TimeConstants times) {
    this.times = times;
  }

  /**
   * The values of a column between which a constant lies: equal where the column's type holds it,
   * as the lake's ranges want them.
   */
  record Bounds(Object least, Object greatest) {
    static Optional<Bounds> of(Object value) {
      return Optional.of(new Bounds(value, value));
    }
  }

  /** Empty for what is no constant, or not of the column's kind. */
  Optional<Bounds> bounds(Expression expression, DataType column) {
    if (column == Primitive.TIMESTAMP) {
      return times
          .find(expression)
          .map(span -> new Bounds(micros(span.earliest()), micros(span.latest())));
    } else if (column == Primitive.DATE) {
      return times
          .find(expression)
          .map(span -> new Bounds(span.earliest().toLocalDate().toEpochDay(), lastDay(span)));
    }
    return expression instanceof Expression.Literal literal
        ? literal.value().flatMap(value -> literal(value, column))
        : Optional.empty();
  }

  private static long micros(LocalDateTime time) {
    return ChronoUnit.MICROS.between(EPOCH, time);
  }

  private static long lastDay(TimeConstants.Span span) {
    return span.latest().plusDays(1).minusNanos(1).toLocalDate().toEpochDay();
  }

  private static Optional<Bounds> literal(Object value, DataType column) {
    if (column instanceof DataType.Decimal) {
      return exact(value).flatMap(Bounds::of);
    }
    if (column.isNested()) {
      return Optional.empty();
    }
    return switch ((Primitive) column) {
      case BOOLEAN -> value instanceof Boolean ? Bounds.of(value) : Optional.empty();
      case STRING -> value instanceof String ? Bounds.of(value) : Optional.empty();
      case INT, LONG -> exact(value).flatMap(Constants::whole);
      case DOUBLE ->
          (value instanceof Double number && Double.isFinite(number)
                  ? Optional.of(new BigDecimal(number))
                  : exact(value))
              .flatMap(Constants::floating);
      case TIMESTAMP, DATE -> Optional.empty();
    };
  }

  /**
   * Empty for a double: what is compared with one is rounded first, so that values that are not
   * equal to it would be found.
   */
  private static Optional<BigDecimal> exact(Object value) {
    if (value instanceof Long number) {
      return Optional.of(BigDecimal.valueOf(number));
    }
    return value instanceof BigDecimal number ? Optional.of(number) : Optional.empty();
  }

  private static Optional<Bounds> whole(BigDecimal number) {
    BigDecimal least = number.setScale(0, RoundingMode.FLOOR);
    BigDecimal greatest = number.setScale(0, RoundingMode.CEILING);
    if (least.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) < 0
        || greatest.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      return Optional.empty();
    }
    return Optional.of(new Bounds(least.longValueExact(), greatest.longValueExact()));
  }

  private static Optional<Bounds> floating(BigDecimal number) {
    double nearest = number.doubleValue();
    if (!Double.isFinite(nearest)) {
      return Optional.empty();
    }
    int side = new BigDecimal(nearest).compareTo(number);
    return Optional.of(
        new Bounds(
            side > 0 ? Math.nextDown(nearest) : nearest,
            side < 0 ? Math.nextUp(nearest) : nearest));
  }
}
