package io.thalweg.app.server.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.app.server.http.EventStream;
import io.thalweg.app.server.http.RunningPlatform;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved runs at once, while everything else goes on. */
class LiveProjectTest {

  private static final String FILES = "/api/v1/project/files/";
  private static final String HOT = "pipelines/hot.yaml";

  @TempDir Path folder;
  private RunningPlatform platform;

  @BeforeEach
  void start() throws IOException {
    platform = new RunningPlatform(folder);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private static String hot(int above) {
    return """
        pipeline: hot
        sql: SELECT machine, time, temperature FROM telemetry WHERE temperature >= %d
        to: [{table: hot}]
        """
        .formatted(above);
  }

  private static String stream(String fields) {
    return """
        stream: doors
        fields:
          door: {type: string}
          time: {type: timestamp}
        %s
        key: door
        event_time: {field: time}
        """
        .formatted(fields);
  }

  private JsonNode put(String path, String text) throws Exception {
    HttpResponse<String> answer = send(path, text);
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    return RunningPlatform.JSON.readTree(answer.body()).path("effects");
  }

  private HttpResponse<String> send(String path, String text) throws Exception {
    HttpRequest.Builder request =
        platform.request(FILES + path).header("Content-Type", "application/yaml");
    if (platform.get(FILES + path.replaceFirst("\\?.*", "")).statusCode() == 200) {
      request.header("If-Match", "*");
    }
    return platform.send(request.PUT(BodyPublishers.ofString(text)));
  }

  private JsonNode post(String path, String body) throws Exception {
    HttpResponse<String> answer =
        platform.send(
            platform
                .request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return RunningPlatform.JSON.readTree(answer.body());
  }

  private long count(String table) throws Exception {
    return post("/api/v1/query", "{\"sql\": \"SELECT COUNT(*) AS n FROM " + table + "\"}")
        .at("/rows/0/0")
        .asLong();
  }

  private void awaitCount(String table, long rows) throws Exception {
    Instant end = Instant.now().plusSeconds(120);
    while (count(table) != rows) {
      assertThat(Instant.now()).as(platform.get("/api/v1/pipelines").body()).isBefore(end);
      Thread.sleep(20);
    }
  }

  private JsonNode pipeline(String name, Predicate<JsonNode> until) throws Exception {
    Instant end = Instant.now().plusSeconds(120);
    while (true) {
      JsonNode pipeline = platform.json("/api/v1/pipelines/" + name);
      if (until.test(pipeline)) {
        return pipeline;
      }
      assertThat(Instant.now()).as(pipeline.toString()).isBefore(end);
      Thread.sleep(20);
    }
  }

  @Test
  void aSavedPipelineRunsAndAChangedOneComputesAllAnewAndARemovedOneIsGone() throws Exception {
    platform.postReadings(0, 100);
    JsonNode effect = put(HOT, hot(50)).path(0);
    assertThat(effect.path("effect").asText()).isEqualTo("added");
    awaitCount("hot", 50);
    platform.postReadings(100, 110);
    awaitCount("hot", 60);
    JsonNode before = pipeline("minute_average", p -> p.path("rowsIn").asLong() == 110);

    JsonNode dry = put(HOT + "?dry=true", hot(90));
    assertThat(dry.findValuesAsText("effect")).containsExactly("anew");
    assertThat(dry.at("/0/text").asText())
        .isEqualTo(
            "Pipeline hot starts anew: its open windows and table hot are dropped and computed"
                + " again from what the log still holds.");
    assertThat(count("hot")).isEqualTo(60);
    assertThat(put(HOT, hot(90))).isEqualTo(dry);
    awaitCount("hot", 20);

    // What is only said in another way changes nothing.
    assertThat(put(HOT, "# Hot machines\n" + hot(90))).isEmpty();
    platform.postReadings(110, 120);
    awaitCount("hot", 30);
    assertThat(pipeline("minute_average", p -> p.path("rowsIn").asLong() == 120).path("state"))
        .isEqualTo(before.path("state"));

    HttpResponse<String> removed =
        platform.send(platform.request(FILES + HOT).header("If-Match", "*").DELETE());
    assertThat(removed.body()).contains("\"removed\"", "table hot are dropped");
    assertThat(platform.get("/api/v1/pipelines/hot").statusCode()).isEqualTo(404);
    assertThat(platform.get("/api/v1/tables/hot/rows").statusCode()).isEqualTo(404);
    put(HOT, hot(119));
    awaitCount("hot", 1);
  }

  @Test
  void aNewStreamTakesEventsAtOnceAndGrowsAFieldAndGoes() throws Exception {
    assertThat(put("streams/doors.yaml", stream("")).findValuesAsText("effect"))
        .containsExactly("added");
    List<JsonNode> live = new ArrayList<>();
    try (EventStream events = platform.follow("/api/v1/streams/doors/events")) {
      post(
          "/api/v1/streams/doors/events",
          "{\"door\": \"north\", \"time\": \"2026-01-01T08:00:00Z\"}");
      live.add(events.next().data());
    }
    assertThat(live.get(0).path("door").asText()).isEqualTo("north");
    assertThat(count("doors")).isEqualTo(1);

    HttpResponse<String> contradiction =
        send(
            "streams/doors.yaml", stream("").replace("door: {type: string}", "door: {type: long}"));
    assertThat(contradiction.statusCode()).as(contradiction.body()).isEqualTo(422);
    assertThat(contradiction.body()).contains("ARCHIVE_CONTRADICTS", "another name");

    assertThat(
            put("streams/doors.yaml", stream("  ajar: {type: boolean}")).findValuesAsText("effect"))
        .containsExactly("continued");
    post(
        "/api/v1/streams/doors/events",
        "{\"door\": \"north\", \"time\": \"2026-01-01T08:00:01Z\", \"ajar\": true}");
    assertThat(
            post("/api/v1/query", "{\"sql\": \"SELECT ajar FROM doors ORDER BY time\"}")
                .path("rows")
                .toString())
        .isEqualTo("[[null],[true]]");
    assertThat(platform.json("/api/v1/streams").toString()).contains("\"ajar\"");

    HttpResponse<String> removed =
        platform.send(
            platform.request(FILES + "streams/doors.yaml").header("If-Match", "*").DELETE());
    assertThat(removed.body()).contains("\"removed\"");
    assertThat(platform.get("/api/v1/streams/doors/events").statusCode()).isEqualTo(404);
    put("streams/doors.yaml", stream("  ajar: {type: boolean}"));
    assertThat(count("doors")).isEqualTo(2);
  }

  @Test
  void aStoppedPipelineStaysStoppedOverAStartAndGoesOnWhereItWas() throws Exception {
    put(HOT, hot(0));
    platform.postReadings(0, 10);
    awaitCount("hot", 10);
    assertThat(post("/api/v1/pipelines/hot/stop", "").path("state").asText()).isEqualTo("STOPPED");
    platform.postReadings(10, 30);
    platform.close();
    platform = new RunningPlatform(folder);
    JsonNode stopped = pipeline("hot", p -> p.path("lag").asLong() == 20);
    assertThat(stopped.path("state").asText()).isEqualTo("STOPPED");
    assertThat(stopped.path("rowsIn").asLong()).isEqualTo(10);
    assertThat(count("hot")).isEqualTo(10);
    assertThat(post("/api/v1/pipelines/hot/start", "").path("state").asText()).isEqualTo("RUNNING");
    awaitCount("hot", 30);
    post("/api/v1/pipelines/hot/start?anew=true", "");
    awaitCount("hot", 30);
    assertThat(
            platform
                .send(platform.request("/api/v1/pipelines/none/stop").POST(BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void whatAnEditorChangedOnDiskRunsWhenItIsReloaded() throws Exception {
    Path board = platform.project().resolve("dashboards/board.yaml");
    Files.createDirectories(board.getParent());
    Files.writeString(
        board,
        """
        dashboard: board
        panels:
          - {panel: rows, draw: value, sql: SELECT COUNT(*) AS n FROM hot}
        """);
    HttpResponse<String> wrong =
        platform.send(platform.request("/api/v1/project/reload").POST(BodyPublishers.noBody()));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("dashboards/board.yaml");
    Files.writeString(platform.project().resolve(HOT), hot(0));
    JsonNode dry = post("/api/v1/project/reload?dry=true", "").path("effects");
    assertThat(dry.findValuesAsText("name")).containsExactly("hot", "board");
    assertThat(platform.get("/api/v1/dashboards/board").statusCode()).isEqualTo(404);
    assertThat(post("/api/v1/project/reload", "").path("effects")).isEqualTo(dry);
    assertThat(platform.get("/api/v1/dashboards/board").statusCode()).isEqualTo(200);
    assertThat(post("/api/v1/project/reload", "").path("effects")).isEmpty();
    platform.postReadings(0, 5);
    awaitCount("hot", 5);
  }
}
