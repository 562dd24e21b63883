package io.thalweg.app.server.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.app.server.http.RunningPlatform;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project's files over HTTP: read, checked, saved and removed. */
class ProjectFilesTest {

  private static final String FILES = "/api/v1/project/files/";
  private static final String PIPELINE = "pipelines/minute_average.yaml";

  private static final String BOARD =
      """
      dashboard: %s
      panels:
        - panel: rows
          draw: value
          sql: SELECT COUNT(*) AS n FROM telemetry
      """;

  @TempDir static Path folder;
  private static RunningPlatform platform;

  @BeforeAll
  static void start() throws Exception {
    platform = new RunningPlatform(folder);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static HttpResponse<String> put(String path, String text, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        platform.request(FILES + path).header("Content-Type", "application/yaml");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return platform.send(request.PUT(BodyPublishers.ofString(text)));
  }

  private static HttpResponse<String> delete(String path, String... headers) throws Exception {
    HttpRequest.Builder request = platform.request(FILES + path).DELETE();
    return platform.send(headers.length > 0 ? request.headers(headers) : request);
  }

  private static JsonNode check(String path, String text) throws Exception {
    ObjectNode draft = RunningPlatform.JSON.createObjectNode().put("path", path).put("text", text);
    HttpResponse<String> answer =
        platform.send(
            platform
                .request("/api/v1/project/check")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(draft.toString())));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return RunningPlatform.JSON.readTree(answer.body()).path("problems");
  }

