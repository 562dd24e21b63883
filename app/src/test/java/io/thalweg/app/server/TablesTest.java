package io.thalweg.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.tables.CsvFile;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reference tables of every source, from the outside to the pipelines and queries. */
class TablesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String LIMITS = "/api/v1/tables/limits/rows";

  @TempDir Path folder;
  private Path project;
  private DataFolder data;
  private Platform platform;
  private int sent;

  @BeforeEach
  void write() throws Exception {
    project = folder.resolve("plant");
    data = new DataFolder(folder.resolve("data"));
    file("thalweg.yaml", "name: plant\n");
    file(
        "streams/telemetry.yaml",
        """
        stream: telemetry
        fields: {machine: string, number: long}
        key: machine
        """);
    file(
        "tables/machines.yaml",
        """
        table: machines
        fields: {machine: string, line: string, power: double}
        key: machine
        csv: machines.csv
        """);
    file("tables/machines.csv", "machine,line,power\np1,north,5.5\np2,south,\n");
    file(
        "tables/limits.yaml",
        """
        table: limits
        fields: {machine: string, from_day: date, limit_value: {type: "decimal(6,2)", required: true}}
        key: [machine, from_day]
        """);
    file(
        "tables/counts.yaml",
        """
        table: counts
        fields: {machine: string, readings: long}
        key: machine
        query: SELECT machine, COUNT(*) AS readings FROM telemetry GROUP BY machine
        every: 200ms
        """);
    file(
        "pipelines/placed.yaml",
        """
        pipeline: placed
        sql: |
          SELECT t.number, m.line, l.limit_value FROM telemetry AS t
          LEFT JOIN machines AS m ON t.machine = m.machine
          LEFT JOIN limits AS l ON t.machine = l.machine
        to: [{table: placed}]
        """);
  }

  private void file(String name, String text) throws Exception {
    Path path = project.resolve(name);
    Files.createDirectories(path.getParent());
    // In one step, as editors do it.
    Path next = folder.resolve("next");
    Files.writeString(next, text);
    Files.move(next, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private void start() {
    stop();
    platform = Platform.start(ProjectLoader.load(project), data, OptionalInt.of(0));
  }

  @AfterEach
  void stop() {
    if (platform != null) {
      platform.close();
      platform = null;
    }
  }

  private JsonNode call(String method, String path, String body) throws Exception {
    return call(method, path, "application/json", body);
  }

  private JsonNode call(String method, String path, String type, String body) throws Exception {
    return JSON.readTree(
        CLIENT
            .send(
                HttpRequest.newBuilder(platform.url().resolve(path))
                    .timeout(Duration.ofSeconds(120))
                    .header("Authorization", "Bearer " + data.readToken().orElseThrow())
                    .header("Content-Type", type)
                    .method(method, BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString())
            .body());
  }

  private String rows(String sql) throws Exception {
    JsonNode answer =
        call("POST", "/api/v1/query", JSON.createObjectNode().put("sql", sql).toString());
    assertThat(answer.path("rows").isArray()).as(answer.toString()).isTrue();
    return answer.path("rows").toString();
  }

  private static <T> T await(Callable<T> value, Predicate<T> done) throws Exception {
    Instant deadline = Instant.now().plusSeconds(120);
    T found = value.call();
    while (!done.test(found)) {
      assertThat(Instant.now()).as(String.valueOf(found)).isBefore(deadline);
      Thread.onSpinWait();
      found = value.call();
    }
    return found;
  }

  private void awaitRows(String sql, String expected) throws Exception {
    await(() -> rows(sql), expected::equals);
  }

  /** Sends a reading, and gives the row that the pipeline makes of it. */
  private String placed(String machine) throws Exception {
    int number = ++sent;
    call(
        "POST",
        "/api/v1/streams/telemetry/events",
        "{\"machine\": \"%s\", \"number\": %d}".formatted(machine, number));
    return await(
        () -> rows("SELECT line, limit_value FROM placed WHERE number = " + number),
        found -> !found.equals("[]"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonNode table(String name) throws Exception {
    for (JsonNode table : call("GET", "/api/v1/tables", "").path("tables")) {
      if (table.path("name").asText().equals(name)) {
        return table;
      }
    }
    throw new AssertionError("no table " + name);
  }

  @Test
  void aFileIsSeenByTheFirstBatchAndAfterAChangeByTheNextAndAWrongOneChangesNothing()
      throws Exception {
    start();
    assertThat(placed("p1")).isEqualTo("[[\"north\",null]]");
    assertThat(table("machines").path("rows").asInt()).isEqualTo(2);
    assertThat(table("machines").path("from").asText()).isEqualTo("tables/machines.csv");

    file("tables/machines.csv", "machine,line,power\np1,west,5.5\np3,east,7\n");
    awaitRows(
        "SELECT machine, line, power FROM machines ORDER BY machine",
        "[[\"p1\",\"west\",5.5],[\"p3\",\"east\",7.0]]");
    assertThat(placed("p1")).isEqualTo("[[\"west\",null]]");
    assertThat(placed("p2")).isEqualTo("[[null,null]]");
    assertThat(
            rows(
                "SELECT machine, line, valid_to IS NULL FROM machines_history"
                    + " ORDER BY machine, valid_from"))
        .isEqualTo(
            "[[\"p1\",\"north\",false],[\"p1\",\"west\",true],[\"p2\",\"south\",false],"
                + "[\"p3\",\"east\",true]]");

    file("tables/machines.csv", "machine,line,power\np1,west,much\np3,a,1\np3,b,2\n");
    String error = await(() -> table("machines").path("error").asText(), found -> !found.isEmpty());
    assertThat(error)
        .contains(
            "tables/machines.csv:2:9: field \"power\" is a double, not text: \"much\"",
            "tables/machines.csv:4:1: the key \"p3\" stands in line 3 already");
    assertThat(rows("SELECT COUNT(*) FROM machines")).isEqualTo("[[2]]");
    assertThat(CsvFile.check(project, ProjectLoader.load(project).tables()))
        .extracting(problem -> problem.location().toString())
        .containsExactly("tables/machines.csv:2:9", "tables/machines.csv:4:1");

    Files.delete(project.resolve("tables/machines.csv"));
    start();
    assertThat(table("machines").path("error").asText()).contains("cannot be read");
    assertThat(placed("p3")).isEqualTo("[[\"east\",null]]");
  }

  @Test
  void rowsOfTheApiAreSeenAtOnceAndAreInTheLog() throws Exception {
    start();
    JsonNode taken =
        call(
            "PUT",
            LIMITS,
            """
            [{"machine": "p1", "from_day": "2026-01-01", "limit_value": 80.50},
             {"machine": "p1", "limit_value": 1},
             {"machine": "p1", "from_day": "2026-01-01", "limit_value": 90},
             {"machine": "p2", "from_day": "2026-01-01", "limit_value": 7, "colour": "red"}]""");
    assertThat(taken.path("accepted").asInt()).as(taken.toString()).isEqualTo(2);
    assertThat(taken.at("/errors/0/index").asInt()).isEqualTo(1);
    assertThat(taken.at("/errors/0/code").asText()).isEqualTo("MISSING_FIELD");
    assertThat(taken.at("/errors/1/message").asText())
        .startsWith("table \"limits\" has no field \"colour\"");
    assertThat(rows("SELECT machine, from_day, limit_value FROM limits"))
        .isEqualTo("[[\"p1\",\"2026-01-01\",90.0]]");
    assertThat(placed("p1")).isEqualTo("[[\"north\",90.0]]");

    call("POST", LIMITS, "{\"machine\": \"p2\", \"from_day\": \"2026-02-01\", \"limit_value\": 3}");
    JsonNode page = call("GET", LIMITS + "?fields=machine&limit=1", "");
    assertThat(page.path("rows").toString()).isEqualTo("[{\"machine\":\"p1\"}]");
    assertThat(page.path("more").asBoolean()).isTrue();
    assertThat(
            call("GET", LIMITS + "?fields=machine&cursor=" + page.path("next").asText(), "")
                .path("rows")
                .toString())
        .isEqualTo("[{\"machine\":\"p2\"}]");

    // A row that comes before the cursor moves nothing.
    call("PUT", LIMITS, "{\"machine\": \"o0\", \"from_day\": \"2026-02-01\", \"limit_value\": 3}");
    assertThat(
            call("GET", LIMITS + "?fields=machine&cursor=" + page.path("next").asText(), "")
                .path("rows")
                .toString())
        .isEqualTo("[{\"machine\":\"p2\"}]");
    call("DELETE", LIMITS + "?key=" + encoded("[\"o0\", \"2026-02-01\"]"), "");
    assertThat(
            call("GET", LIMITS + "?key=" + encoded("[\"p2\",\"2026-02-01\"]"), "")
                .path("rows")
                .toString())
        .isEqualTo("[{\"machine\":\"p2\",\"from_day\":\"2026-02-01\",\"limit_value\":3.0}]");
    for (String wrong :
        new String[] {"?key=p2", "?from=2026-01-01", "?order=newest", "?cursor=end", "?fields=x"}) {
      assertThat(call("GET", LIMITS + wrong, "").has("code")).as(wrong).isTrue();
    }

    String key = encoded("[\"p1\", \"2026-01-01\"]");
    assertThat(call("DELETE", LIMITS + "?key=" + key, "").path("deleted").asInt()).isEqualTo(1);
    assertThat(call("DELETE", LIMITS + "?key=" + key, "").path("deleted").asInt()).isZero();
    assertThat(placed("p1")).isEqualTo("[[\"north\",null]]");
    assertThat(call("DELETE", LIMITS + "?key=p1", "").path("code").asText())
        .isEqualTo("INVALID_KEY");
    assertThat(call("PUT", "/api/v1/tables/machines/rows", "{}").path("detail").asText())
        .isEqualTo("Its rows come from tables/machines.csv.");
    assertThat(call("PUT", "/api/v1/tables/limit/rows", "{}").path("hint").asText())
        .isEqualTo("Did you mean \"limits\"?");

    String now = rows("SELECT machine, limit_value FROM limits");
    String versions = "SELECT limit_value, valid_to IS NULL FROM limits_history ORDER BY 1, 2";
    String history = rows(versions);
    assertThat(history).isEqualTo("[[3.0,false],[3.0,true],[80.5,false],[90.0,false]]");
    start();
    assertThat(rows(versions)).isEqualTo(history);
    stop();
    // The log is the truth: without the engine's file everything comes from there.
    for (Path lost : Files.list(data.engine()).filter(Files::isRegularFile).toList()) {
      Files.delete(lost);
    }
    start();
    assertThat(rows("SELECT machine, limit_value FROM limits")).isEqualTo(now);
    assertThat(rows(versions)).isEqualTo(history);
  }

  @Test
  void rowsComeAsCsvAndAsLinesToo() throws Exception {
    start();

    JsonNode cells =
        call(
            "PUT",
            LIMITS + "?delimiter=%3B",
            "text/csv",
            "machine;from_day;limit_value\np1;2026-01-01;90\np2;yesterday;3\np3;2026-01-01\n");
    assertThat(cells.path("accepted").asInt()).isOne();
    assertThat(cells.findValuesAsText("code")).containsExactly("INVALID_DATE", "CSV_CELLS");

    JsonNode lines =
        call(
            "PUT",
            LIMITS,
            "application/x-ndjson",
            "{\"machine\": \"p4\", \"from_day\": \"2026-01-01\", \"limit_value\": 1}\n\n");
    assertThat(lines.path("accepted").asInt()).isOne();
    assertThat(rows("SELECT machine, limit_value FROM limits ORDER BY machine"))
        .isEqualTo("[[\"p1\",90.0],[\"p4\",1.0]]");

    JsonNode refused = call("PUT", LIMITS, "text/csv", "machine\np1\n");
    assertThat(refused.path("code").asText()).isEqualTo("ALL_ROWS_REJECTED");
    assertThat(refused.path("message").asText()).startsWith("the row is refused: ");
  }

  @Test
  void aQueryIsRunAgainAndAgain() throws Exception {
    start();
    placed("p1");
    placed("p2");
    placed("p1");
    awaitRows("SELECT machine, readings FROM counts ORDER BY machine", "[[\"p1\",2],[\"p2\",1]]");
    assertThat(table("counts").path("source").asText()).isEqualTo("query");
    assertThat(table("placed").path("source").asText()).isEqualTo("pipeline");
  }

  @Test
  void aQueryIsCheckedWithTheProject() throws Exception {
    file(
        "tables/counts.yaml",
        """
        table: counts
        fields: {machine: string, readings: int}
        key: machine
        query: SELECT machine, COUNT(*) AS reading FROM telemetry GROUP BY machine
        every: 1h
        """);
    file(
        "tables/other.yaml",
        """
        table: other
        fields: {machine: string}
        key: machine
        query: SELECT machin AS machine FROM telemetry
        every: 1h
        """);
    assertThat(ProjectLoader.load(project).problems())
        .extracting(problem -> problem.location() + " " + problem.message())
        .containsExactly(
            "tables/counts.yaml:4:8 the query of table \"counts\" gives no column \"readings\"",
            "tables/counts.yaml:4:8 column \"reading\" of the query is no field of table \"counts\"",
            "tables/other.yaml:4:15 column \"machin\" not found");
  }
}
