package io.thalweg.connect.http;

import java.util.Map;

/** Ends a request with an error; thrown by resources, answered by the server. */
public class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final transient ApiError error;
  private final transient Map<String, String> headers;

  /**
   * @param status of HTTP, 400 to 599
   */
  public ApiException(int status, ApiError error) {
    this(status, error, Map.of());
  }

  /**
   * @param headers that the answer carries besides
   */
  public ApiException(int status, ApiError error, Map<String, String> headers) {
    super(error.message());
    this.status = status;
    this.error = error;
    this.headers = Map.copyOf(headers);
  }

  public int status() {
    return status;
  }

  public ApiError error() {
    return error;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
