package io.thalweg.process.duckdb.sql;

/**
 * An expression is nested so deeply that its SQL would be too long; the caller refuses the query.
 */
public class TooComplexException extends RuntimeException {

  TooComplexException() {
    super("an expression is nested too deeply");
  }
}
