package io.thalweg.app.server.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.app.server.http.RunningPlatform;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines that are tried on real events before they are saved. */
class PreviewTest {

  private static final String MINUTES =
      """
      pipeline: counts
      sql: |
        SELECT window_start, COUNT(*) AS readings, MAX(temperature) AS hottest
        FROM TABLE(TUMBLE(TABLE telemetry, DESCRIPTOR(time), INTERVAL '1' MINUTE))
        GROUP BY window_start, window_end
      to: [{table: counts}]
      """;

  @TempDir static Path folder;
  private static RunningPlatform platform;

  @BeforeAll
  static void start() throws Exception {
    platform = new RunningPlatform(folder);
    platform.postReadings(0, 600, Duration.ofSeconds(1));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static HttpResponse<String> preview(String path, String text, int limit, int events)
      throws Exception {
    ObjectNode asked = RunningPlatform.JSON.createObjectNode();
    asked.put("path", path).put("text", text).put("limit", limit).put("events", events);
    return platform.send(
        platform
            .request("/api/v1/project/preview")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(asked.toString())));
  }

  private static JsonNode rows(String text, int limit, int events) throws Exception {
    HttpResponse<String> answer = preview("pipelines/counts.yaml", text, limit, events);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return RunningPlatform.JSON.readTree(answer.body());
  }

  @Test
  void aPipelineShowsWhatItWouldGiveAndLeavesNothingBehind() throws Exception {
    JsonNode preview = rows(MINUTES, 100, 10_000);
    assertThat(preview.path("columns").findValuesAsText("name"))
        .containsExactly("window_start", "readings", "hottest");
    assertThat(preview.path("rows")).hasSize(10);
    assertThat(preview.at("/rows/0").toString()).isEqualTo("[\"2026-01-01T08:09:00Z\",60,599.0]");
    assertThat(preview.path("more").asBoolean()).isFalse();
    JsonNode read = preview.at("/read/0");
    assertThat(read.path("stream").asText()).isEqualTo("telemetry");
    assertThat(read.path("events").asInt()).isEqualTo(600);
    assertThat(read.path("from").asText()).isEqualTo("2026-01-01T08:00:00Z");
    assertThat(read.path("to").asText()).isEqualTo("2026-01-01T08:09:59Z");
    assertThat(read.path("wholeFrom").isNull()).isTrue();
    assertThat(read.path("watermark").asText()).startsWith("2026-01-01T08:09:");
    assertThat(preview.path("explanation").asText()).contains("Pipeline counts");

    assertThat(platform.project().resolve("pipelines/counts.yaml")).doesNotExist();
    assertThat(platform.get("/api/v1/pipelines/counts").statusCode()).isEqualTo(404);
  }

  @Test
  void onlyTheLastEventsAndRowsAreTakenAndThatIsSaid() throws Exception {
    JsonNode preview = rows(MINUTES, 1, 200);
    assertThat(preview.path("rows")).hasSize(1);
    assertThat(preview.path("more").asBoolean()).isTrue();
    assertThat(preview.at("/read/0/events").asInt()).isBetween(1, 200);
    String wholeFrom = preview.at("/read/0/wholeFrom").asText();
    assertThat(wholeFrom).startsWith("2026-01-01T08:");
    assertThat(preview.path("notes").toString()).contains("before " + wholeFrom);
  }

  @Test
  void whatIsWrongIsToldAtItsPlace() throws Exception {
    HttpResponse<String> wrong =
        preview("pipelines/counts.yaml", MINUTES.replace("(temperature)", "(heat)"), 10, 10);
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("SQL_UNKNOWN_COLUMN", "\"line\":3");

    HttpResponse<String> data =
        preview(
            "pipelines/counts.yaml",
            "pipeline: counts\nsql: SELECT 1 / (temperature - temperature) AS x FROM telemetry\n"
                + "to: [{table: counts}]\n",
            10,
            10);
    assertThat(data.statusCode()).as(data.body()).isEqualTo(422);
    assertThat(data.body()).contains("QUERY_DATA");

    HttpResponse<String> topic =
        preview(
            "pipelines/counts.yaml",
            MINUTES.replace("to: [{table: counts}]", "to: [{table: minute_average}]"),
            10,
            10);
    assertThat(topic.body()).contains("NAME_TAKEN");
    assertThat(preview("streams/telemetry.yaml", MINUTES, 10, 10).statusCode()).isEqualTo(400);
    assertThat(preview("pipelines/counts.yaml", MINUTES, 0, 10).statusCode()).isEqualTo(400);
    assertThat(preview("elsewhere.yaml", MINUTES, 1, 10).statusCode()).isEqualTo(404);
  }
}