  private static String etag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void theProjectListsItsFilesAndGivesTheirText() throws Exception {
    JsonNode project = platform.json("/api/v1/project");
    assertThat(project.path("name").asText()).isEqualTo("plant");
    assertThat(project.path("problems")).isEmpty();
    assertThat(project.path("files").findValuesAsText("path"))
        .contains("thalweg.yaml", "streams/telemetry.yaml", PIPELINE);

    HttpResponse<String> file = platform.get(FILES + PIPELINE);
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.body()).isEqualTo(Files.readString(platform.project().resolve(PIPELINE)));
    assertThat(project.path("files").findValuesAsText("etag")).contains(etag(file));
    assertThat(
            platform
                .send(platform.request(FILES + PIPELINE).header("If-None-Match", etag(file)))
                .statusCode())
        .isEqualTo(304);
  }

  @Test
  void aMistakeIsToldAtItsPlaceAndNothingIsWritten() throws Exception {
    HttpResponse<String> before = platform.get(FILES + PIPELINE);
    String wrong = before.body().replace("AVG(temperature)", "AVG(temprature)");
    JsonNode problem = check(PIPELINE, wrong).path(0);
    assertThat(problem.path("code").asText()).isEqualTo("SQL_UNKNOWN_COLUMN");
    assertThat(problem.path("file").asText()).isEqualTo(PIPELINE);
    int line = wrong.substring(0, wrong.indexOf("temprature")).split("\n", -1).length;
    assertThat(problem.path("line").asInt()).isEqualTo(line);
    assertThat(wrong.split("\n")[line - 1].substring(problem.path("column").asInt() - 1))
        .startsWith("temprature");
    assertThat(problem.path("hint").asText()).contains("temperature");

    HttpResponse<String> answer = put(PIPELINE, wrong, "If-Match", etag(before));
    assertThat(answer.statusCode()).isEqualTo(422);
    JsonNode refused = RunningPlatform.JSON.readTree(answer.body());
    assertThat(refused.path("code").asText()).isEqualTo("PROJECT_HAS_MISTAKES");
    assertThat(refused.path("problems").path(0)).isEqualTo(problem);
    assertThat(platform.get(FILES + PIPELINE).body()).isEqualTo(before.body());
    assertThat(check(PIPELINE, before.body())).isEmpty();
  }

  @Test
  void whatOthersNeedCannotBeTakenAway() throws Exception {
    assertThat(check("streams/telemetry.yaml", null).findValuesAsText("file")).contains(PIPELINE);
    HttpResponse<String> answer = delete("streams/telemetry.yaml", "If-Match", "*");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains(PIPELINE);
    assertThat(platform.project().resolve("streams/telemetry.yaml")).exists();
  }

  @Test
  void aFileIsMadeChangedAndRemovedByThoseWhoHaveSeenIt() throws Exception {
    String path = "dashboards/board.yaml";
    HttpResponse<String> tried = put(path + "?dry=true", BOARD.formatted("board"));
    assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
    assertThat(platform.project().resolve(path)).doesNotExist();

    HttpResponse<String> made = put(path, BOARD.formatted("board"), "If-None-Match", "*");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(Files.list(platform.project().resolve("dashboards")))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("board.yaml");

    String changed = BOARD.formatted("board") + "title: Ω\n";
    assertThat(put(path, changed).statusCode()).isEqualTo(428);
    assertThat(put(path, changed, "If-None-Match", "*").statusCode()).isEqualTo(412);
    HttpResponse<String> saved = put(path, changed, "If-Match", etag(made));
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
    assertThat(platform.get(FILES + path).body()).isEqualTo(changed);

    HttpResponse<String> late = put(path, BOARD.formatted("board"), "If-Match", etag(made));
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.body()).contains("FILE_CHANGED");
    assertThat(etag(late)).isEqualTo(etag(saved));
    assertThat(delete(path, "If-Match", etag(made)).statusCode()).isEqualTo(412);
    assertThat(delete(path).statusCode()).isEqualTo(428);
    assertThat(delete(path, "If-Match", etag(saved)).statusCode()).isEqualTo(200);
    assertThat(platform.get(FILES + path).statusCode()).isEqualTo(404);
    assertThat(put(path, changed, "If-Match", etag(saved)).statusCode()).isEqualTo(412);
  }

  @Test
  void nothingButDefinitionsOfTheProjectCanBeReached() throws Exception {
    Files.writeString(folder.resolve("secret.yaml"), "stream: secret\n");
    Path link = platform.project().resolve("streams/link.yaml");
    for (String path :
        new String[] {
          "readings.ndjson",
          "streams/deep/a.yaml",
          "streams/.hidden.yaml",
          "streams/a.yml",
          ".thalweg/admin.token",
          "streams/..%2F..%2Fsecret.yaml",
          "..%2Fsecret.yaml",
          "%2Fetc%2Fpasswd"
        }) {
      assertThat(platform.get(FILES + path).statusCode()).as(path).isIn(400, 404);
      assertThat(put(path, "stream: a\n").statusCode()).as(path).isIn(400, 404);
    }
    Files.createSymbolicLink(link, folder.resolve("secret.yaml"));
    try {
      assertThat(platform.get(FILES + "streams/link.yaml").statusCode()).isEqualTo(409);
      HttpResponse<String> answer = put("streams/link.yaml", "stream: link\n", "If-Match", "*");
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(answer.body()).contains("FILE_NOT_EDITABLE", "is a link");
    } finally {
      Files.delete(link);
    }
    assertThat(Files.readString(folder.resolve("secret.yaml"))).isEqualTo("stream: secret\n");
  }

  @Test
  void whatIsNoTextOrTooLargeIsAMistakeLikeOthers() throws Exception {
    HttpResponse<String> large = put("streams/large.yaml", "#".repeat((1 << 20) + 1));
    assertThat(large.statusCode()).isEqualTo(422);
    assertThat(large.body()).contains("FILE_TOO_LARGE");
    HttpResponse<String> binary =
        platform.send(
            platform
                .request(FILES + "streams/binary.yaml")
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofByteArray(new byte[] {(byte) 0xC3, 0x28})));
    assertThat(binary.statusCode()).isEqualTo(422);
    assertThat(binary.body()).contains("NOT_UTF8");
    assertThat(put("streams/empty.yaml", "").statusCode()).isEqualTo(422);
  }

  @Test
  void editorsGetWhatTheyCompleteWith() throws Exception {
    JsonNode schema = platform.json("/api/v1/project/schemas/pipeline");
    assertThat(schema.path("properties").has("sql")).isTrue();
    assertThat(platform.get("/api/v1/project/schemas/nothing").body()).contains("UNKNOWN_KIND");

    JsonNode catalog = platform.json("/api/v1/project/catalog");
    JsonNode telemetry = named(catalog.path("relations"), "telemetry");
    assertThat(telemetry.path("kind").asText()).isEqualTo("stream");
    assertThat(telemetry.path("eventTime").asText()).isEqualTo("time");
    assertThat(named(telemetry.path("columns"), "temperature").path("unit").asText())
        .isEqualTo("°C");
    assertThat(named(catalog.path("relations"), "minute_average").path("writtenBy").asText())
        .isEqualTo("minute_average");
    assertThat(named(catalog.path("functions"), "COALESCE").path("meaning").asText()).isNotBlank();
  }

  private static JsonNode named(JsonNode list, String name) {
    for (JsonNode element : list) {
      if (element.path("name").asText().equals(name)) {
        return element;
      }
    }
    throw new AssertionError("no " + name + " in " + list);
  }

  @Test
  void aListenerThatIsSwitchedOnIsSaidToComeAtTheNextStartAndItsPortMustBeFree() throws Exception {
    String settings = platform.get(FILES + "thalweg.yaml").body();
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HttpResponse<String> taken = listen(settings, "{port: %d}".formatted(other.getLocalPort()));
      assertThat(taken.statusCode()).isEqualTo(422);
      assertThat(taken.body())
          .contains("LISTENER_PORT_TAKEN", "thalweg.yaml", String.valueOf(other.getLocalPort()));
    }
    assertThat(platform.json("/api/v1/topics").has("next")).isFalse();

    HttpResponse<String> on = listen(settings, "{port: 0}");
    assertThat(on.statusCode()).as(on.body()).isEqualTo(200);
    assertThat(on.body()).contains("next-start");
    JsonNode topics = platform.json("/api/v1/topics");
    assertThat(topics.has("listener")).isFalse();
    assertThat(topics.path("next").toString())
        .isEqualTo("{\"enabled\":true,\"address\":\"127.0.0.1:0\"}");

    assertThat(listen(settings, "{port: 0, enabled: false}").statusCode()).isEqualTo(200);
    assertThat(platform.json("/api/v1/topics").has("next")).isFalse();
    assertThat(put("thalweg.yaml", settings, "If-Match", "*").statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> listen(String settings, String listener) throws Exception {
    return put(
        "thalweg.yaml",
        settings.stripTrailing() + "\nbuffer: {listener: %s}\n".formatted(listener),
        "If-Match",
        "*");
  }
}
