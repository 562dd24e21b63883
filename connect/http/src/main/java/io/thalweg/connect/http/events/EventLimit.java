package io.thalweg.connect.http.events;

import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.identity.Caller;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Map;

/** How many events a second a caller may append. */
final class EventLimit {

  private static final int TOO_MANY_REQUESTS = 429;

  private EventLimit() {}

  /**
   * To be asked before a request's events are looked at; how many they were is taken off
   * afterwards.
   *
   * @throws ApiException 429 when the caller has none left
   */
  static void check(Caller caller) {
    Duration wait = caller.events().untilNext();
    if (!wait.isZero()) {
      throw new ApiException(
          TOO_MANY_REQUESTS,
          new ApiError(
              "TOO_MANY_EVENTS_A_SECOND",
              "the token appends more events a second than it may",
              "Nothing of this request is stored.",
              "Send it again after the seconds in Retry-After."),
          Map.of(HttpHeaders.RETRY_AFTER, Long.toString(wait.plusNanos(999_999_999).toSeconds())));
    }
  }
}
