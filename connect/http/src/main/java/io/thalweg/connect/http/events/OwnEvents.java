package io.thalweg.connect.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.buffer.decode.Rejection;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.definitions.Stream;
import io.thalweg.identity.Caller;
import java.util.Arrays;
import java.util.Optional;

/** What a caller may append: a device only events whose key is its own, others any. */
final class OwnEvents {

  private static final int FORBIDDEN = 403;

  private final byte[] device;
  private final Optional<Rejection> foreign;

  private OwnEvents(Caller caller, Stream stream) {
    this.device = caller.device().map(id -> id.getBytes(UTF_8)).orElse(null);
    this.foreign =
        caller
            .device()
            .map(
                id ->
                    new Rejection(
                        "FOREIGN_KEY",
                        "the event belongs to another device than \"%s\"".formatted(id),
                        "Send only events whose %s is \"%s\", or use the other device's token."
                            .formatted(stream.key().orElseThrow(), id)));
  }

  /**
   * @throws ApiException 403 for a device, when the stream's events belong to nobody
   */
  static OwnEvents of(Caller caller, Stream stream) {
    if (caller.device().isPresent() && stream.key().isEmpty()) {
      throw new ApiException(
          FORBIDDEN,
          new ApiError(
              "STREAM_WITHOUT_KEY",
              "a device may not write to stream \"%s\"".formatted(stream.name()),
              "The stream has no key, so that its events cannot be told to be the device's.",
              "Give the stream a key, or use a token of an engineer."));
    }
    return new OwnEvents(caller, stream);
  }

  /** Why the event with this key is not the caller's to append, if it is not. */
  Optional<Rejection> check(byte[] key) {
    return device == null || Arrays.equals(device, key) ? Optional.empty() : foreign;
  }
}
