package io.thalweg.examples;

/**
 * A demo cannot go on. The message is for the user and says what to do, where there is something.
 */
public class DemoException extends Exception {

  public DemoException(String message) {
    super(message);
  }

  public DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
