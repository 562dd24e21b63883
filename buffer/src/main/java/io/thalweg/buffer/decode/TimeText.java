package io.thalweg.buffer.decode;

import static io.thalweg.buffer.decode.RejectionCode.INVALID_DATE;
import static io.thalweg.buffer.decode.RejectionCode.INVALID_TIMESTAMP;
import static io.thalweg.buffer.decode.RejectionCode.OUT_OF_RANGE;
import static io.thalweg.buffer.decode.RejectionCode.TOO_PRECISE;

/**
 * Reads instants and days from ISO-8601 text, without making objects.
 *
 * <p>An instant is {@code 2026-03-01T09:30:00.123456+01:00}: a {@code T} or a space before the
 * time; seconds and fraction may be missing; the offset is {@code Z}, {@code ±hh}, {@code ±hhmm} or
 * {@code ±hh:mm}, and none means UTC. A fraction has up to nine digits; those below a microsecond
 * are cut off, for clients of many languages write nanoseconds unasked. Years are 0001 to 9999,
 * after the conversion to UTC too. There is no second 60 and no hour 24.
 */
final class TimeText {

  static final long MICROS_PER_SECOND = 1_000_000;

  /** 0001-01-01T00:00:00Z. */
  static final long MIN_MICROS = -62_135_596_800L * MICROS_PER_SECOND;

  /** 9999-12-31T23:59:59.999999Z. */
  static final long MAX_MICROS = 253_402_300_800L * MICROS_PER_SECOND - 1;

  private static final int SECONDS_PER_DAY = 86_400;
  private static final int DATE_LENGTH = 10;
  private static final int MAX_FRACTION_DIGITS = 9;
  private static final int MAX_OFFSET_HOURS = 18;
  private static final int INVALID = -1;
  private static final long[] POWERS_OF_TEN = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  private TimeText() {}

  /** Days since 1970-01-01 of {@code yyyy-mm-dd}. */
  static long parseDate(byte[] text, int start, int length, Object field) {
    long days = length == DATE_LENGTH ? days(text, start) : Long.MIN_VALUE;
    if (days == Long.MIN_VALUE) {
      throw new RejectedException(
          INVALID_DATE,
          "field \"%s\" is not a day: \"%s\"".formatted(field, Excerpt.of(text, start, length)),
          "Write it as 2026-03-01, with years from 0001 to 9999.");
    }
    return days;
  }

  /** Microseconds since 1970-01-01T00:00:00Z. */
  static long parseTimestamp(byte[] text, int start, int length, Object field) {
    int end = start + length;
    long days = length >= DATE_LENGTH + 6 ? days(text, start) : Long.MIN_VALUE;
    int p = start + DATE_LENGTH;
    if (days == Long.MIN_VALUE || !(text[p] == 'T' || text[p] == ' ' || text[p] == 't')) {
      throw invalid(text, start, length, field);
    }
    int hour = two(text, p + 1, end);
    int minute = two(text, p + 4, end);
    if (hour < 0 || hour > 23 || text[p + 3] != ':' || minute < 0 || minute > 59) {
      throw invalid(text, start, length, field);
    }
    p += 6;
    int second = 0;
    long micros = 0;
    if (p < end && text[p] == ':') {
      second = two(text, p + 1, end);
      if (second < 0 || second > 59) {
        throw invalid(text, start, length, field);
      }
      p += 3;
      if (p < end && text[p] == '.') {
        int first = ++p;
        long fraction = 0;
        while (p < end && text[p] >= '0' && text[p] <= '9') {
          if (p - first < MAX_FRACTION_DIGITS) {
            fraction = 10 * fraction + (text[p] - '0');
          }
          p++;
        }
        int digits = p - first;
        if (digits == 0 || digits > MAX_FRACTION_DIGITS) {
          throw invalid(text, start, length, field);
        }
        micros = fraction * POWERS_OF_TEN[MAX_FRACTION_DIGITS - digits] / 1_000;
      }
    }
    long offset = offsetSeconds(text, p, end);
    if (offset == Long.MIN_VALUE) {
      throw invalid(text, start, length, field);
    }
    long seconds = days * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second - offset;
    return inRange(seconds * MICROS_PER_SECOND + micros, field);
  }

