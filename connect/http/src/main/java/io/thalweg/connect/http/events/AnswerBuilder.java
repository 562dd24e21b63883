package io.thalweg.connect.http.events;

import io.thalweg.buffer.decode.Rejection;
import io.thalweg.connect.http.ApiError;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.producer.BufferExhaustedException;

/** Says what became of a request's events: no more than is known, and no less. For one thread. */
final class AnswerBuilder {

  static final int MAX_ERRORS = 100;

  private static final int UNPROCESSABLE = 422;
  static final String RETRY_SECONDS = "1";

  private final String noun;
  private final List<EventError> errors = new ArrayList<>();
  private int rejected;
  private int firstNotTaken;

  /**
   * @param noun what messages call one piece of the request: {@code event} or {@code row}
   */
  AnswerBuilder(String noun) {
    this.noun = noun;
  }

  void reject(int index, Rejection why) {
    rejected++;
    if (errors.size() < MAX_ERRORS) {
      errors.add(new EventError(index, why.code(), why.message(), why.hint()));
    }
  }

  /** The log took no event from this one on. */
  void notTakenFrom(int index) {
    firstNotTaken = index;
  }

  int rejected() {
    return rejected;
  }

  /** Why, of the first hundred. */
  List<EventError> errors() {
    return errors;
  }

  Response build(EventAppender.Outcome outcome) {
    if (outcome.failure() != null) {
      return answer(503, unavailable(outcome), outcome.confirmed())
          .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
          .build();
    }
    if (outcome.confirmed() == 0 && rejected > 0) {
      ApiError error =
          new ApiError(
              "ALL_%sS_REJECTED".formatted(noun.toUpperCase(Locale.ROOT)),
              rejected == 1
                  ? "the %s is refused: %s".formatted(noun, errors.get(0).message())
                  : "all %,d %ss are refused".formatted(rejected, noun),
              "Nothing of this request is stored.",
              rejected == 1 ? errors.get(0).hint() : "See errors for the reason of each.");
      return answer(UNPROCESSABLE, error, 0).build();
    }
    return answer(200, null, outcome.confirmed()).build();
  }

  /** What is known of the events when the log has failed. */
  ApiError unavailable(EventAppender.Outcome outcome) {
    boolean full = outcome.failure() instanceof BufferExhaustedException;
    String code = full ? "LOG_BUSY" : "LOG_UNAVAILABLE";
    String message = full ? "the log cannot keep up" : "the log does not answer";
    if (outcome.sent() == 0) {
      return new ApiError(
          code,
          message,
          "Nothing of this request is stored.",
          "Send it again after the seconds in Retry-After.");
    }
    if (outcome.confirmed() == outcome.sent()) {
      return new ApiError(
          code,
          message,
          "Of the events before index %d all are stored that errors does not list; those from there on are not."
              .formatted(firstNotTaken),
          "Send the events from index %d on again, after the seconds in Retry-After."
              .formatted(firstNotTaken));
    }
    return new ApiError(
        "LOG_UNAVAILABLE",
        "the log has not confirmed %,d of %,d events"
            .formatted(outcome.sent() - outcome.confirmed(), outcome.sent()),
        "Those may be stored or not; %,d are stored for certain.".formatted(outcome.confirmed()),
        "Send the request again after the seconds in Retry-After; what is stored already will then"
            + " be there twice.");
  }

  private Response.ResponseBuilder answer(int status, ApiError error, int accepted) {
    int omitted = rejected - errors.size();
    EventsAnswer body =
        new EventsAnswer(
            error == null ? null : error.code(),
            error == null ? null : error.message(),
            error == null ? null : error.detail(),
            error == null ? null : error.hint(),
            accepted,
            rejected,
            errors,
            omitted == 0 ? null : omitted);
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
  }
}
