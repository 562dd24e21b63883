package io.thalweg.examples.client;

import java.time.Duration;
import java.util.Optional;

/** The platform has answered with an error: the request took no effect. */
public class RefusedException extends Exception {

  private final int status;
  private final String code;
  private final transient Optional<Duration> retryAfter;

  /**
   * @param status of HTTP
   * @param code of the platform's error, empty when the answer was not one
   * @param message for people, with the hint where there is one
   * @param retryAfter how long the platform asks to wait
   */
  public RefusedException(int status, String code, String message, Optional<Duration> retryAfter) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
