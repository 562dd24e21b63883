package io.thalweg.testing.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.project.ProjectTemplate;
import io.thalweg.app.server.DataFolder;
import io.thalweg.app.server.Platform;
import io.thalweg.testing.house.Checkout;
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
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes the platform with the token of a viewer, and what it sees is written
 * down.
 */
class PrometheusTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void prometheusScrapesWithTheTokenOfAViewer() throws Exception {
    Path project = project();
    DataFolder data = new DataFolder(folder.resolve("data"));
    try (Platform platform = Platform.start(ProjectLoader.load(project), data, OptionalInt.of(0))) {
      String administrator = data.readToken().orElseThrow();
      String viewer =
          JSON.readTree(post(platform, "tokens", administrator, "{\"role\":\"viewer\"}", 201))
              .path("token")
              .asText();
      String events = "streams/telemetry/events";
      String good = "{\"machine\":\"m\",\"time\":\"2026-01-01T08:00:00Z\",\"temperature\":1}";
      String hot = good.replace("\"temperature\":1", "\"temperature\":%d");
      String rules =
          String.join(",", hot.formatted(150), hot.formatted(300), hot.formatted(500), "{}");
      post(platform, events, administrator, "[" + good + "," + rules + "]", 200);
      post(platform, events, administrator, "[", 400);
      String numbered = "{\"machine\":\"m\",\"number\":1}";
      String twice = "[" + numbered + "," + numbered + "]";
      post(platform, "streams/numbered/events", administrator, twice, 200);
      post(platform, "query", administrator, "{\"sql\":\"SELECT 1 AS one\"}", 200);
      post(platform, "query", administrator, "{\"sql\":\"SELECT nothing\"}", 400);

      int port = freePort();
      Process prometheus = prometheus(platform.url(), viewer, port);
      try {
        await(port, "up", 1);
        await(port, "thalweg_stream_events_total{stream=\"telemetry\"}", 3);
        await(port, "thalweg_ingest_events_total{stream=\"telemetry\"}", 3);
        await(port, "thalweg_ingest_bytes_total{stream=\"telemetry\"}", 3 * good.length() + 4);
        await(port, "sum(thalweg_log_end_offset{topic=\"telemetry\"})", 3);
        await(port, "sum(thalweg_log_beginning_offset{topic=\"minute-average\"})", 0);
        await(port, "thalweg_log_bytes{topic=\"telemetry\"} > bool 0", 1);
        await(port, "thalweg_lake_files{stream=\"telemetry\"}", 1);
        await(port, "thalweg_lake_bytes{stream=\"telemetry\"} > bool 0", 1);
        await(port, "thalweg_lake_snapshots{stream=\"telemetry\"}", 1);
        await(port, "count(thalweg_upkeep_runs_total{subject=\"telemetry\"})", 5);
        await(port, "sum(thalweg_upkeep_failures)", 0);
        await(port, "thalweg_stream_quarantined_events_total{rule=\"hot\"}", 1);
        await(port, "thalweg_stream_quarantine_waiting{rule=\"hot\"}", 1);
        await(port, "thalweg_stream_duplicate_events_total{stream=\"numbered\"}", 1);
        await(port, "thalweg_stream_warned_events_total{rule=\"warm\"}", 1);
        await(port, "thalweg_stream_refused_events_total{rule=\"melting\"}", 1);
        await(port, "thalweg_pipeline_commit_seconds_count > bool 0", 1);
        await(port, "thalweg_pipeline_commit_seconds_bucket{le=\"+Inf\"} > bool 0", 1);
        await(port, "thalweg_pipeline_batch_seconds_sum > bool 0", 1);
        await(port, "thalweg_pipeline_rows_in_total{pipeline=\"minute_average\"}", 2);
        await(port, "thalweg_pipeline_running", 1);
        await(port, "thalweg_pipeline_lag", 0);
        await(port, "thalweg_stream_refused_events_total{code=\"MISSING_FIELD\"}", 1);
        await(port, "thalweg_http_refused_requests_total{code=\"MALFORMED_JSON\"}", 1);
        await(port, "thalweg_queries_seconds_count", 1);
        await(port, "thalweg_queries_running", 0);
        await(port, "count(thalweg_data_bytes > 0)", 3);
        await(port, "count(jvm_memory_used_bytes > 0) > bool 1", 1);
        await(port, "sum(thalweg_metrics_missing)", 0);
        assertThat(namesIn(metrics(platform, viewer))).isEqualTo(documented());
      } finally {
        prometheus.destroy();
        prometheus.waitFor(30, TimeUnit.SECONDS);
      }
    }
  }

  /** The template's project, with rules that events can break, a topic, and a stream with an id. */
  private Path project() throws IOException {
    Path project = folder.resolve("plant");
    ProjectTemplate.write(project);
    Path stream = project.resolve("streams/telemetry.yaml");
    String rules =
        """

        quality:
          - {check: temperature < 400, otherwise: refuse, name: melting}
          - {check: temperature < 200, otherwise: quarantine, name: hot}
          - {check: temperature < 100, otherwise: warn, name: warm}
        """;
    Files.writeString(stream, Files.readString(stream) + rules);
    Path pipeline = project.resolve("pipelines/minute_average.yaml");
    String table = "  - table: minute_average\n";
    Files.writeString(
        pipeline, Files.readString(pipeline).replace(table, table + "  - topic: minute-average\n"));
    Files.writeString(
        project.resolve("streams/numbered.yaml"),
        "stream: numbered\nfields: {machine: string, number: long}\nkey: machine\nid: number\n");
    return project;
  }

  private static String metrics(Platform platform, String token) throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(platform.url().resolve("/metrics"))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  /** Names and types of the platform's own metrics. */
  private static Map<String, String> namesIn(String metrics) {
    Map<String, String> types = new TreeMap<>();
    Matcher type = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$").matcher(metrics);
    while (type.find()) {
      String name = type.group(1);
      if (!name.matches("(jvm|process|system)_.*")) {
        types.put(name, type.group(2));
      }
    }
    return types;
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> types = new TreeMap<>();
    Matcher row =
        Pattern.compile("(?m)^\\| `(\\w+)` \\|[^|]*\\| (\\w+) \\|")
            .matcher(Files.readString(Checkout.ROOT.resolve("docs/metrics.md")));
    while (row.find()) {
      types.put(row.group(1), row.group(2));
    }
    return types;
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
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
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
                .timeout(Duration.ofSeconds(120))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer.body();
  }
}
