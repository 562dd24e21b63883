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
import java.util.function.Predicate;
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
    start(rules, "");
  }

  private void start(String rules, String moreFields) throws Exception {
    Path project = folder.resolve("plant");
    Files.createDirectories(project.resolve("streams"));
    Files.writeString(project.resolve("thalweg.yaml"), "name: plant\n");
    Files.writeString(
        project.resolve("streams/telemetry.yaml"),
        """
        stream: telemetry
        fields: {machine: string, time: timestamp, temperature: double%s}
        key: machine
        event_time: {field: time}
        quality:
        """
                .formatted(moreFields)
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
                .timeout(Duration.ofSeconds(120))
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
    Instant deadline = Instant.now().plusSeconds(120);
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

    String offsets = id.replace('-', ':') + "-" + id.split("-")[1];
    assertThat(call("GET", QUARANTINE + "?offsets=" + offsets, "").at("/records/0/id").asText())
        .isEqualTo(id);
    assertThat(call("DELETE", QUARANTINE + "?to=2026-01-01", "").path("discarded").asInt())
        .isZero();
    assertThat(
            call("POST", QUARANTINE + "/replay", "{\"from\": \"2222-01-01\"}")
                .path("stayed")
                .asInt(-1))
        .isZero();
    assertThat(call("GET", QUARANTINE + "?offsets=9", "").path("hint").asText())
        .isEqualTo("Write partition:first-last, for example 2:1000-1999.");
    assertThat(call("GET", QUARANTINE + "?from=yesterday", "").path("message").asText())
        .isEqualTo("from is no time: \"yesterday\"");
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

  @Test
  void aPipelineSaysItsRatesWhatIsKeptFromItAndWhatWentWrongLast() throws Exception {
    Path pipelines = Files.createDirectories(folder.resolve("plant/pipelines"));
    Files.writeString(
        pipelines.resolve("share.yaml"),
        "pipeline: share\nsql: SELECT machine, 10 / parts AS share FROM telemetry\nto: [table: share]\n");
    start("  - {check: temperature < 250, otherwise: quarantine}\n", ", parts: int");
    String good = event("a", "20").replace("}", ", \"parts\": 2}");
    call("POST", EVENTS, "[%s, %s, %s]".formatted(good, good, event("b", "300")));
    awaitQuarantined(1);
    JsonNode fine = awaitPipeline("share", pipeline -> pipeline.path("rowsOut").asInt() == 2);
    assertThat(fine.path("rowsInPerSecond").asDouble()).isBetween(0.1, 2.0);
    assertThat(fine.path("rowsOutPerSecond").asDouble()).isBetween(0.1, 2.0);
    assertThat(fine.path("inQuarantine").asInt()).isEqualTo(1);
    assertThat(fine.at("/sources/0/stream").asText()).isEqualTo("telemetry");
    assertThat(fine.at("/sources/0/quarantined").asInt()).isEqualTo(1);
    assertThat(fine.at("/sources/0/inQuarantine").asInt()).isEqualTo(1);
    assertThat(fine.has("lastError")).isFalse();

    call("POST", EVENTS, good.replace("2}", "0}"));
    JsonNode failed =
        awaitPipeline("share", pipeline -> pipeline.path("state").asText().equals("FAILED"));
    assertThat(failed.at("/lastError/message").asText())
        .isEqualTo(failed.path("error").asText())
        .containsIgnoringCase("zero");
    assertThat(Instant.parse(failed.at("/lastError/at").asText())).isBefore(Instant.now());

    JsonNode stopped = call("POST", "/api/v1/pipelines/share/stop", "");
    assertThat(stopped.has("error")).isFalse();
    assertThat(stopped.path("lastError")).isEqualTo(failed.path("lastError"));
  }

  private JsonNode awaitPipeline(String name, Predicate<JsonNode> condition) throws Exception {
    Instant deadline = Instant.now().plusSeconds(120);
    while (true) {
      for (JsonNode each : call("GET", "/api/v1/pipelines", "").path("pipelines")) {
        if (each.path("name").asText().equals(name) && condition.test(each)) {
          return each;
        }
        assertThat(Instant.now()).as(each.toString()).isBefore(deadline);
      }
      Thread.onSpinWait();
    }
  }
}
