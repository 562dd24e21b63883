package io.thalweg.app.server.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.app.server.http.RunningPlatform;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reference tables that come, change and go while the platform runs. */
class LiveTablesTest {

  private static final String FILES = "/api/v1/project/files/";
  private static final String LIMITS = "tables/limits.yaml";
  private static final String JUDGED = "pipelines/judged.yaml";

  @TempDir Path folder;
  private RunningPlatform platform;

  @BeforeEach
  void start() throws Exception {
    platform = new RunningPlatform(folder);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private static String limits(String key, String more) {
    return "table: limits\nfields: {machine: string, most: long%s}\nkey: %s\n".formatted(more, key);
  }

  private static String judged(String join) {
    return """
        pipeline: judged
        sql: |
          SELECT t.machine, t.temperature, l.most FROM telemetry AS t
          %s JOIN limits AS l ON t.machine = l.machine
        to: [{table: judged}]
        """
        .formatted(join);
  }

  private HttpResponse<String> save(String path, String text) throws Exception {
    HttpRequest.Builder request =
        platform.request(FILES + path).header("Content-Type", "application/yaml");
    if (platform.get(FILES + path).statusCode() == 200) {
      request.header("If-Match", "*");
    }
    return platform.send(request.PUT(BodyPublishers.ofString(text)));
  }

  private String effects(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    StringBuilder effects = new StringBuilder();
    for (JsonNode effect : RunningPlatform.JSON.readTree(answer.body()).path("effects")) {
      effects.append(
          "%s %s %s. "
              .formatted(
                  effect.path("kind").asText(),
                  effect.path("name").asText(),
                  effect.path("effect").asText()));
    }
    return effects.toString().strip();
  }

  private HttpResponse<String> remove(String path) throws Exception {
    return platform.send(platform.request(FILES + path).header("If-Match", "*").DELETE());
  }

  private JsonNode call(String method, String path, String body) throws Exception {
    HttpResponse<String> answer =
        platform.send(
            platform
                .request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return RunningPlatform.JSON.readTree(answer.body());
  }

  private String rows(String sql) throws Exception {
    return call(
            "POST",
            "/api/v1/query",
            RunningPlatform.JSON.createObjectNode().put("sql", sql).toString())
        .path("rows")
        .toString();
  }

  private void awaitRows(String sql, String expected) throws Exception {
    Instant end = Instant.now().plusSeconds(120);
    String found = rows(sql);
    while (!found.equals(expected)) {
      assertThat(Instant.now()).as(found + platform.get("/api/v1/pipelines").body()).isBefore(end);
      Thread.sleep(20);
      found = rows(sql);
    }
  }

  @Test
  void aTableComesGrowsAFieldAndGoesWhileAPipelineJoinsToIt() throws Exception {
    platform.postReadings(0, 10);
    assertThat(effects(save(LIMITS, limits("machine", "")))).isEqualTo("table limits added.");
    call("PUT", "/api/v1/tables/limits/rows", "[{\"machine\": \"m1\", \"most\": 7}]");
    JsonNode preview =
        call(
            "POST",
            "/api/v1/project/preview",
            RunningPlatform.JSON
                .createObjectNode()
                .put("path", JUDGED)
                .put("text", judged("INNER"))
                .toString());
    assertThat(preview.path("rows").toString()).isEqualTo("[[\"m1\",1.0,7]]");
    assertThat(effects(save(JUDGED, judged("LEFT")))).isEqualTo("pipeline judged added.");
    awaitRows("SELECT COUNT(*), COUNT(most), MIN(most) FROM judged", "[[10,1,7]]");
    // The same as a batch over the stream.
    assertThat(
            rows(
                "SELECT COUNT(*), COUNT(l.most), MIN(l.most) FROM telemetry AS t"
                    + " LEFT JOIN limits AS l ON t.machine = l.machine"))
        .isEqualTo("[[10,1,7]]");
    assertThat(effects(save(JUDGED, judged("INNER")))).isEqualTo("pipeline judged anew.");
    awaitRows("SELECT COUNT(*), COUNT(most) FROM judged", "[[1,1]]");

    assertThat(effects(save(LIMITS, limits("machine", ", why: string"))))
        .isEqualTo("table limits anew. pipeline judged continued.");
    assertThat(rows("SELECT machine, most, why FROM limits")).isEqualTo("[[\"m1\",7,null]]");
    call(
        "PUT",
        "/api/v1/tables/limits/rows",
        "{\"machine\": \"m2\", \"most\": 8, \"why\": \"worn\"}");
    platform.postReadings(10, 20);
    awaitRows("SELECT machine, temperature FROM judged WHERE most = 8", "[[\"m2\",12.0]]");

    assertThat(remove(LIMITS).statusCode()).isEqualTo(422);
    assertThat(effects(remove(JUDGED))).isEqualTo("pipeline judged removed.");
    assertThat(effects(remove(LIMITS))).isEqualTo("table limits removed.");
    assertThat(platform.get("/api/v1/tables/limits/rows").statusCode()).isEqualTo(404);
    assertThat(effects(save(LIMITS, limits("machine", ", why: string"))))
        .isEqualTo("table limits added.");
    assertThat(rows("SELECT machine, why FROM limits ORDER BY machine"))
        .isEqualTo("[[\"m1\",null],[\"m2\",\"worn\"]]");
    // A field that goes takes no row with it.
    assertThat(effects(save(LIMITS, limits("machine", "")))).isEqualTo("table limits anew.");
    assertThat(rows("SELECT machine, most FROM limits ORDER BY machine"))
        .isEqualTo("[[\"m1\",7],[\"m2\",8]]");
  }

  @Test
  void aTemporalJoinMeetsTheVersionThatHeldAtTheTime() throws Exception {
    save(LIMITS, limits("machine", ""));
    call("PUT", "/api/v1/tables/limits/rows", "{\"machine\": \"m1\", \"most\": 7}");
    call("PUT", "/api/v1/tables/limits/rows", "{\"machine\": \"m1\", \"most\": 9}");
    call("DELETE", "/api/v1/tables/limits/rows?key=m1", "");
    JsonNode versions =
        RunningPlatform.JSON.readTree(
            rows("SELECT valid_from, valid_to FROM limits_history ORDER BY most"));
    Instant first = Instant.parse(versions.at("/0/0").asText());
    Instant second = Instant.parse(versions.at("/1/0").asText());
    Instant gone = Instant.parse(versions.at("/1/1").asText());
    assertThat(versions.at("/0/1").asText()).isEqualTo(versions.at("/1/0").asText());

    String join =
        " SELECT t.temperature, l.most FROM telemetry AS t"
            + " %s JOIN limits FOR SYSTEM_TIME AS OF t.time AS l ON t.machine = l.machine";
    save(
        JUDGED,
        "pipeline: judged\nsql: |\n %s\nto: [{table: judged}]\n".formatted(join.formatted("LEFT")));
    int reading = 0;
    for (Instant time :
        new Instant[] {first.minusMillis(1), first, second.minusMillis(1), second, gone}) {
      call(
          "POST",
          "/api/v1/streams/telemetry/events",
          "{\"machine\": \"m1\", \"time\": \"%s\", \"temperature\": %d}"
              .formatted(time, reading++));
    }
    // The calls between them wait for the log and the table, so that the versions have their times.
    assertThat(first).isBefore(second);
    assertThat(second).isBefore(gone);
    String expected = "[[0.0,null],[1.0,7],[2.0,7],[3.0,9],[4.0,null]]";
    awaitRows("SELECT temperature, most FROM judged ORDER BY temperature", expected);
    assertThat(rows(join.formatted("LEFT") + " ORDER BY 1")).isEqualTo(expected);
    assertThat(rows(join.formatted("INNER") + " AND l.most = 9 ORDER BY 1")).isEqualTo("[[3.0,9]]");
    // AS OF a time that no row has.
    assertThat(
            rows(
                join.formatted("INNER").replace("t.time", "TIMESTAMP '%s'".formatted(text(second)))
                    + " AND t.temperature = 0"))
        .isEqualTo("[[0.0,9]]");
    HttpResponse<String> wrong =
        save(
            JUDGED,
            "pipeline: judged\nsql: SELECT l.machine FROM telemetry AS t JOIN minute_average FOR"
                + " SYSTEM_TIME AS OF t.time AS l ON t.machine = l.machine\nto: [{table: judged}]\n");
    assertThat(wrong.body()).contains("keeps no versions", "pipelines/judged.yaml");
  }

  private static String text(Instant time) {
    return time.toString().replace('T', ' ').replace("Z", "");
  }

  @Test
  void aDefinitionThatTheRowsContradictIsRefused() throws Exception {
    save(LIMITS, limits("machine", ""));
    call("PUT", "/api/v1/tables/limits/rows", "[{\"machine\": \"m1\", \"most\": 7}]");
    HttpResponse<String> otherKey = save(LIMITS, limits("[machine, most]", ""));
    assertThat(otherKey.statusCode()).as(otherKey.body()).isEqualTo(422);
    assertThat(otherKey.body())
        .contains("TABLE_CONTRADICTS", "the key of a table cannot change", "tables/limits.yaml");
    HttpResponse<String> needed =
        save(LIMITS, limits("machine", ", unit: {type: string, required: true}"));
    assertThat(needed.statusCode()).as(needed.body()).isEqualTo(422);
    assertThat(needed.body()).contains("1 rows that do not fit", "field \\\"unit\\\" is missing");
    assertThat(rows("SELECT machine, most FROM limits")).isEqualTo("[[\"m1\",7]]");

    remove(LIMITS);
    assertThat(save(LIMITS, limits("most", "")).statusCode()).isEqualTo(422);
    // A platform that finds it at its start says the same.
    assertThat(effects(save(LIMITS, limits("machine", "")))).isEqualTo("table limits added.");
    platform.close();
    Path file = platform.project().resolve(LIMITS);
    Files.writeString(file, limits("most", ""));
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new RunningPlatform(folder)))
        .hasMessageContaining("the key of a table cannot change");
    Files.writeString(file, limits("machine", ""));
    platform = new RunningPlatform(folder);
    assertThat(rows("SELECT machine, most FROM limits")).isEqualTo("[[\"m1\",7]]");
  }

