package io.thalweg.connect.http.events;

import static io.thalweg.connect.http.events.Platform.JSON;
import static io.thalweg.connect.http.events.Platform.NDJSON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Offsets;
import io.thalweg.connect.http.HttpServer;
import io.thalweg.connect.http.body.BodyReader;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Settings.Durability;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PressureTest {

  private static final String EVENT = "{\"machine\":\"a\",\"time\":1}";

  @TempDir Path directory;
  private Platform platform;
  private boolean logIsClosed;

  @BeforeEach
  void start() throws IOException {
    platform =
        new Platform(directory, Durability.DISK, Platform.stream("telemetry", Primitive.STRING));
  }

  @AfterEach
  void stop() {
    platform.server.close();
    platform.events.close();
    if (!logIsClosed) {
      platform.log.close();
    }
  }

  private static void await(BooleanSupplier condition) {
    Instant deadline = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waited in vain").isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  /** A request that has sent all of its body but the last byte. */
  private Socket almostPosted(int bodyBytes) throws IOException {
    Socket socket = new Socket("127.0.0.1", platform.server.port());
    socket.setSoTimeout(20_000);
    byte[] body = EVENT.getBytes(UTF_8);
    byte[] space = new byte[bodyBytes - body.length - 1];
    java.util.Arrays.fill(space, (byte) ' ');
    var out = socket.getOutputStream();
    out.write(
        ("POST /api/v1/streams/telemetry/events HTTP/1.1\r\nHost: x\r\n"
                + "Authorization: Bearer secret\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nContent-Length: %d\r\n\r\n".formatted(bodyBytes))
            .getBytes(UTF_8));
    out.write(body);
    out.write(space);
    out.flush();
    return socket;
  }

  @Test
  void whatDoesNotFitIntoMemoryIsTurnedAwayAndComesInLater() throws Exception {
    List<Socket> large = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        large.add(almostPosted(HttpServer.MAX_BODY_BYTES - 1));
      }
      large.add(almostPosted(HttpServer.MAX_BODY_BYTES / 2 - 1));
      // All are in memory, in buffers of the next power of two.
      await(
          () -> platform.events.bodies().bytesUnderWay() > BodyReader.MAX_BYTES_UNDER_WAY - 16_384);

      var answer = platform.post("telemetry", JSON, EVENT);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.http().headers().firstValue("Retry-After")).contains("1");
      assertThat(answer.code()).isEqualTo("LOG_BUSY");
      assertThat(answer.body().path("detail").asText())
          .isEqualTo("Nothing of this request is stored.");
      assertThat(platform.log.ends("telemetry")).isEqualTo(Offsets.zero(4));

      for (Socket socket : large) {
        socket.getOutputStream().write(' ');
        String end = new String(socket.getInputStream().readAllBytes(), UTF_8);
        assertThat(end).startsWith("HTTP/1.1 200 ").contains("\"accepted\":1");
      }
    } finally {
      for (Socket socket : large) {
        socket.close();
      }
    }
    await(() -> platform.events.bodies().bytesUnderWay() == 0);
    assertThat(platform.post("telemetry", JSON, EVENT).status()).isEqualTo(200);
    assertThat(platform.records("telemetry")).hasSize(4);
  }

  @Test
  void aClientThatGoesAwayInTheMiddleLeavesNothingBehind() throws Exception {
    Socket socket = almostPosted(100_000);
    await(() -> platform.events.bodies().bytesUnderWay() > 0);
    socket.close();
    await(() -> platform.events.bodies().bytesUnderWay() == 0);
    assertThat(platform.log.ends("telemetry")).isEqualTo(Offsets.zero(4));
    assertThat(platform.post("telemetry", JSON, EVENT).status()).isEqualTo(200);
  }

  @Test
  void aLogThatHasGoneIsSaidHonestlyAndInTime() throws Exception {
    assertThat(platform.post("telemetry", JSON, EVENT).status()).isEqualTo(200);
    platform.log.close();
    logIsClosed = true;

    Instant start = Instant.now();
    var answer = platform.post("telemetry", NDJSON, EVENT + "\n{}\n" + EVENT);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.http().headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.code()).isEqualTo("LOG_UNAVAILABLE");
    // Whether the producer still takes events in depends on what it has heard of the end.
    assertThat(answer.body().path("detail").asText())
        .isIn(
            "Nothing of this request is stored.",
            "Those may be stored or not; 0 are stored for certain.");
    assertThat(answer.accepted()).isZero();
    assertThat(platform.events.bodies().bytesUnderWay()).isZero();
  }

  @Test
  void aProducerWithoutRoomTakesNoMoreAndNothingIsLostSilently() {
    platform.log.close();
    logIsClosed = true;
    try (EventAppender appender = new EventAppender(platform.log, 16_384)) {
      EventAppender.Appending appending = appender.begin();
      int taken = 0;
      while (appending.append("telemetry", null, new byte[1_000])) {
        taken++;
        assertThat(taken).isLessThan(100);
      }
      EventAppender.Outcome outcome = appending.await();
      assertThat(outcome.sent()).isEqualTo(taken);
      assertThat(outcome.confirmed()).isZero();
      assertThat(outcome.failure()).isNotNull();
    }
  }

  @Test
  void aBodyThatComesByteByByteIsGivenUp() throws Exception {
    try (Socket slow = new Socket("127.0.0.1", platform.server.port())) {
      slow.getOutputStream()
          .write(
              ("POST /api/v1/streams/telemetry/events HTTP/1.1\r\nHost: x\r\n"
                      + "Authorization: Bearer secret\r\nContent-Type: application/json\r\n"
                      + "Content-Length: 1000000\r\n\r\n")
                  .getBytes(UTF_8));
      slow.setSoTimeout(100);
      Instant patience = Instant.now().plusSeconds(60);
      String answer = "";
      while (answer.isEmpty() && Instant.now().isBefore(patience)) {
        slow.getOutputStream().write(' ');
        try {
          answer = new String(slow.getInputStream().readNBytes(12), UTF_8);
        } catch (SocketTimeoutException nothingYet) {
          continue;
        }
      }
      assertThat(answer).isEqualTo("HTTP/1.1 408");
    }
    await(() -> platform.refusals.of("408 REQUEST_TIMEOUT") == 1);
    assertThat(platform.events.bodies().bytesUnderWay()).isZero();
  }
}
