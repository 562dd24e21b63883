package io.thalweg.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.project.ProjectTemplate;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dashboards from their file to their rows. */
class DashboardsTest {

  private static final String DASHBOARD =
      """
      dashboard: machine
      title: One machine
      variables:
        machine: {sql: SELECT DISTINCT machine FROM telemetry ORDER BY 1, default: m1}
        hot: {type: double, default: 20}
      time: {last: 1h}
      panels:
        - panel: temperature
          draw: line
          sql: |
            SELECT time, temperature FROM telemetry
            WHERE machine = :machine AND temperature >= :hot
              AND time BETWEEN :from AND :to ORDER BY time
          unit: °C
          thresholds: [{from: 30, level: warning}]
        - panel: late
          draw: value
          sql: SELECT COUNT(*) AS late FROM minute_average_late
      """;

  private static final String RANGE =
      "\"from\": \"2026-01-01T08:00:00Z\", \"to\": \"2026-01-01T09:00:00+00:00\"";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path folder;
  private static DataFolder data;
  private static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    Path project = project("plant", DASHBOARD);
    data = new DataFolder(folder.resolve("data"));
    platform = Platform.start(ProjectLoader.load(project), data, OptionalInt.of(0));
    HttpResponse<String> answer =
        post(
            "/api/v1/streams/telemetry/events",
            """
            [{"machine":"m1","time":"2026-01-01T08:00:00Z","temperature":10},
             {"machine":"m1","time":"2026-01-01T08:30:00Z","temperature":40},
             {"machine":"O'Hara","time":"2026-01-01T08:40:00Z","temperature":50},
             {"machine":"m1","time":"2026-01-01T09:30:00Z","temperature":60}]""");
    assertThat(answer.body()).contains("\"accepted\":4");
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static Path project(String name, String dashboard) throws Exception {
    Path project = folder.resolve(name);
    ProjectTemplate.write(project);
    Files.createDirectories(project.resolve("dashboards"));
    Files.writeString(project.resolve("dashboards/machine.yaml"), dashboard);
    return project;
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(platform.url().resolve(path))
        .timeout(Duration.ofSeconds(120))
        .header("Authorization", "Bearer " + data.readToken().orElseThrow());
  }

  private static JsonNode get(String path) throws Exception {
    return JSON.readTree(CLIENT.send(request(path).build(), BodyHandlers.ofString()).body());
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return CLIENT.send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> panel(String panel, String choice) throws Exception {
    return post("/api/v1/dashboards/machine/panels/" + panel + "/data", choice);
  }

  @Test
  void theListAndTheDefinitionAreGiven() throws Exception {
    assertThat(get("/api/v1/dashboards"))
        .hasToString(
            "{\"dashboards\":[{\"name\":\"machine\",\"title\":\"One machine\",\"panels\":2}]}");
    JsonNode dashboard = get("/api/v1/dashboards/machine");
    assertThat(dashboard.path("lastSeconds").asInt()).isEqualTo(3600);
    assertThat(dashboard.at("/variables/0/initial").asText()).isEqualTo("m1");
    JsonNode panel = dashboard.at("/panels/0");
    assertThat(panel.path("draw").asText()).isEqualTo("line");
    assertThat(panel.path("roles")).hasToString("{\"x\":\"time\",\"y\":[\"temperature\"]}");
    assertThat(panel.path("place")).hasToString("{\"x\":0,\"y\":0,\"width\":6,\"height\":4}");
    assertThat(panel.at("/thresholds/0/level").asText()).isEqualTo("warning");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|40.0",
        "{\"hot\": 5}|10.0 40.0",
        "{\"machine\": \"O'Hara\"}|50.0",
        "{\"machine\": \"x' OR 1 = 1 --\"}|",
      })
  void aPanelGivesTheRowsOfItsVariablesAndRange(String variables, String temperatures)
      throws Exception {
    HttpResponse<String> answer =
        panel("temperature", "{\"variables\": " + variables + ", " + RANGE + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    StringBuilder found = new StringBuilder();
    JSON.readTree(answer.body()).path("rows").forEach(row -> found.append(row.get(1)).append(' '));
    assertThat(found.toString().strip()).isEqualTo(temperatures == null ? "" : temperatures);
  }

  @Test
  void withoutAChoiceTheDefaultsHold() throws Exception {
    HttpResponse<String> answer = panel("temperature", "{}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).path("rows")).isEmpty(); // the readings are old
    assertThat(JSON.readTree(panel("late", "").body()).path("rows").size()).isEqualTo(1);
  }

  @Test
  void aVariableOffersItsValues() throws Exception {
    HttpResponse<String> answer = post("/api/v1/dashboards/machine/variables/machine/values", "{}");
    assertThat(JSON.readTree(answer.body()).path("rows")).hasToString("[[\"O'Hara\"],[\"m1\"]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "machine/panels/temperature|{\"variables\": {\"machin\": \"m1\"}}|400|INVALID_PARAMETER",
        "machine/panels/temperature|{\"variables\": {\"hot\": \"very\"}}|400|INVALID_PARAMETER",
        "machine/panels/temperature|{\"variables\": {\"hot\": [1]}}|400|INVALID_PARAMETER",
        "machine/panels/temperature|{\"from\": \"yesterday\"}|400|INVALID_PARAMETER",
        "machine/panels/temperature|{\"from\": \"2999-01-01T00:00:00Z\"}|400|INVALID_PARAMETER",
        "machine/panels/temprature|{}|404|UNKNOWN_PANEL",
        "machines/panels/temperature|{}|404|UNKNOWN_DASHBOARD",
      })
  void whatCannotBeAnsweredIsRefusedByName(String panel, String choice, int status, String code)
      throws Exception {
    HttpResponse<String> answer = post("/api/v1/dashboards/" + panel + "/data", choice);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code);
  }

  @Test
  void mistakesInTheSqlOfAPanelStandAtTheirLinesOfTheFile() throws Exception {
    CheckedProject wrong =
        ProjectLoader.load(
            project(
                "wrong",
                DASHBOARD
                    .replace("temperature >= :hot", "temprature >= :hott")
                    .replace("draw: value", "draw: valu")));

    assertThat(wrong.isCorrect()).isFalse();
    assertThat(wrong.problems())
        .extracting(problem -> problem.location() + " " + problem.code())
        .containsExactly(
            "dashboards/machine.yaml:12:50 SQL_UNKNOWN_PARAMETER",
            "dashboards/machine.yaml:17:11 INVALID_VALUE");
  }
}
