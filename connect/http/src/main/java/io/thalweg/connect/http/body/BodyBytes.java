package io.thalweg.connect.http.body;

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
public final class BodyBytes implements AutoCloseable {

  private static final int FIRST_BYTES = 16 * 1024;

  private final ByteBudget budget;
  private byte[] bytes = new byte[0];
  private int length;

  BodyBytes(ByteBudget budget) {
    this.budget = budget;
  }

  /** What to say when more comes than may. */
  @FunctionalInterface
  interface TooMuch {
    ApiException at(int limit);
  }

  /**
   * Reads to the end.
   *
   * @param limit in bytes
   * @throws ApiException as said when it is more, 503 when there is no room for it now
   * @throws IOException when the client goes away or is too slow, or the source is damaged
   */
  void readAll(InputStream in, int limit, TooMuch tooMuch) throws IOException {
    grow(Math.min(FIRST_BYTES, limit + 1));
    while (true) {
      int count = in.read(bytes, length, bytes.length - length);
      if (count < 0) {
        return;
      }
      length += count;
      if (length > limit) {
        throw tooMuch.at(limit);
      }
      if (length == bytes.length) {
        grow(Math.min(2 * bytes.length, limit + 1));
      }
    }
  }

  private void grow(int capacity) {
    if (!budget.take(capacity - bytes.length)) {
      throw busy();
    }
    bytes = Arrays.copyOf(bytes, capacity);
  }

  static ApiException tooLarge(int limit) {
    return new ApiException(
        413,
        new ApiError(
            "BODY_TOO_LARGE",
            "the body has more than %,d bytes".formatted(HttpServer.MAX_BODY_BYTES),
            null,
            "Send the events in several requests."));
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
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  @Override
  public void close() {
    budget.giveBack(bytes.length);
    bytes = new byte[0];
    length = 0;
  }
}
