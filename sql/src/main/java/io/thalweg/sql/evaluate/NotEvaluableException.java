package io.thalweg.sql.evaluate;

/** An expression that only an engine can compute; the message names what it has. */
public final class NotEvaluableException extends RuntimeException {

  NotEvaluableException(String what) {
    super(what);
  }
}
