package io.thalweg.sql.plan;

/** The portable aggregates. */
public enum AggregateFunction {
  COUNT,
  SUM,
  AVG,
  MIN,
  MAX,
  STDDEV_POP,
  STDDEV_SAMP,
  VAR_POP,
  VAR_SAMP,
  /**
   * The first operand's value in the row where the second is least; rows with a NULL are out. Of
   * equals it is the first row in the log, and where rows have no place in it, the least value.
   */
  MIN_BY,
  /**
   * The first operand's value in the row where the second is greatest: of equals the last row in
   * the log, or the greatest value.
   */
  MAX_BY,
  /** Between the values of the operand in their order, at a fraction of the way; DOUBLE. */
  PERCENTILE_CONT,
  /** The first value of the operand in its order that a fraction of all do not exceed. */
  PERCENTILE_DISC,
  /** Of keys: a bit for each, 1 where the row's grouping set leaves it out. */
  GROUPING
}
