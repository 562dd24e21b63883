package io.thalweg.connect.http.body;

import static io.thalweg.connect.http.HttpServer.MAX_BODY_BYTES;

import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads bodies by all limits: size, pace, encoding, size and ratio after decompression, archives in
 * archives. What the bodies of all requests hold together is bounded too.
 *
 * <p>A compressed body is read whole before it is decompressed, so that a slow client never holds a
 * decompressor. Safe for use by many threads.
 */
public final class BodyReader {

  /** The bodies of all requests under way; hundreds of usual ones. */
  public static final long MAX_BYTES_UNDER_WAY = 40L * 1024 * 1024;

  /** So much may come of however little. */
  static final int FREE_BYTES = 1024 * 1024;

  /** More often than this no data repeat themselves, and bombs do: deflate ends at 1,032. */
  static final int MAX_RATIO = 250;

  /** Their windows are not in the budget: up to 16 MB each. */
  private static final int DECOMPRESSORS = 2;

  private static final long MAX_WAIT_SECONDS = 5;

  private final ByteBudget budget = new ByteBudget(MAX_BYTES_UNDER_WAY);
  private final Semaphore decompressors = new Semaphore(DECOMPRESSORS);

  /**
   * Reads a body to its end.
   *
   * @param contentEncoding as the request says it, or null
   * @throws ApiException 400, 408, 413 or 415 when it is not to be taken, 503 when there is no room
   *     for it now
   * @throws IOException when the client goes away
   */
  public BodyBytes read(InputStream in, String contentEncoding) throws IOException {
    ContentEncoding encoding = ContentEncoding.of(contentEncoding);
    BodyBytes body = new BodyBytes(budget);
    try {
      body.readAll(new PacedInput(in), MAX_BODY_BYTES, BodyBytes::tooLarge);
      if (encoding != ContentEncoding.IDENTITY) {
        try (BodyBytes compressed = body) {
          body = new BodyBytes(budget);
          decompress(compressed, encoding, body);
        }
      }
      refuseArchive(body, encoding);
      return body;
    } catch (IOException | RuntimeException e) {
      body.close();
      throw e;
    }
  }

  private void decompress(BodyBytes compressed, ContentEncoding encoding, BodyBytes target) {
    takeDecompressor();
    try {
      if (compressed.length() == 0) {
        throw new EOFException();
      }
      int limit =
          (int)
              Math.min(
                  MAX_BODY_BYTES, Math.max(FREE_BYTES, (long) MAX_RATIO * compressed.length()));
      Deadline deadline = Deadline.start();
      try (InputStream in =
          encoding.open(new DeadlineInput(compressed.bytes(), compressed.length(), deadline))) {
        target.readAll(in, limit, BodyReader::tooMuchInside);
      }
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new ApiException(
          400,
          new ApiError(
              "MALFORMED_COMPRESSION",
              "the body is not what its Content-Encoding says: " + encoding.token(),
              "Nothing of this request is stored.",
              "Check that it is whole, and compressed once."));
    } finally {
      decompressors.release();
    }
  }

  private void takeDecompressor() {
    try {
      if (decompressors.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw BodyBytes.busy();
  }

  private static ApiException tooMuchInside(int limit) {
    boolean ratio = limit < MAX_BODY_BYTES;
    return new ApiException(
        413,
        new ApiError(
            ratio ? "COMPRESSION_RATIO" : "DECOMPRESSED_TOO_LARGE",
            ratio
                ? "the body is more than %,d times as large decompressed".formatted(MAX_RATIO)
                : "the body has more than %,d bytes decompressed".formatted(limit),
            "Nothing of this request is stored.",
            "Send the events in several requests."));
  }

  private static void refuseArchive(BodyBytes body, ContentEncoding encoding) {
    String found = Archives.nameOf(body.bytes(), body.length());
    if (found != null) {
      throw new ApiException(
          415,
          new ApiError(
              "COMPRESSED_BODY",
              encoding == ContentEncoding.IDENTITY
                  ? "the body is %s, and Content-Encoding does not say so".formatted(found)
                  : "the body is %s inside of %s".formatted(found, encoding.token()),
              "Nothing of this request is stored.",
              "Compress the events themselves, once, and name it in Content-Encoding: %s."
                  .formatted(ContentEncoding.ACCEPTED)));
    }
  }

  /** Bytes of bodies under way. */
  public long bytesUnderWay() {
    return budget.taken();
  }
}
