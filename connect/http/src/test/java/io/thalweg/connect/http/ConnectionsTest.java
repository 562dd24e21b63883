package io.thalweg.connect.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client may hold of the door without having been let in. */
class ConnectionsTest {

  private static final String REQUEST = "GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n";

  private final RefusalCounts refusals = new RefusalCounts();

  private HttpServer start(HttpServer.Limits limits) throws IOException {
    return HttpServer.start(
        new HttpServer.Configuration(0, List.of(), new OneToken("right"), refusals, limits));
  }

  private static Socket connect(HttpServer server) throws IOException {
    Socket socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Sends a request and reads the answer's first line; the rest is read with the next one. */
  private static void assertAnswered(Socket socket) throws IOException {
    socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    String line = in.readLine();
    while (line != null && !line.startsWith("HTTP/1.1 ")) {
      line = in.readLine();
    }
    assertThat(line).isEqualTo("HTTP/1.1 200 OK");
  }

  /** Sends byte by byte, without an end, until the server has had enough of it. */
  private static void trickle(Socket socket, String beginning, String repeated) throws IOException {
    socket.setSoTimeout(10);
    Instant patience = Instant.now().plusSeconds(60);
    OutputStream out = socket.getOutputStream();
    try {
      for (int i = 0; Instant.now().isBefore(patience); i++) {
        String text = i < beginning.length() ? beginning : repeated;
        out.write(text.charAt(i % text.length()));
        try {
          if (socket.getInputStream().read() < 0) {
            return;
          }
        } catch (SocketTimeoutException nothingSaid) {
          continue;
        }
      }
    } catch (SocketException closed) {
      return;
    }
    throw new AssertionError("the connection is held for as long as its client likes");
  }

  @Test
  void headersThatComeByteByByteHoldAConnectionForABoundedTime() throws Exception {
    HttpServer.Limits limits = new HttpServer.Limits(100, Duration.ofMillis(400));
    try (HttpServer server = start(limits);
        Socket atRest = connect(server)) {
      assertAnswered(atRest);
      for (String beginning :
          List.of("GET /api/v1/he", "GET /api/v1/health HTTP/1.1\r\nHost: x\r\nX-Slow: ", "\r\n")) {
        long before = refusals.of("408 HEADERS_TOO_SLOW");
        try (Socket slow = connect(server)) {
          trickle(slow, beginning, beginning.equals("\r\n") ? "\r\n" : "a");
        }
        assertThat(refusals.of("408 HEADERS_TOO_SLOW")).isEqualTo(before + 1);
      }
      // One that waits between requests is none that is slow.
      assertAnswered(atRest);
    }
  }

  @Test
  void connectionsBeyondTheLimitWaitUntilAnotherOneEnds() throws Exception {
    List<Socket> open = new ArrayList<>();
    try (HttpServer server = start(new HttpServer.Limits(3, Duration.ofSeconds(10)))) {
      for (int i = 0; i < 3; i++) {
        open.add(connect(server));
        assertAnswered(open.get(i));
      }
      Socket waiting = connect(server);
      open.add(waiting);
      waiting.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      waiting.setSoTimeout(300);
      assertThat(answersNow(waiting)).isFalse();
      waiting.setSoTimeout(20_000);
      open.get(0).close();
      assertThat(answersNow(waiting)).isTrue();
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private static boolean answersNow(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() == 'H';
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
