package io.thalweg.examples.client;

/**
 * A request has no answer: whether it took effect is not known, and repeating it may do a thing
 * twice.
 */
public class UnreachableException extends Exception {

  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
