package io.thalweg.connect.http.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.decode.Rejection;
import jakarta.ws.rs.core.Response;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class AnswerBuilderTest {

  private final AnswerBuilder builder = new AnswerBuilder("event");

  private static EventsAnswer body(Response response) {
    return (EventsAnswer) response.getEntity();
  }

  @Test
  void eventsThatFoundNoRoomAreNamedByTheFirstOfThem() {
    builder.reject(2, new Rejection("WRONG_TYPE", "wrong", "mend"));
    builder.notTakenFrom(7);
    Response response =
        builder.build(new EventAppender.Outcome(6, 6, new BufferExhaustedException("full")));
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getHeaderString("Retry-After")).isEqualTo("1");
    assertThat(body(response).code()).isEqualTo("LOG_BUSY");
    assertThat(body(response).detail())
        .isEqualTo(
            "Of the events before index 7 all are stored that errors does not list; those from"
                + " there on are not.");
    assertThat(body(response).hint())
        .isEqualTo("Send the events from index 7 on again, after the seconds in Retry-After.");
    assertThat(body(response).accepted()).isEqualTo(6);
  }

  @Test
  void aLogThatTookNothingStoredNothing() {
    EventsAnswer full =
        body(builder.build(new EventAppender.Outcome(0, 0, new BufferExhaustedException("full"))));
    assertThat(full.code()).isEqualTo("LOG_BUSY");
    assertThat(full.detail()).isEqualTo("Nothing of this request is stored.");
    EventsAnswer gone =
        body(builder.build(new EventAppender.Outcome(0, 0, new TimeoutException("no metadata"))));
    assertThat(gone.code()).isEqualTo("LOG_UNAVAILABLE");
    assertThat(gone.detail()).isEqualTo("Nothing of this request is stored.");
  }

  @Test
  void whatIsNotConfirmedIsNeitherClaimedNorDenied() {
    Response response =
        builder.build(new EventAppender.Outcome(1_000, 400, new TimeoutException("late")));
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(body(response).message()).isEqualTo("the log has not confirmed 600 of 1,000 events");
    assertThat(body(response).detail())
        .isEqualTo("Those may be stored or not; 400 are stored for certain.");
    assertThat(body(response).accepted()).isEqualTo(400);
  }
}
