package io.thalweg.connect.http.events;

import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;

/**
 * A request's body in memory, paid for from a budget until it is closed. For one thread.
 *
 * <p>Grows with what has really come, so that a large Content-Length alone holds nothing.
 */
final class BodyBytes implements AutoCloseable {

  private static final int FIRST_BYTES = 16 * 1024;

  private final ByteBudget budget;
  private byte[] bytes = new byte[0];
  private int length;

  private BodyBytes(ByteBudget budget) {
    this.budget = budget;
  }

  /**
   * @throws ApiException 413 when it is too large, 503 when there is no room for it now
   * @throws IOException when the client goes away or is too slow
   */
  static BodyBytes read(InputStream in, ByteBudget budget) throws IOException {
    BodyBytes body = new BodyBytes(budget);
    try {
      body.readAll(in);
      return body;
    } catch (IOException | RuntimeException e) {
      body.close();
      throw e;
    }
  }

  private void readAll(InputStream in) throws IOException {
    grow(FIRST_BYTES);
    while (true) {
      int count = in.read(bytes, length, bytes.length - length);
      if (count < 0) {
        return;
      }
      length += count;
      if (length > HttpServer.MAX_BODY_BYTES) {
        throw new ApiException(
            413,
            new ApiError(
                "BODY_TOO_LARGE",
                "the body has more than %,d bytes".formatted(HttpServer.MAX_BODY_BYTES),
                null,
                "Send the events in several requests."));
      }
      if (length == bytes.length) {
        grow(Math.min(2 * bytes.length, HttpServer.MAX_BODY_BYTES + 1));
      }
    }
  }

  private void grow(int capacity) {
    if (!budget.take(capacity - bytes.length)) {
      throw busy();
    }
    bytes = Arrays.copyOf(bytes, capacity);
  }

  /** Nothing of the request is stored, for the log or the memory before it is full. */
  static ApiException busy() {
    return new ApiException(
        503,
        new ApiError(
            "LOG_BUSY",
            "the log cannot keep up",
            "Nothing of this request is stored.",
            "Send it again after the seconds in Retry-After."),
        Map.of("Retry-After", "1"));
  }

  /** Holds the body in {@code [0, length())}. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  @Override
  public void close() {
    budget.giveBack(bytes.length);
    bytes = new byte[0];
    length = 0;
  }
}
