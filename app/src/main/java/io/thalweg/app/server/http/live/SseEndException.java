package io.thalweg.app.server.http.live;

import io.thalweg.connect.http.ApiError;

/** A client can be sent no more, and is told why. */
public final class SseEndException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient ApiError error;

  public SseEndException(ApiError error) {
    super(error.message());
    this.error = error;
  }

  ApiError error() {
    return error;
  }
}
