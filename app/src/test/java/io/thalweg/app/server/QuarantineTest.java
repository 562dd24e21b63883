package io.thalweg.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.app.project.ProjectLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a broken rule to an event that is in its stream after all, through the doors. */
class QuarantineTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String EVENTS = "/api/v1/streams/telemetry/events";
  private static final String QUARANTINE = "/api/v1/streams/telemetry/quarantine";

  @TempDir Path folder;
  private Platform platform;
  private DataFolder data;

  private void start(String rules) throws Exception {
    Path project = folder.resolve("plant");
    Files.createDirectories(project.resolve("streams"));
    Files.writeString(project.resolve("thalweg.yaml"), "name: plant\n");
    Files.writeString(
        project.resolve("streams/telemetry.yaml"),
        """
        stream: telemetry
        fields: {machine: string, time: timestamp, temperature: double}
        key: machine
        event_time: {field: time}
        quality:
        """
            + rules);
    stop();
    data = new DataFolder(folder.resolve("data"));
    platform = Platform.start(ProjectLoader.load(project), data, OptionalInt.of(0));
  }

  @AfterEach
  void stop() {
    if (platform != null) {
      platform.close();
    }
  }

  private JsonNode call(String method, String path, String body) throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(platform.url().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + data.readToken().orElseThrow())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    return JSON.readTree(answer.body());
  }

  private String rows(String sql) throws Exception {
    String question = JSON.createObjectNode().put("sql", sql).toString();
    return call("POST", "/api/v1/query", question).path("rows").toString();
  }

  private static String event(String machine, String temperature) {
    return "{\"machine\": \"%s\", \"time\": \"2026-01-01T08:00:00Z\", \"temperature\": %s}"
        .formatted(machine, temperature);
  }

  private void awaitQuarantined(int count) throws Exception {
    Instant deadline = Instant.now().plusSeconds(30);
    while (call("GET", QUARANTINE, "").path("records").size() != count) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void aRuleThatRefusesTellsItsSenderAndKeepsTheGoodEvents() throws Exception {
    start("  - {check: temperature < 250, otherwise: refuse, name: too hot}\n");
    String future = Instant.now().plus(Duration.ofHours(2)).toString();
    JsonNode answer =
        call(
            "POST",
            EVENTS,
            "[%s, %s, %s]"
                .formatted(
                    event("a", "20"),
                    event("b", "300"),
                    event("c", "20").replace("2026-01-01T08:00:00Z", future)));

    assertThat(answer.path("accepted").asInt()).isEqualTo(1);
    assertThat(answer.at("/errors/0/index").asInt()).isEqualTo(1);
    assertThat(answer.at("/errors/0/code").asText()).isEqualTo("QUALITY_RULE");
    assertThat(answer.at("/errors/0/message").asText())
        .isEqualTo(
            "the event breaks the rule \"too hot\": temperature < 250 (temperature = 300.0)");
    assertThat(answer.at("/errors/1/code").asText()).isEqualTo("EVENT_TIME_AHEAD");
    assertThat(rows("SELECT machine FROM telemetry")).isEqualTo("[[\"a\"]]");
  }

  @Test
  void quarantinedEventsAreAskedForAndReplayedOnceTheRuleOrTheEventIsMended() throws Exception {
    start("  - {check: temperature < 250, otherwise: quarantine}\n");
    JsonNode taken =
        call(
            "POST",
            EVENTS,
            "[%s, %s, %s]".formatted(event("a", "20"), event("b", "300"), event("c", "900")));
    assertThat(taken.path("accepted").asInt()).isEqualTo(3);
    awaitQuarantined(2);
    assertThat(rows("SELECT machine FROM telemetry")).isEqualTo("[[\"a\"]]");
    assertThat(
            rows("SELECT rule, code, event FROM telemetry_quarantine WHERE event LIKE '%\"b\"%'"))
        .contains("temperature < 250", "QUALITY_RULE", "300");

    JsonNode still = call("POST", QUARANTINE + "/replay", "{}");
    assertThat(still.path("replayed").asInt()).isZero();
    assertThat(still.at("/reasons/0/code").asText()).isEqualTo("QUALITY_RULE");

    start("  - {check: temperature < 500, otherwise: quarantine}\n");
    JsonNode mended = call("POST", QUARANTINE + "/replay", "{\"reason\": \"QUALITY_RULE\"}");
    assertThat(mended.path("replayed").asInt()).isEqualTo(1);
    assertThat(mended.path("stayed").asInt()).isEqualTo(1);
    String id = call("GET", QUARANTINE, "").at("/records/0/id").asText();
    JsonNode corrected =
        call(
            "POST",
            QUARANTINE + "/replay",
            "{\"events\": {\"%s\": %s}}".formatted(id, event("c", "90")));
    assertThat(corrected.path("replayed").asInt()).isEqualTo(1);

    assertThat(call("POST", QUARANTINE + "/replay", "{}").path("replayed").asInt()).isZero();
    assertThat(rows("SELECT machine, temperature FROM telemetry ORDER BY machine"))
        .isEqualTo("[[\"a\",20.0],[\"b\",300.0],[\"c\",90.0]]");
    assertThat(rows("SELECT COUNT(*) FROM telemetry_quarantine")).isEqualTo("[[0]]");
  }

  @Test
  void whatIsDiscardedIsGoneAndWrongRequestsAreToldWhy() throws Exception {
    start("  - {check: temperature < 250, otherwise: quarantine}\n");
    call("POST", EVENTS, "[%s, %s]".formatted(event("a", "300"), event("b", "300")));
    awaitQuarantined(2);
    String id = call("GET", QUARANTINE, "").at("/records/0/id").asText();

    assertThat(call("DELETE", QUARANTINE + "?id=" + id, "").path("discarded").asInt()).isEqualTo(1);
    assertThat(call("DELETE", QUARANTINE, "").path("discarded").asInt()).isEqualTo(1);
    assertThat(call("GET", QUARANTINE + "?after=x", "").path("message").asText())
        .isEqualTo("\"x\" is no id of a record");
    assertThat(call("GET", QUARANTINE + "?limit=0", "").path("code").asText())
        .isEqualTo("INVALID_REQUEST");
    assertThat(
            call("POST", "/api/v1/streams/telemetri/quarantine/replay", "{}").path("code").asText())
        .isEqualTo("UNKNOWN_STREAM");
    assertThat(call("GET", "/api/v1/quality", "").at("/counts/0/events").asInt()).isEqualTo(2);
  }
}
