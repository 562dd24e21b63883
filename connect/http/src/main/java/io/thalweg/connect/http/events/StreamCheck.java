package io.thalweg.connect.http.events;

import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.decode.FieldConsumer;
import io.thalweg.buffer.decode.Rejection;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.buffer.quality.EventRow;
import io.thalweg.buffer.quality.Verdict;
import io.thalweg.buffer.quality.Verdict.Outcome;
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
  private final Optional<EventRow> row;
  private final EventQuality.Judge judge;
  private String rule = "";

  /**
   * @throws io.thalweg.connect.http.ApiException 403 when no event of this stream can be the
   *     caller's
   */
  StreamCheck(Stream stream, EventQuality quality, Caller caller) {
    this.stream = stream;
    this.own = OwnEvents.of(caller, stream);
    this.decoder = new EventDecoder(stream);
    this.key = new KeyText(stream);
    this.judge = quality.judge(0);
    this.row =
        quality == EventQuality.NONE
            ? Optional.empty()
            : Optional.of(new EventRow(stream.fields().size(), quality, key));
  }

  Stream stream() {
    return stream;
  }

  /** Why the event is refused, or nothing when it is to be appended. */
  Optional<Rejection> check(byte[] json, int start, int length) {
    return check(json, start, length, Outcome.REFUSED);
  }

  /** Why the event would be no event of its stream, or nothing when it is good. */
  Optional<Rejection> checkAll(byte[] json, int start, int length) {
    return check(json, start, length, Outcome.QUARANTINED);
  }

  private Optional<Rejection> check(byte[] json, int start, int length, Outcome from) {
    rule = "";
    row.ifPresent(EventRow::reset);
    FieldConsumer values = row.isPresent() ? row.get() : key;
    Optional<Rejection> rejection = decoder.decode(json, start, length, values);
    if (rejection.isEmpty()) {
      rejection = own.check(key.key());
    }
    if (rejection.isPresent() || row.isEmpty()) {
      return rejection;
    }
    Verdict verdict = judge.judge(row.get(), Long.MAX_VALUE, System.currentTimeMillis());
    if (verdict.outcome().compareTo(from) < 0) {
      return Optional.empty();
    }
    rule = verdict.rule();
    return Optional.of(verdict.rejection());
  }

  /** The rule that the event checked last breaks; empty when it is refused for another reason. */
  String rule() {
    return rule;
  }

  /**
   * The record's key of the event checked last, which was good; null for a stream with neither key
   * nor id.
   */
  byte[] key() {
    return key.key();
  }
}
