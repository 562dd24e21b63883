package io.thalweg.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.project.ProjectTemplate;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The doors of a whole platform, from outside. */
class PlatformTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path folder;
  private static Path project;
  private static DataFolder data;
  private static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    project = folder.resolve("plant");
    ProjectTemplate.write(project);
    data = new DataFolder(folder.resolve("data"));
    platform = start(data);
    String events =
        IntStream.range(0, 1_000)
            .mapToObj(
                i ->
                    "{\"machine\":\"m%d\",\"time\":\"2026-01-01T08:00:00.%03dZ\",\"temperature\":%d}"
                        .formatted(i % 10, i, i))
            .collect(Collectors.joining("\n"));
    HttpResponse<String> answer =
        post("/api/v1/streams/telemetry/events", "application/x-ndjson", events);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static Platform start(DataFolder data) {
    return Platform.start(ProjectLoader.load(project), data, OptionalInt.of(0));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(platform.url().resolve(path))
        .timeout(Duration.ofSeconds(120))
        .header("Authorization", "Bearer " + data.readToken().orElseThrow());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(request(path).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String type, String body) throws Exception {
    return CLIENT.send(
        request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> query(String sql) throws Exception {
    return post("/api/v1/query", "application/json", question(sql));
  }

  private static String question(String sql) throws IOException {
    return JSON.writeValueAsString(JSON.createObjectNode().put("sql", sql));
  }

  @Test
  void describesAllItsDoors() throws Exception {
    HttpResponse<String> answer = get("/openapi.json");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).path("paths").fieldNames())
        .toIterable()
        .contains(
            "/api/v1/health",
            "/api/v1/streams",
            "/api/v1/streams/{stream}/events",
            "/api/v1/pipelines",
            "/api/v1/pipelines/{name}",
            "/api/v1/query");
  }

  @Test
  void aQueryAnswersInJsonAndInCsv() throws Exception {
    String sql = "SELECT machine, COUNT(*) AS n FROM telemetry GROUP BY machine ORDER BY 1 LIMIT 1";
    JsonNode json = JSON.readTree(query(sql).body());
    assertThat(json.at("/columns/1/name").asText()).isEqualTo("n");
    assertThat(json.path("rows")).hasToString("[[\"m0\",100]]");
    HttpResponse<String> csv =
        CLIENT.send(
            request("/api/v1/query")
                .header("Content-Type", "application/json")
                .header("Accept", "text/csv")
                .POST(BodyPublishers.ofString(question(sql)))
                .build(),
            BodyHandlers.ofString());
    assertThat(csv.body().lines()).containsExactly("machine,n", "m0,100");
  }

  @Test
  void aQueryTakesParameters() throws Exception {
    HttpResponse<String> answer =
        post(
            "/api/v1/query",
            "application/json",
            """
            {"sql": "SELECT COUNT(*) FROM telemetry
             WHERE machine = :machine AND temperature < :below AND time >= :from",
             "parameters": {"machine": "m3", "below": 500.5,
              "from": {"type": "timestamp", "value": "2026-01-01T09:00:00.4+01:00"}}}"""
                .replace("\n WHERE", " WHERE"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).path("rows")).hasToString("[[10]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|SQL_UNKNOWN_PARAMETER",
        "{\"n\": null}|INVALID_PARAMETER",
        "{\"n\": [1]}|INVALID_PARAMETER",
        "{\"n\": {\"type\": \"int\", \"value\": \"x\"}}|INVALID_PARAMETER",
        "{\"n\": {\"type\": \"number\", \"value\": 1}}|INVALID_PARAMETER",
        "{\"n\": 1e400}|INVALID_PARAMETER",
        "{\"n\": \"text\"}|SQL_TYPE_MISMATCH",
      })
  void aParameterThatIsOfNoUseIsRefused(String parameters, String code) throws Exception {
    HttpResponse<String> answer =
        post(
            "/api/v1/query",
            "application/json",
            "{\"sql\": \"SELECT machine FROM telemetry WHERE temperature > :n\", \"parameters\": "
                + parameters
                + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code);
  }

  @Test
  void mistakesOfAQueryHaveTheirPlace() throws Exception {
    HttpResponse<String> answer = query("SELECT machine,\n  temprature FROM telemetry");
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode error = JSON.readTree(answer.body());
    assertThat(error.path("code").asText()).isEqualTo("SQL_UNKNOWN_COLUMN");
    assertThat(error.path("message").asText()).contains("line 2, column 3");
    assertThat(error.path("hint").asText()).contains("temperature");
  }

  @Test
  void whatIsNoQueryIsRefused() throws Exception {
    for (String body :
        List.of("", "{", "[]", "{\"sql\":\"\"}", "{\"sql\":null}", "{\"sql\":1,\"x\":2}", "null")) {
      HttpResponse<String> answer = post("/api/v1/query", "application/json", body);
      assertThat(answer.statusCode()).as("%s: %s", body, answer.body()).isEqualTo(400);
      assertThat(JSON.readTree(answer.body()).path("message").asText()).isNotEmpty();
    }
    for (String sql :
        List.of("DELETE FROM telemetry", "COPY telemetry TO '/x'", "SELECT 1; SELECT 2", "SELEC")) {
      assertThat(query(sql).statusCode()).as(sql).isEqualTo(400);
    }
  }

  @Test
  void aPipelineSaysHowItIsDoingAndWhatItIs() throws Exception {
    JsonNode one = JSON.readTree(get("/api/v1/pipelines/minute_average").body());
    assertThat(one.path("state").asText()).isEqualTo("RUNNING");
    assertThat(one.at("/guarantee/given").asText()).isEqualTo("exactly-once");
    assertThat(one.path("explanation").asText()).contains("Tumble time by PT1M", "on DuckDB");
    HttpResponse<String> none = get("/api/v1/pipelines/minute_averag");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).contains("UNKNOWN_PIPELINE", "minute_average");
  }

  @Test
  void queriesOfClientsThatWentAwayMakeRoomForOthers() throws Exception {
    String body =
        question(
            "SELECT SUM(a.temperature * d.temperature) AS s FROM telemetry AS a,"
                + " telemetry AS b, telemetry AS c, telemetry AS d");
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      URI url = platform.url();
      Socket socket = new Socket(url.getHost(), url.getPort());
      clients.add(socket);
      socket
          .getOutputStream()
          .write(
              ("POST /api/v1/query HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                      + "Authorization: Bearer "
                      + data.readToken().orElseThrow()
                      + "\r\nContent-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(UTF_8));
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (query("SELECT 1").statusCode() != 503) {
      assertThat(System.nanoTime()).as("no query waits for a place").isLessThan(deadline);
    }
    for (Socket socket : clients) {
      socket.close();
    }
    while (query("SELECT 1").statusCode() != 200) {
      assertThat(System.nanoTime()).as("the queries go on").isLessThan(deadline);
    }
  }

  @Test
  void aDataFolderHasOnePlatform() {
    assertThatThrownBy(() -> start(data))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("used by another platform");
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    DataFolder other = new DataFolder(folder.resolve("other"));
    int port = platform.url().getPort();
    assertThatThrownBy(
            () -> Platform.start(ProjectLoader.load(project), other, OptionalInt.of(port)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("port " + port + " is taken");
  }

  @Test
  void aLogThatIsShorterThanWhatWasReadIsAnError() throws Exception {
    DataFolder own = new DataFolder(folder.resolve("cut"));
    try (Platform first = start(own)) {
      HttpRequest event =
          HttpRequest.newBuilder(first.url().resolve("/api/v1/streams/telemetry/events"))
              .header("Authorization", "Bearer " + own.readToken().orElseThrow())
              .header("Content-Type", "application/json")
              .POST(
                  BodyPublishers.ofString("{\"machine\":\"a\",\"time\":\"2026-01-01T08:00:00Z\"}"))
              .build();
      assertThat(CLIENT.send(event, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
    try (Stream<Path> files = Files.walk(own.log())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(() -> start(own))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("telemetry")
        .hasMessageContaining("but the topic ends at");
  }
}
