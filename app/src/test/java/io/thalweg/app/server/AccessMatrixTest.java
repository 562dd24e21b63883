package io.thalweg.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.project.ProjectTemplate;
import io.thalweg.connect.http.Endpoint;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every endpoint of a whole platform, called by everybody: who is let in is this table. */
class AccessMatrixTest {

  private static final String ANYBODY = "anybody";
  private static final String WRITERS = "administrator engineer device";
  private static final String PEOPLE = "administrator engineer viewer";
  private static final String OPERATORS = "administrator engineer";
  private static final String ADMINISTRATORS = "administrator";

  /** A call, who may make it, and the type of its body. */
  private record Row(String call, String callers, String type) {
    Row(String call, String callers) {
      this(call, callers, "application/json");
    }

    boolean isOpenTo(String caller) {
      return callers.equals(ANYBODY) || Set.of(callers.split(" ")).contains(caller);
    }
  }

  private static final List<Row> TABLE =
      List.of(
          new Row("GET /api/v1/health", ANYBODY),
          new Row("POST /api/v1/session", ANYBODY),
          new Row("GET /openapi.json", ANYBODY),
          new Row("GET /docs", ANYBODY),
          new Row("GET /docs/page.js", ANYBODY),
          new Row("GET /docs/page.css", ANYBODY),
          new Row("GET /docs/swagger-ui.css", ANYBODY),
          new Row("GET /docs/swagger-ui-bundle.js", ANYBODY),
          new Row("POST /api/v1/streams/{stream}/events", WRITERS),
          new Row("POST /api/v2/write", WRITERS, "text/plain"),
          new Row("POST /write", WRITERS, "text/plain"),
          new Row("POST /api/v1/samples/{id}", OPERATORS, "text/plain"),
          new Row("GET /api/v1/samples/{id}", OPERATORS),
          new Row("GET /api/v1/streams", PEOPLE),
          new Row("GET /api/v1/streams/{stream}/events", PEOPLE),
          new Row("GET /api/v1/tables/{table}/rows", PEOPLE),
          new Row("GET /api/v1/tables", PEOPLE),
          new Row("PUT /api/v1/tables/{table}/rows", OPERATORS),
          new Row("POST /api/v1/tables/{table}/rows", OPERATORS),
          new Row("DELETE /api/v1/tables/{table}/rows", OPERATORS),
          new Row("GET /metrics", PEOPLE),
          new Row("GET /api/v1/ready", ANYBODY),
          new Row("GET /api/v1/status", PEOPLE),
          new Row("GET /api/v1/status/live", PEOPLE),
          new Row("GET /api/v1/streams/{stream}/quarantine", PEOPLE),
          new Row("DELETE /api/v1/streams/{stream}/quarantine", OPERATORS),
          new Row("POST /api/v1/streams/{stream}/quarantine/replay", OPERATORS),
          new Row("GET /api/v1/quality", PEOPLE),
          new Row("POST /api/v1/query", PEOPLE),
          new Row("GET /api/v1/pipelines", PEOPLE),
          new Row("GET /api/v1/pipelines/{name}", PEOPLE),
          new Row("GET /api/v1/pipelines/{name}/plan", PEOPLE),
          new Row("GET /api/v1/topics", PEOPLE),
          new Row("GET /api/v1/topics/{topic}", PEOPLE),
          new Row("GET /api/v1/topics/{topic}/records", PEOPLE),
          new Row("GET /api/v1/dashboards", PEOPLE),
          new Row("GET /api/v1/dashboards/{name}", PEOPLE),
          new Row("POST /api/v1/dashboards/{name}/panels/{panel}/data", PEOPLE),
          new Row("POST /api/v1/dashboards/{name}/variables/{variable}/values", PEOPLE),
          new Row("POST /api/v1/pipelines/{name}/stop", OPERATORS),
          new Row("POST /api/v1/pipelines/{name}/start", OPERATORS),
          new Row("POST /api/v1/project/reload", OPERATORS),
          new Row("GET /api/v1/project", PEOPLE),
          new Row("GET /api/v1/project/catalog", PEOPLE),
          new Row("GET /api/v1/project/schemas/{kind}", PEOPLE),
          new Row("POST /api/v1/project/check", OPERATORS),
          new Row("POST /api/v1/project/preview", OPERATORS),
          new Row("GET /api/v1/project/files/{path: .+}", PEOPLE),
          new Row("PUT /api/v1/project/files/{path: .+}", OPERATORS, "application/yaml"),
          new Row("DELETE /api/v1/project/files/{path: .+}", OPERATORS),
          new Row("GET /api/v1/users", ADMINISTRATORS),
          new Row("POST /api/v1/users", ADMINISTRATORS),
          new Row("PATCH /api/v1/users/{name}", ADMINISTRATORS),
          new Row("DELETE /api/v1/users/{name}", ADMINISTRATORS),
          new Row("GET /api/v1/tokens", ADMINISTRATORS),
          new Row("POST /api/v1/tokens", ADMINISTRATORS),
          new Row("DELETE /api/v1/tokens/{id}", ADMINISTRATORS),
          new Row("GET /api/v1/session", PEOPLE),
          new Row("PUT /api/v1/session/password", PEOPLE),
          // The last one, since it ends the session that the others are called with.
          new Row("DELETE /api/v1/session", PEOPLE));

