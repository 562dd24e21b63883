package io.thalweg.connect.http.body;

import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;

/** Gives up on a client that sends too slowly, for it holds a thread meanwhile. */
final class PacedInput extends InputStream {

  /** Whoever sends so little that it fits into this is never too slow. */
  private static final long GRACE_NANOS = Duration.ofSeconds(10).toNanos();

  /** On average from then on. */
  private static final long MIN_BYTES_PER_SECOND = 16 * 1024;

  private final InputStream in;
  private long waitedNanos;
  private long count;

  PacedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    long start = System.nanoTime();
    int read = in.read(target, offset, length);
    waitedNanos += System.nanoTime() - start;
    if (read > 0) {
      count += read;
      if (waitedNanos > GRACE_NANOS
          && count < waitedNanos / 1_000_000 * MIN_BYTES_PER_SECOND / 1_000) {
        throw tooSlow();
      }
    }
    return read;
  }

  private static ApiException tooSlow() {
    return new ApiException(
        408,
        new ApiError(
            "REQUEST_TIMEOUT",
            "the body comes too slowly",
            "Nothing of this request is stored.",
            "Send %,d bytes a second at least, or fewer events a request."
                .formatted(MIN_BYTES_PER_SECOND)),
        Map.of("Connection", "close"));
  }
}
