package io.thalweg.connect.http.events;

import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.decode.Rejection;
import io.thalweg.definitions.Stream;
import io.thalweg.identity.Caller;
import java.util.Optional;

/**
 * What an event has to pass before it is appended to its stream, whichever format it came in: it is
 * JSON by then. For one thread.
 */
final class StreamCheck {

  private final Stream stream;
  private final EventDecoder decoder;
  private final KeyText key;
  private final OwnEvents own;

  /**
   * @throws io.thalweg.connect.http.ApiException 403 when no event of this stream can be the
   *     caller's
   */
  StreamCheck(Stream stream, Caller caller) {
    this.stream = stream;
    this.own = OwnEvents.of(caller, stream);
    this.decoder = new EventDecoder(stream);
    this.key = new KeyText(stream);
  }

  Stream stream() {
    return stream;
  }

  /** Why the event is refused, or nothing when it is good. */
  Optional<Rejection> check(byte[] json, int start, int length) {
    Optional<Rejection> rejection = decoder.decode(json, start, length, key);
    return rejection.isPresent() ? rejection : own.check(key.key());
  }

  /** The record's key of the event checked last, which was good; null for a stream without key. */
  byte[] key() {
    return key.key();
  }
}
