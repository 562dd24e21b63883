package io.thalweg.buffer;

/** The log cannot do what was asked: it cannot be reached, or holds something else. */
public class LogException extends RuntimeException {
  public LogException(String message) {
    super(message);
  }

  public LogException(String message, Throwable cause) {
    super(message, cause);
  }
}