  private static final String EVENT = "{\"machine\":\"press-1\",\"time\":\"2026-01-01T08:00:00Z\"}";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path folder;
  private static Platform platform;

  /** The headers that each caller sends, under a name that begins with their role. */
  private static final Map<String, Map<String, String>> KNOWN = new LinkedHashMap<>();

  private static final Map<String, Map<String, String>> NOT_KNOWN = new LinkedHashMap<>();

  @BeforeAll
  static void start() throws Exception {
    Path project = folder.resolve("plant");
    ProjectTemplate.write(project);
    DataFolder data = new DataFolder(folder.resolve("data"));
    platform = Platform.start(ProjectLoader.load(project), data, OptionalInt.of(0));
    Map<String, String> own = bearer(data.readToken().orElseThrow());

    KNOWN.put("administrator by admin.token", own);
    for (String role : List.of("administrator", "engineer", "viewer")) {
      KNOWN.put(role + " by token", bearer(token(own, "{\"role\":\"%s\"}".formatted(role))));
      String user = "{\"name\":\"%s\",\"role\":\"%s\",\"password\":\"a long password\"}";
      post("/api/v1/users", own, user.formatted("the." + role, role));
      KNOWN.put(role + " by session", session("the." + role));
    }
    KNOWN.put(
        "device by token", bearer(token(own, "{\"role\":\"device\",\"device\":\"press-1\"}")));

    NOT_KNOWN.put("nobody", Map.of());
    NOT_KNOWN.put("a token that never was", bearer("tw_guessed"));
    NOT_KNOWN.put("an empty token", bearer(""));
    NOT_KNOWN.put("another scheme", Map.of("Authorization", "Basic YTpi"));
    NOT_KNOWN.put("a session that never was", Map.of("Cookie", "thalweg_session=guessed"));
    Instant soon = Instant.now().plusSeconds(2);
    String expired = token(own, "{\"role\":\"administrator\",\"expires\":\"%s\"}".formatted(soon));
    NOT_KNOWN.put("an expired token", bearer(expired));
    JsonNode revoked = post("/api/v1/tokens", own, "{\"role\":\"administrator\"}");
    NOT_KNOWN.put("a revoked token", bearer(revoked.path("token").asText()));
    call("DELETE /api/v1/tokens/" + revoked.path("id").asText(), own, "application/json");
    while (call("GET /api/v1/streams", bearer(expired), "application/json") != 401) {
      assertThat(Instant.now()).as("the token does not expire").isBefore(soon.plusSeconds(30));
    }
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private static String token(Map<String, String> own, String asked) throws Exception {
    return post("/api/v1/tokens", own, asked).path("token").asText();
  }

  private static Map<String, String> session(String user) throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            request("POST /api/v1/session", Map.of(), "application/json")
                .method(
                    "POST",
                    BodyPublishers.ofString(
                        "{\"user\":\"%s\",\"password\":\"a long password\"}".formatted(user)))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Map.of(
        "Cookie",
        answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0],
        "X-CSRF-Token",
        JSON.readTree(answer.body()).path("csrf").asText());
  }

  private static JsonNode post(String path, Map<String, String> headers, String body)
      throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            request("POST " + path, headers, "application/json")
                .method("POST", BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body());
  }

  private static HttpRequest.Builder request(
      String call, Map<String, String> headers, String type) {
    String[] parts = call.replaceAll("\\{[^}]*}", "nothing").split(" ");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(platform.url().resolve(parts[1]))
            .timeout(Duration.ofSeconds(120))
            .method(parts[0], BodyPublishers.noBody());
    headers.forEach(request::header);
    return parts[0].equals("GET") ? request : request.header("Content-Type", type);
  }

  /** The status of an answer, whose body may never end. */
  private static int call(String call, Map<String, String> headers, String type) throws Exception {
    HttpResponse<InputStream> answer =
        CLIENT.send(request(call, headers, type).build(), BodyHandlers.ofInputStream());
    answer.body().close();
    return answer.statusCode();
  }

  @Test
  void everyEndpointStandsInTheTable() {
    Set<String> served =
        platform.endpoints().stream()
            .map(AccessMatrixTest::call)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> listed =
        TABLE.stream().map(Row::call).collect(Collectors.toCollection(TreeSet::new));
    assertThat(served).isEqualTo(listed);
  }

  private static String call(Endpoint endpoint) {
    return endpoint.method() + " " + endpoint.path();
  }

  @TestFactory
  Stream<DynamicTest> whoeverIsKnownMayDoWhatTheirRoleMay() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Row row : TABLE) {
      KNOWN.forEach(
          (caller, headers) ->
              tests.add(
                  DynamicTest.dynamicTest(
                      row.call() + ", " + caller,
                      () -> {
                        int status = call(row.call(), headers, row.type());
                        if (row.isOpenTo(caller.split(" ")[0])) {
                          assertThat(status).isNotIn(401, 403, 415).isLessThan(500);
                        } else {
                          assertThat(status).isEqualTo(403);
                        }
                      })));
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> anEventOfADeviceIsWrittenByItselfAndByWritersOfAll() throws Exception {
    Map<String, Map<String, String>> callers = new LinkedHashMap<>(KNOWN);
    callers.keySet().removeIf(caller -> caller.endsWith("by session")); // another test ends them
    String foreign =
        token(
            KNOWN.get("administrator by admin.token"),
            "{\"role\":\"device\",\"device\":\"press-2\"}");
    callers.put("foreign device by token", bearer(foreign));
    return callers.entrySet().stream()
        .map(
            caller ->
                DynamicTest.dynamicTest(
                    caller.getKey(),
                    () -> {
                      HttpRequest.Builder request =
                          request(
                              "POST /api/v1/streams/telemetry/events",
                              caller.getValue(),
                              "application/json");
                      HttpResponse<String> answer =
                          CLIENT.send(
                              request.method("POST", BodyPublishers.ofString(EVENT)).build(),
                              BodyHandlers.ofString());
                      int expected =
                          switch (caller.getKey().split(" ")[0]) {
                            case "administrator", "engineer", "device" -> 200;
                            case "foreign" -> 422;
                            default -> 403;
                          };
                      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
                      assertThat(answer.body().contains("FOREIGN_KEY")).isEqualTo(expected == 422);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> whoeverIsNotKnownMayDoNothing() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Row row : TABLE) {
      NOT_KNOWN.forEach(
          (caller, headers) ->
              tests.add(
                  DynamicTest.dynamicTest(
                      row.call() + ", " + caller,
                      () -> {
                        int status = call(row.call(), headers, row.type());
                        if (row.callers().equals(ANYBODY)) {
                          assertThat(status).isNotIn(401, 403, 415).isLessThan(500);
                        } else {
                          assertThat(status).isEqualTo(401);
                        }
                      })));
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> aSessionWithoutItsCsrfTokenChangesNothing() throws Exception {
    String cookie = session("the.administrator").get("Cookie");
    List<DynamicTest> tests = new ArrayList<>();
    for (Row row : TABLE) {
      for (Map<String, String> headers :
          List.of(Map.of("Cookie", cookie), Map.of("Cookie", cookie, "X-CSRF-Token", "guessed"))) {
        tests.add(
            DynamicTest.dynamicTest(
                row.call() + ", " + headers.size(),
                () -> {
                  int status = call(row.call(), headers, row.type());
                  boolean changes = !row.call().startsWith("GET");
                  if (changes && !row.callers().equals(ANYBODY)) {
                    assertThat(status).isEqualTo(403);
                  } else {
                    assertThat(status).isNotIn(401, 403).isLessThan(500);
                  }
                }));
      }
    }
    return tests.stream();
  }
}
