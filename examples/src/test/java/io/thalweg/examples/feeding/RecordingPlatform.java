package io.thalweg.examples.feeding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.thalweg.examples.client.PlatformClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that takes events as the platform does and keeps them in the order of their arrival. It
 * can refuse, and die.
 */
public final class RecordingPlatform implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<JsonNode> events = new ArrayList<>();
  private final int refuseFirst;
  private final int dieAfter;
  private int requests;

  /**
   * @param stream whose events it takes; empty for those of any
   * @param refuseFirst how many requests are answered 503 at first
   * @param dieAfter the number of the request at which the connection breaks
   */
  public RecordingPlatform(String stream, int refuseFirst, int dieAfter) throws IOException {
    this.refuseFirst = refuseFirst;
    this.dieAfter = dieAfter;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/streams/" + stream, this::take);
    server.setExecutor(threads);
    server.start();
  }

  public PlatformClient client() {
    return new PlatformClient(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        "token",
        Duration.ofSeconds(20));
  }

  public synchronized List<JsonNode> events() {
    return List.copyOf(events);
  }

  private synchronized void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    requests++;
    if (requests >= dieAfter) {
      exchange.close();
      return;
    }
    if (requests <= refuseFirst) {
      exchange.getResponseHeaders().add("Retry-After", "0");
      answer(exchange, 503, "{\"code\": \"BUSY\", \"message\": \"later\"}");
      return;
    }
    int before = events.size();
    for (String line : new String(body, StandardCharsets.UTF_8).split("\n")) {
      events.add(JSON.readTree(line));
    }
    answer(
        exchange,
        200,
        "{\"accepted\": %d, \"rejected\": 0, \"errors\": []}".formatted(events.size() - before));
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
