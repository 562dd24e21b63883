package io.thalweg.app.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;

/** What a client of {@code text/event-stream} reads, as HTML's standard says. For one thread. */
public final class EventStream implements AutoCloseable {

  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;
  private String lastId;

  EventStream(HttpResponse<InputStream> response) {
    this.response = response;
    this.lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
  }

  /** An event; its name is {@code message} where it has none. */
  public record Event(String name, String id, JsonNode data) {}

  public int status() {
    return response.statusCode();
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  /** The id that came last, with an event or without. */
  public String lastId() {
    return lastId;
  }

  /** Waits for the next event; null at the end. */
  public Event next() throws IOException {
    String name = "message";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        if (data.length() > 0) {
          return new Event(name, lastId, RunningPlatform.JSON.readTree(data.toString()));
        }
        name = "message";
      } else if (line.startsWith("id: ")) {
        lastId = line.substring(4);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data.append(line.substring(6));
      }
    }
    return null;
  }

  /** The next event with this name. */
  public Event next(String name) throws IOException {
    Event event = next();
    while (event != null && !event.name().equals(name)) {
      event = next();
    }
    return event;
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
