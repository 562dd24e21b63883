package io.thalweg.sql.evaluate;

/** The row that an expression is computed over; its columns go by position from 0. */
public interface RowValues {

  boolean isNull(int column);

  /**
   * The value of an INT, LONG, DATE or TIMESTAMP column that is not NULL.
   *
   * @return of a date days since 1970-01-01, of a timestamp microseconds since then
   */
  long longValue(int column);

  /** The value of a DOUBLE column that is not NULL. */
  double doubleValue(int column);

  /**
   * The value of any column.
   *
   * @return a Boolean, Long (as {@link #longValue}), Double, BigDecimal or String; null for NULL
   */
  Object value(int column);
}
