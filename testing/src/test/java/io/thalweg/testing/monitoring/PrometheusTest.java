package io.thalweg.testing.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.project.ProjectTemplate;
import io.thalweg.app.server.DataFolder;
import io.thalweg.app.server.Platform;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes the platform with the token of a viewer. */
class PrometheusTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void prometheusScrapesWithTheTokenOfAViewer() throws Exception {
    Path project = folder.resolve("plant");
    ProjectTemplate.write(project);
    DataFolder data = new DataFolder(folder.resolve("data"));
    try (Platform platform = Platform.start(ProjectLoader.load(project), data, OptionalInt.of(0))) {
      String administrator = data.readToken().orElseThrow();
      String viewer =
          JSON.readTree(post(platform, "tokens", administrator, "{\"role\":\"viewer\"}", 201))
              .path("token")
              .asText();
      String events = "streams/telemetry/events";
      String good = "{\"machine\":\"m\",\"time\":\"2026-01-01T08:00:00Z\",\"temperature\":1}";
      post(platform, events, administrator, "[" + good + "," + good + ",{}]", 200);
      post(platform, events, administrator, "[", 400);
      post(platform, "query", administrator, "{\"sql\":\"SELECT 1 AS one\"}", 200);

      int port = freePort();
      Process prometheus = prometheus(platform.url(), viewer, port);
      try {
        await(port, "up", 1);
        await(port, "thalweg_stream_events_total{stream=\"telemetry\"}", 2);
        await(port, "thalweg_pipeline_rows_in_total{pipeline=\"minute_average\"}", 2);
        await(port, "thalweg_pipeline_running", 1);
        await(port, "thalweg_pipeline_lag", 0);
        await(port, "thalweg_stream_refused_events_total{code=\"MISSING_FIELD\"}", 1);
        await(port, "thalweg_http_refused_requests_total{code=\"MALFORMED_JSON\"}", 1);
        await(port, "thalweg_queries_seconds_count", 1);
        await(port, "thalweg_queries_running", 0);
        await(port, "count(thalweg_data_bytes > 0)", 3);
        await(port, "count(jvm_memory_used_bytes > 0) > bool 1", 1);
      } finally {
        prometheus.destroy();
        prometheus.waitFor(30, TimeUnit.SECONDS);
      }
    }
  }

  private Process prometheus(URI platform, String token, int port) throws IOException {
    Path tokenFile = Files.writeString(folder.resolve("viewer.token"), token);
    Path settings =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global:
              scrape_interval: 1s
            scrape_configs:
              - job_name: thalweg
                authorization:
                  credentials_file: %s
                static_configs:
                  - targets: ["%s"]
            """
                .formatted(tokenFile, platform.getAuthority()));
    return new ProcessBuilder(
            "prometheus",
            "--config.file=" + settings,
            "--storage.tsdb.path=" + folder.resolve("prometheus"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("prometheus.log").toFile())
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Waits until a query of Prometheus gives a value. */
  private void await(int port, String query, double expected) throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:%d/api/v1/query?query=%s"
                .formatted(port, URLEncoder.encode(query, StandardCharsets.UTF_8)));
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    String last = "no answer";
    while (System.nanoTime() < deadline) {
      try {
        last = CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        JsonNode value = JSON.readTree(last).at("/data/result/0/value/1");
        if (!value.isMissingNode() && value.asDouble() == expected) {
          return;
        }
      } catch (IOException notListeningYet) {
        last = notListeningYet.toString();
      }
      Thread.onSpinWait();
    }
    assertThat(last).as(query + Files.readString(folder.resolve("prometheus.log"))).isEqualTo("");
  }

  private static String post(Platform platform, String path, String token, String body, int status)
      throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(platform.url().resolve("/api/v1/" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer.body();
  }
}
