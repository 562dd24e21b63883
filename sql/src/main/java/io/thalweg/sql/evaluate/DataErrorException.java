package io.thalweg.sql.evaluate;

/** A value that an expression has no result for; the message says why, in one line. */
public final class DataErrorException extends RuntimeException {

  DataErrorException(String message) {
    super(message, null, false, false);
  }
}
