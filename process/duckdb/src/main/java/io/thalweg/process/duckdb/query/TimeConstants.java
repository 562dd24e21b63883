package io.thalweg.process.duckdb.query;

import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Function;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times that do not depend on a row, such as an hour before the query began. */
final class TimeConstants {

  /** How much earlier than this reckons the query may have begun, as clocks are set back. */
  private static final long EARLIER_MINUTES = 5;

  /** How much later than this reckons the query may begin. */
  private static final long LATER_HOURS = 24;

  /** Calendars may count months otherwise than this does, but not by more. */
  private static final long MONTH_SLACK_DAYS = 3;

  private final Clock clock;

  /**
   * @param clock in UTC
   */
  TimeConstants(Clock clock) {
    this.clock = clock;
  }

  /** Two times between which another lies, both inclusive; midnights for a date. */
  record Span(LocalDateTime earliest, LocalDateTime latest) {
    private Span plus(long months, long micros) {
      long slack = months == 0 ? 0 : MONTH_SLACK_DAYS;
      return new Span(
          earliest.plusMonths(months).plus(micros, ChronoUnit.MICROS).minusDays(slack),
          latest.plusMonths(months).plus(micros, ChronoUnit.MICROS).plusDays(slack));
    }
  }

  /** Empty for what is no time, or depends on a row, or on more than this knows. */
  Optional<Span> find(Expression expression) {
    if (expression instanceof Expression.Literal literal) {
      return literal.value().flatMap(TimeConstants::literal);
    } else if (expression instanceof Expression.Cast cast) {
      return find(cast.operand());
    } else if (expression instanceof Expression.Call call) {
      return call(call);
    }
    return Optional.empty();
  }

  private static Optional<Span> literal(Object value) {
    if (value instanceof LocalDateTime time) {
      return Optional.of(new Span(time, time));
    }
    return value instanceof LocalDate date
        ? Optional.of(new Span(date.atStartOfDay(), date.atStartOfDay()))
        : Optional.empty();
  }

  private Optional<Span> call(Expression.Call call) {
    LocalDateTime now = LocalDateTime.now(clock);
    return switch (call.function()) {
      case CURRENT_TIMESTAMP ->
          Optional.of(new Span(now.minusMinutes(EARLIER_MINUTES), now.plusHours(LATER_HOURS)));
      case CURRENT_DATE ->
          Optional.of(
              new Span(
                  now.minusMinutes(EARLIER_MINUTES).truncatedTo(ChronoUnit.DAYS),
                  now.plusHours(LATER_HOURS)));
      case PLUS, MINUS -> moved(call);
      default -> Optional.empty();
    };
  }

  private Optional<Span> moved(Expression.Call call) {
    if (call.operands().size() == 2
        && call.operands().get(1) instanceof Expression.Interval interval) {
      int sign = call.function() == Function.MINUS ? -1 : 1;
      return find(call.operands().get(0))
          .map(span -> span.plus(sign * interval.months(), sign * interval.micros()));
    }
    return Optional.empty();
  }
}
