package io.thalweg.testing.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.testing.crash.PlatformProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a platform in a process of its own tells its operator, and what it keeps to itself. */
class PlatformLogTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path folder;

  private Path project() throws Exception {
    Path project = folder.resolve("plant");
    Files.createDirectories(project.resolve("streams"));
    Files.createDirectories(project.resolve("pipelines"));
    Files.writeString(project.resolve("thalweg.yaml"), "name: plant\n");
    Files.writeString(
        project.resolve("streams/readings.yaml"), "stream: readings\nfields: {parts: int}\n");
    Files.writeString(
        project.resolve("pipelines/share.yaml"),
        "pipeline: share\nsql: SELECT 10 / parts AS share FROM readings\nto: [table: share]\n");
    return project;
  }

  private static int call(URI url, String method, String path, String authorization, String body)
      throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(url.resolve(path))
                .timeout(Duration.ofSeconds(120))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void aFailureIsToldWithItsPipelineAndNoSecretIs() throws Exception {
    Path data = folder.resolve("data");
    Path console = folder.resolve("console.txt");
    List<String> secrets = new ArrayList<>(List.of("wrong-token", "wrong-password"));
    try (PlatformProcess platform = PlatformProcess.start(project(), data, console, List.of())) {
      URI url = platform.ready().join();
      String token = Files.readString(data.resolve("admin.token")).strip();
      String password = Files.readString(data.resolve("admin.password")).strip();
      secrets.addAll(List.of(token, password));
      String bearer = "Bearer " + token;
      assertThat(call(url, "GET", "/api/v1/streams", "Bearer wrong-token", "")).isEqualTo(401);
      String login = "{\"user\": \"admin\", \"password\": \"%s\"}";
      call(url, "POST", "/api/v1/session", bearer, login.formatted("wrong-password"));
      call(url, "POST", "/api/v1/session", bearer, login.formatted(password));
      String events = "/api/v1/streams/readings/events";
      assertThat(call(url, "POST", events, bearer, "{\"parts\": 0}")).isEqualTo(200);
      awaitLine(data.resolve("platform.log"));
      platform.stop();
    }

    String log = Files.readString(data.resolve("platform.log"));
    JsonNode failure =
        JSON.readTree(log.lines().filter(l -> l.contains("share")).findFirst().get());
    assertThat(failure.path("log.level").asText()).isEqualTo("WARN");
    assertThat(failure.path("thalweg.pipeline").asText()).isEqualTo("share");
    assertThat(failure.path("message").asText()).startsWith("pipeline share stopped: ");
    assertThat(log.lines())
        .allSatisfy(
            line -> assertThat(JSON.readTree(line).path("@timestamp").asText()).isNotEmpty());
    String shown = Files.readString(console);
    assertThat(shown).contains("WARN pipeline share stopped: ");
    assertThat(secrets).allSatisfy(secret -> assertThat(log + shown).doesNotContain(secret));
  }

  private static void awaitLine(Path log) throws Exception {
    Instant deadline = Instant.now().plusSeconds(120);
    while (!Files.readString(log).contains("pipeline share stopped")) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }
}
