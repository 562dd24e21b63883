package io.thalweg.app.server.http.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Events in the form of {@code text/event-stream}. */
public final class SseText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SseText() {}

  /** An event with a name and a JSON body. */
  public static byte[] event(String name, Object body) {
    try {
      return ("event: " + name + "\ndata: " + JSON.writeValueAsString(body) + "\n\n")
          .getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Means nothing but that the sender is there. */
  public static byte[] heartbeat() {
    return ":\n\n".getBytes(UTF_8);
  }

  /** Tells a client where it is, without an event; it says so again when it comes back. */
  public static byte[] id(String id) {
    return (":\nid: " + id + "\n\n").getBytes(UTF_8);
  }
}
