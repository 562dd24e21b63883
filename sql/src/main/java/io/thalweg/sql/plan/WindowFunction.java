package io.thalweg.sql.plan;

/** The functions that can stand before {@code OVER}. */
public enum WindowFunction {
  COUNT,
  SUM,
  AVG,
  MIN,
  MAX,
  ROW_NUMBER,
  RANK,
  DENSE_RANK,
  LAG,
  LEAD,
  FIRST_VALUE,
  LAST_VALUE
}
