package io.thalweg.connect.http.events;

import io.thalweg.buffer.decode.Rejection;
import io.thalweg.connect.http.Arrivals;
import io.thalweg.connect.http.Refusals;
import io.thalweg.identity.Caller;
import io.thalweg.identity.RateLimit;
import java.util.Optional;

/**
 * The events of one request on their way: each is checked, the good ones are handed to the log, and
 * of the others it is noted why. For one thread.
 */
final class Intake {

  private final EventAppender.Appending appending;
  private final AnswerBuilder answer = new AnswerBuilder("event");
  private final Refusals refusals;
  private final Arrivals arrivals;
  private final RateLimit limit;
  private int seen;

  /**
   * @throws io.thalweg.connect.http.ApiException 429 when the caller has no events left now
   */
  Intake(EventAppender appender, Refusals refusals, Arrivals arrivals, Caller caller) {
    EventLimit.check(caller);
    this.limit = caller.events();
    this.appending = appender.begin();
    this.refusals = refusals;
    this.arrivals = arrivals;
  }

  /**
   * Takes one event.
   *
   * @param index of it in the request, from 0
   * @param json holds the event in {@code [start, start + length)}; may change after the call
   * @return false when the log takes no more; the rest of the request is then not to be tried
   */
  boolean add(int index, StreamCheck stream, byte[] json, int start, int length) {
    seen = index + 1;
    Optional<Rejection> rejection = stream.check(json, start, length);
    if (rejection.isPresent()) {
      reject(index, stream.stream().name(), stream.rule(), rejection.get());
      return true;
    }
    byte[] value = CompactJson.copy(json, start, length);
    if (appending.append(stream.stream().name(), stream.key(), value)) {
      return true;
    }
    answer.notTakenFrom(index);
    return false;
  }

  /** Notes an event that cannot even be written as JSON. */
  void reject(int index, String stream, Rejection why) {
    reject(index, stream, "", why);
  }

  private void reject(int index, String stream, String rule, Rejection why) {
    seen = index + 1;
    answer.reject(index, why);
    refusals.events(stream, why.code(), rule, 1);
  }

  /** What became of the events, once the log has answered. */
  AnswerBuilder answer() {
    return answer;
  }

  EventAppender.Outcome await() {
    limit.spend(seen);
    EventAppender.Outcome outcome = appending.await();
    appending.tell(arrivals);
    return outcome;
  }
}
