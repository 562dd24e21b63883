package io.thalweg.app.server.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.project.ProjectTemplate;
import io.thalweg.app.server.DataFolder;
import io.thalweg.app.server.Platform;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** A platform that lets Kafka clients in, with a stream and a topic of results. */
final class ListeningPlatform implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final DataFolder data;
  private final Platform platform;

  /** A token as Kafka's clients use it. */
  record Access(String id, String secret) {}

  ListeningPlatform(Path folder) throws Exception {
    Path project = folder.resolve("plant");
    ProjectTemplate.write(project);
    Files.writeString(
        project.resolve("thalweg.yaml"),
        "buffer: {listener: {port: 0}, durability: process}\n",
        StandardOpenOption.APPEND);
    Files.writeString(
        project.resolve("pipelines/hot.yaml"),
        """
        pipeline: hot
        sql: SELECT machine, time, temperature FROM telemetry WHERE temperature > 90
        to:
          - topic: hot
        """);
    data = new DataFolder(folder.resolve("data"));
    platform = Platform.start(ProjectLoader.load(project), data, OptionalInt.of(0));
  }

  URI url() {
    return platform.url();
  }

  Access own() {
    return new Access("admin", data.readToken().orElseThrow());
  }

  Access token(String asked) throws Exception {
    JsonNode made = call("POST", "/api/v1/tokens", asked, 201);
    return new Access(made.path("id").asText(), made.path("token").asText());
  }

  void revoke(Access token) throws Exception {
    call("DELETE", "/api/v1/tokens/" + token.id(), "", 204);
  }

  JsonNode get(String path) throws Exception {
    return call("GET", path, "", 200);
  }

  JsonNode call(String method, String path, String body, int status) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(platform.url().resolve(path))
            .timeout(Duration.ofSeconds(120))
            .header("Authorization", "Bearer " + own().secret())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  String address() throws Exception {
    return get("/api/v1/topics").path("listener").path("address").asText();
  }

  /** The settings of one of Kafka's clients. */
  Map<String, Object> client(Access access) throws Exception {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", address());
    settings.put("security.protocol", "SASL_PLAINTEXT");
    settings.put("sasl.mechanism", "SCRAM-SHA-256");
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(access.id(), access.secret()));
    settings.put("default.api.timeout.ms", 120_000);
    settings.put("request.timeout.ms", 60_000);
    settings.put("enable.metrics.push", false);
    return settings;
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    platform.close();
  }
}
