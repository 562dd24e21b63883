package io.thalweg.examples.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A client of one platform. Every call blocks until the answer is there, and throws {@link
 * RefusedException} when the answer is an error, {@link UnreachableException} when there is none.
 *
 * <p>Safe for use by many threads; connections are kept and shared.
 */
public final class PlatformClient {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final HttpClient http;
  private final URI url;
  private final String token;
  private final Duration timeout;

  /**
   * @param url of the platform, for example {@code http://127.0.0.1:8420}
   * @param timeout for the answer of one request
   */
  public PlatformClient(URI url, String token, Duration timeout) {
    this(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build(),
        url,
        token,
        timeout);
  }

  private PlatformClient(HttpClient http, URI url, String token, Duration timeout) {
    this.http = http;
    this.url = url;
    this.token = token;
    this.timeout = timeout;
  }

  /** A client with another token that shares this one's connections. */
  public PlatformClient withToken(String other) {
    return new PlatformClient(http, url, other, timeout);
  }

  public URI url() {
    return url;
  }

  /**
   * Posts events.
   *
   * @param ndjson one JSON object a line, UTF-8
   */
  public Ingested post(String stream, byte[] ndjson)
      throws RefusedException, UnreachableException, InterruptedException {
    JsonNode answer =
        call(
            request("/api/v1/streams/" + stream + "/events")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArray(ndjson)));
    JsonNode error = answer.path("errors").path(0);
    return new Ingested(
        answer.path("accepted").asLong(),
        answer.path("rejected").asLong(),
        error.isMissingNode() ? Optional.empty() : Optional.of(describe(error)));
  }

  /** Runs a query. */
  public Answer query(String sql)
      throws RefusedException, UnreachableException, InterruptedException {
    JsonNode answer =
        call(
            request("/api/v1/query")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(bytes(Map.of("sql", sql)))));
    List<String> columns = new ArrayList<>();
    answer.path("columns").forEach(column -> columns.add(column.path("name").asText()));
    List<List<JsonNode>> rows = new ArrayList<>();
    for (JsonNode row : answer.path("rows")) {
      List<JsonNode> values = new ArrayList<>(columns.size());
      row.forEach(values::add);
      rows.add(values);
    }
    return new Answer(columns, rows);
  }

  /** The state of every pipeline. */
  public List<PipelineState> pipelines()
      throws RefusedException, UnreachableException, InterruptedException {
    List<PipelineState> states = new ArrayList<>();
    for (JsonNode pipeline : call(request("/api/v1/pipelines").GET()).path("pipelines")) {
      states.add(
          new PipelineState(
              pipeline.path("name").asText(),
              pipeline.path("state").asText(),
              text(pipeline.path("error")),
              pipeline.path("lag").asLong(),
              text(pipeline.path("watermark")).map(Instant::parse),
              pipeline.path("late").asLong()));
    }
    return states;
  }

  /**
   * Makes a token for a device; for administrators.
   *
   * @param device the key of the events that it may write
   * @return the token, which nobody can see again
   */
  public String createDeviceToken(String device)
      throws RefusedException, UnreachableException, InterruptedException {
    return call(request("/api/v1/tokens")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(bytes(Map.of("role", "device", "device", device)))))
        .path("token")
        .asText();
  }

  /** The devices that have a token; for administrators. */
  public Set<String> devices() throws RefusedException, UnreachableException, InterruptedException {
    Set<String> devices = new HashSet<>();
    for (JsonNode token : call(request("/api/v1/tokens").GET()).path("tokens")) {
      text(token.path("device")).ifPresent(devices::add);
    }
    return devices;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path))
        .header("Authorization", "Bearer " + token)
        .timeout(timeout);
  }

  private JsonNode call(HttpRequest.Builder request)
      throws RefusedException, UnreachableException, InterruptedException {
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      if (response.statusCode() / 100 != 2) {
        throw refusal(response);
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UnreachableException("%s does not answer: %s".formatted(url, reason(e)), e);
    }
  }

  private static RefusedException refusal(HttpResponse<byte[]> response) {
    Optional<Duration> retryAfter =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(value -> value.matches("\\d{1,6}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    JsonNode error;
    try {
      error = JSON.readTree(response.body());
    } catch (IOException e) {
      error = JSON.missingNode();
    }
    return new RefusedException(
        response.statusCode(),
        error.path("code").asText(),
        "HTTP %d: %s".formatted(response.statusCode(), describe(error)),
        retryAfter);
  }

  private static String describe(JsonNode error) {
    String message = error.path("message").asText("no reason given");
    return text(error.path("hint")).map(hint -> message + "; " + hint).orElse(message);
  }

  private static Optional<String> text(JsonNode value) {
    return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static byte[] bytes(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