  /**
   * Microseconds of a number of milliseconds since 1970-01-01T00:00:00Z. Digits below a microsecond
   * are cut off.
   */
  static long parseEpochMillis(JsonReader number, Object field) {
    if (number.hasExponent) {
      throw new RejectedException(
          RejectionCode.WRONG_TYPE,
          "field \"%s\" is a timestamp, not a number with an exponent".formatted(field),
          "Write milliseconds since 1970 without an exponent, or ISO-8601 text.");
    }
    int scale = number.scale;
    long mantissa = number.mantissa;
    while (scale > 3 && number.exact) {
      mantissa = Long.divideUnsigned(mantissa, 10);
      scale--;
    }
    if (number.scale > 0 && !number.exact) {
      throw tooPrecise(
          number.bytes, number.numberStart, number.position - number.numberStart, field);
    }
    // Far beyond the years 1 to 9999, and small enough to multiply by 1,000.
    if (!number.exact || mantissa < 0 || mantissa > 1_000_000_000_000_000_000L) {
      throw outOfRange(field);
    }
    long limit = mantissa > MAX_MICROS ? MAX_MICROS + 1 : mantissa;
    long micros = scale == 0 && limit > MAX_MICROS / 1_000 ? MAX_MICROS + 1 : limit;
    if (micros <= MAX_MICROS) {
      micros *= POWERS_OF_TEN[3 - scale];
    }
    return inRange(number.negative ? -micros : micros, field);
  }

  private static long inRange(long micros, Object field) {
    if (micros < MIN_MICROS || micros > MAX_MICROS) {
      throw outOfRange(field);
    }
    return micros;
  }

  /** {@code Long.MIN_VALUE} where it is no day. */
  private static long days(byte[] text, int start) {
    int end = start + DATE_LENGTH;
    int century = two(text, start, end);
    int rest = two(text, start + 2, end);
    int month = two(text, start + 5, end);
    int day = two(text, start + 8, end);
    if (century < 0
        || rest < 0
        || century + rest == 0
        || text[start + 4] != '-'
        || text[start + 7] != '-'
        || month < 1
        || month > 12
        || day < 1) {
      return Long.MIN_VALUE;
    }
    int year = 100 * century + rest;
    if (day > daysOfMonth(year, month)) {
      return Long.MIN_VALUE;
    }
    return daysFromCivil(year, month, day);
  }

  private static int daysOfMonth(int year, int month) {
    if (month == 2) {
      return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /** Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil. */
  private static long daysFromCivil(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400;
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  /** {@code Long.MIN_VALUE} where it is no offset. */
  private static long offsetSeconds(byte[] text, int p, int end) {
    if (p == end || (end - p == 1 && (text[p] == 'Z' || text[p] == 'z'))) {
      return 0;
    }
    boolean west = text[p] == '-';
    if (!west && text[p] != '+') {
      return Long.MIN_VALUE;
    }
    int hours = two(text, p + 1, end);
    int rest = end - p;
    int minutes = 0;
    if (rest == 6 && text[p + 3] == ':') {
      minutes = two(text, p + 4, end);
    } else if (rest == 5) {
      minutes = two(text, p + 3, end);
    } else if (rest != 3) {
      return Long.MIN_VALUE;
    }
    if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > MAX_OFFSET_HOURS * 60) {
      return Long.MIN_VALUE;
    }
    long seconds = hours * 3_600L + minutes * 60L;
    return west ? -seconds : seconds;
  }

  /** Two digits, or {@link #INVALID}. */
  private static int two(byte[] text, int p, int end) {
    if (end - p < 2) {
      return INVALID;
    }
    int tens = text[p] - '0';
    int ones = text[p + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? INVALID : 10 * tens + ones;
  }

  private static RejectedException invalid(byte[] text, int start, int length, Object field) {
    return new RejectedException(
        INVALID_TIMESTAMP,
        "field \"%s\" is not an instant: \"%s\"".formatted(field, Excerpt.of(text, start, length)),
        "Write it as 2026-03-01T09:30:00.123Z, or as milliseconds since 1970.");
  }

  private static RejectedException tooPrecise(byte[] text, int start, int length, Object field) {
    return new RejectedException(
        TOO_PRECISE,
        "field \"%s\" has more than 19 digits: %s"
            .formatted(field, Excerpt.of(text, start, length)),
        "Round it to microseconds.");
  }

  private static RejectedException outOfRange(Object field) {
    return new RejectedException(
        OUT_OF_RANGE,
        "field \"%s\" is an instant outside of the years 0001 to 9999".formatted(field),
        "Send milliseconds since 1970, not microseconds or nanoseconds, or ISO-8601 text.");
  }
}
