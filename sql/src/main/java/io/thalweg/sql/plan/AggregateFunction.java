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
  /** Of keys: a bit for each, 1 where the row's grouping set leaves it out. */
  GROUPING
}
