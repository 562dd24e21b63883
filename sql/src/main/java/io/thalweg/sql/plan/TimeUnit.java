package io.thalweg.sql.plan;

/** Units of time in functions of dates and timestamps. */
public enum TimeUnit {
  YEAR,
  QUARTER,
  MONTH,
  /** From Monday to Sunday; its number is that of ISO 8601. */
  WEEK,
  DAY,
  HOUR,
  MINUTE,
  SECOND,
  MILLISECOND,
  MICROSECOND,
  /** For EXTRACT: 1 on Sunday to 7 on Saturday. */
  DOW,
  /** For EXTRACT: 1 on Monday to 7 on Sunday. */
  ISODOW,
  /** For EXTRACT: 1 on the first of January. */
  DOY,
  /** For EXTRACT: seconds since 1970-01-01, rounded down. */
  EPOCH
}
