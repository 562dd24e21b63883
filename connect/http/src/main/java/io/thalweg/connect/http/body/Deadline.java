package io.thalweg.connect.http.body;

import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import java.time.Duration;

/** How long a body may be decompressed: there are bombs of time too. */
final class Deadline {

  private static final long MAX_NANOS = Duration.ofMillis(800).toNanos();

  private final long start = System.nanoTime();

  private Deadline() {}

  static Deadline start() {
    return new Deadline();
  }

  void check() {
    if (System.nanoTime() - start > MAX_NANOS) {
      throw new ApiException(
          413,
          new ApiError(
              "DECOMPRESSION_TOO_SLOW",
              "the body takes too long to decompress",
              "Nothing of this request is stored.",
              "Send the events in several requests, or compressed by gzip or zstd."));
    }
  }
}
