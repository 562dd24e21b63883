package io.thalweg.sql.evaluate;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.TimeUnit;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/** Functions of dates (in days since 1970) and timestamps (in microseconds since then). */
final class Times {

  private static final long MICROS = 1_000_000;

  private Times() {}

  static LocalDateTime time(Object value, DataType type) {
    long number = (Long) value;
    return type == Primitive.DATE
        ? LocalDate.ofEpochDay(number).atStartOfDay()
        : LocalDateTime.ofEpochSecond(
            Math.floorDiv(number, MICROS),
            (int) Math.floorMod(number, MICROS) * 1_000,
            ZoneOffset.UTC);
  }

  static Long value(LocalDateTime time, DataType type) {
    return type == Primitive.DATE
        ? time.toLocalDate().toEpochDay()
        : time.toEpochSecond(ZoneOffset.UTC) * MICROS + time.getNano() / 1_000;
  }

  static long micros(Object value, DataType type) {
    return value(time(value, type), Primitive.TIMESTAMP);
  }

  static Object plus(Object value, DataType type, Expression.Interval interval, int sign) {
    try {
      return value(
          time(value, type)
              .plusMonths(sign * interval.months())
              .plus(sign * interval.micros(), ChronoUnit.MICROS),
          type);
    } catch (DateTimeException | ArithmeticException e) {
      throw new DataErrorException("a time is out of range");
    }
  }

  static Object add(TimeUnit unit, long count, Object value, DataType from, DataType to) {
    try {
      LocalDateTime time = time(value, from);
      return value(
          unit == TimeUnit.QUARTER
              ? time.plusMonths(Math.multiplyExact(3L, count))
              : time.plus(count, chrono(unit)),
          to);
    } catch (DateTimeException | ArithmeticException e) {
      throw new DataErrorException("a time is out of range");
    }
  }

  /** Months differ in length; whether one is over at its end, engines know best. */
  static void checkDifference(TimeUnit unit) {
    if (unit == TimeUnit.YEAR || unit == TimeUnit.QUARTER || unit == TimeUnit.MONTH) {
      throw new NotEvaluableException("TIMESTAMPDIFF in " + unit + "s");
    }
  }

  static Object difference(TimeUnit unit, LocalDateTime from, LocalDateTime to, DataType type) {
    return Arithmetic.fit(chrono(unit).between(from, to), type);
  }

  static Long extract(TimeUnit unit, LocalDateTime time) {
    int micros = time.getNano() / 1_000;
    return switch (unit) {
      case YEAR -> (long) time.getYear();
      case QUARTER -> (long) time.get(IsoFields.QUARTER_OF_YEAR);
      case MONTH -> (long) time.getMonthValue();
      case WEEK -> (long) time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case DAY -> (long) time.getDayOfMonth();
      case HOUR -> (long) time.getHour();
      case MINUTE -> (long) time.getMinute();
      case SECOND -> (long) time.getSecond();
      case MILLISECOND -> time.getSecond() * 1_000L + micros / 1_000;
      case MICROSECOND -> time.getSecond() * MICROS + micros;
      case DOW -> time.getDayOfWeek().getValue() % 7 + 1L;
      case ISODOW -> (long) time.getDayOfWeek().getValue();
      case DOY -> (long) time.getDayOfYear();
      case EPOCH -> time.toEpochSecond(ZoneOffset.UTC);
    };
  }

  static LocalDateTime floor(TimeUnit unit, LocalDateTime time) {
    LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
    return switch (unit) {
      case YEAR -> day.withDayOfYear(1);
      case QUARTER -> day.withDayOfMonth(1).withMonth((time.getMonthValue() - 1) / 3 * 3 + 1);
      case MONTH -> day.withDayOfMonth(1);
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case DAY -> day;
      case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
      case MINUTE -> time.truncatedTo(ChronoUnit.MINUTES);
      case SECOND -> time.truncatedTo(ChronoUnit.SECONDS);
      case MILLISECOND -> time.with(ChronoField.MILLI_OF_SECOND, time.getNano() / 1_000_000);
      default -> throw new NotEvaluableException("FLOOR TO " + unit);
    };
  }

  static LocalDateTime ceil(TimeUnit unit, LocalDateTime time) {
    LocalDateTime floor = floor(unit, time);
    if (floor.equals(time)) {
      return floor;
    }
    return unit == TimeUnit.QUARTER ? floor.plusMonths(3) : floor.plus(1, chrono(unit));
  }

  static ChronoUnit chrono(TimeUnit unit) {
    return switch (unit) {
      case YEAR -> ChronoUnit.YEARS;
      case MONTH -> ChronoUnit.MONTHS;
      case WEEK -> ChronoUnit.WEEKS;
      case DAY -> ChronoUnit.DAYS;
      case HOUR -> ChronoUnit.HOURS;
      case MINUTE -> ChronoUnit.MINUTES;
      case SECOND -> ChronoUnit.SECONDS;
      case MILLISECOND -> ChronoUnit.MILLIS;
      case MICROSECOND -> ChronoUnit.MICROS;
      default -> throw new NotEvaluableException("arithmetic with the unit " + unit);
    };
  }
}