  @Test
  void aTableChangesItsSourceAndKeepsItsRows() throws Exception {
    Path csv = platform.project().resolve("tables/limits.csv");
    Files.createDirectories(csv.getParent());
    Files.writeString(csv, "machine,most\nm1,1\nm2,2\n");
    assertThat(effects(save(LIMITS, limits("machine", "") + "csv: limits.csv\n")))
        .isEqualTo("table limits added.");
    assertThat(rows("SELECT machine, most FROM limits ORDER BY machine"))
        .isEqualTo("[[\"m1\",1],[\"m2\",2]]");
    // A reload reads what has changed before it answers.
    Files.writeString(csv, "machine,most\nm1,1\nm3,30\n");
    call("POST", "/api/v1/project/reload", "");
    assertThat(rows("SELECT machine, most FROM limits ORDER BY machine"))
        .isEqualTo("[[\"m1\",1],[\"m3\",30]]");

    assertThat(effects(save(LIMITS, limits("machine", "")))).isEqualTo("table limits continued.");
    call("PUT", "/api/v1/tables/limits/rows", "{\"machine\": \"m2\", \"most\": 20}");
    assertThat(rows("SELECT machine, most FROM limits ORDER BY machine"))
        .isEqualTo("[[\"m1\",1],[\"m2\",20],[\"m3\",30]]");
    assertThat(
            effects(
                save(
                    LIMITS,
                    limits("machine", "")
                        + "query: SELECT machine, COUNT(*) AS most FROM telemetry GROUP BY machine\n"
                        + "every: 200ms\n")))
        .isEqualTo("table limits continued.");
    platform.postReadings(0, 2);
    awaitRows("SELECT machine, most FROM limits ORDER BY machine", "[[\"m0\",1],[\"m1\",1]]");
  }
}
