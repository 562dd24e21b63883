package io.thalweg.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.project.ProjectTemplate;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser, an administrator and a device see of users, sessions and tokens. */
class SessionTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path folder;
  private static DataFolder data;
  private static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    Path project = folder.resolve("plant");
    ProjectTemplate.write(project);
    data = new DataFolder(folder.resolve("data"));
    platform = Platform.start(ProjectLoader.load(project), data, OptionalInt.of(0));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private record Answer(int status, JsonNode body, HttpResponse<String> http) {
    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    String cookie() {
      return header("Set-Cookie").split(";")[0];
    }
  }

  private static Answer call(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(platform.url().resolve(path))
            .timeout(Duration.ofSeconds(120))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
    String text = answer.body();
    return new Answer(answer.statusCode(), JSON.readTree(text.isEmpty() ? "{}" : text), answer);
  }

  private static Answer asAdministrator(String method, String path, String body) throws Exception {
    return call(method, path, body, "Authorization", "Bearer " + data.readToken().orElseThrow());
  }

  private static Answer logIn(String user, String password, String... headers) throws Exception {
    String body =
        JSON.writeValueAsString(
            JSON.createObjectNode().put("user", user).put("password", password));
    return call("POST", "/api/v1/session", body, headers);
  }

  private static void createUser(String name, String role, String password) throws Exception {
    String body =
        JSON.writeValueAsString(
            JSON.createObjectNode().put("name", name).put("role", role).put("password", password));
    Answer answer = asAdministrator("POST", "/api/v1/users", body);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
  }

  @Test
  void theFirstPasswordLetsTheFirstUserInUntilItIsChanged() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.passwordFile())))
        .isEqualTo("rw-------");
    String first = Files.readString(data.passwordFile()).strip();
    Answer in = logIn("admin", first);
    assertThat(in.status()).as("%s", in.body()).isEqualTo(200);
    assertThat(in.body().path("user").asText()).isEqualTo("admin");
    assertThat(in.body().path("role").asText()).isEqualTo("administrator");
    assertThat(in.header("Set-Cookie"))
        .startsWith("thalweg_session=")
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure");

    String csrf = in.body().path("csrf").asText();
    String change = "{\"current\":\"%s\",\"password\":\"a password of my own\"}";
    Answer wrong =
        call(
            "PUT",
            "/api/v1/session/password",
            change.formatted("not it"),
            "Cookie",
            in.cookie(),
            "X-CSRF-Token",
            csrf);
    assertThat(wrong.body().path("code").asText()).isEqualTo("WRONG_PASSWORD");
    Answer changed =
        call(
            "PUT",
            "/api/v1/session/password",
            change.formatted(first),
            "Cookie",
            in.cookie(),
            "X-CSRF-Token",
            csrf);
    assertThat(changed.status()).as("%s", changed.body()).isEqualTo(204);
    assertThat(data.passwordFile()).doesNotExist();
    assertThat(call("GET", "/api/v1/session", "", "Cookie", in.cookie()).status()).isEqualTo(401);
    assertThat(logIn("admin", first).status()).isEqualTo(401);
    assertThat(logIn("admin", "a password of my own").status()).isEqualTo(200);
  }

  @Test
  void aSessionSaysWhoItIsUntilItIsClosed() throws Exception {
    createUser("vera", "viewer", "vera's password");
    Answer in = logIn("vera", "vera's password");
    Answer who = call("GET", "/api/v1/session", "", "Cookie", in.cookie());
    assertThat(who.status()).isEqualTo(200);
    assertThat(who.body()).isEqualTo(in.body());
    String csrf = in.body().path("csrf").asText();
    Answer out = call("DELETE", "/api/v1/session", "", "Cookie", in.cookie(), "X-CSRF-Token", csrf);
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.header("Set-Cookie")).startsWith("thalweg_session=;").contains("Max-Age=0");
    assertThat(call("GET", "/api/v1/session", "", "Cookie", in.cookie()).status()).isEqualTo(401);
    assertThat(call("GET", "/api/v1/session", "").status()).isEqualTo(401);
  }

  @Test
  void behindTlsTheCookieStaysThere() throws Exception {
    createUser("tess", "viewer", "tess's password");
    Answer in = logIn("tess", "tess's password", "X-Forwarded-Proto", "https");
    assertThat(in.header("Set-Cookie")).endsWith("; Secure");
  }

  @Test
  void wrongLoginsSayNothingAndAreSlowedDown() throws Exception {
    createUser("gus", "viewer", "gus's password");
    for (String body :
        new String[] {"", "{}", "[]", "{\"user\":\"gus\"}", "{\"user\":1,\"x\":2}"}) {
      assertThat(call("POST", "/api/v1/session", body).status()).as(body).isEqualTo(400);
    }
    String large = "{\"user\":\"gus\",\"password\":\"%s\"}".formatted("x".repeat(100_000));
    assertThat(call("POST", "/api/v1/session", large).status()).isEqualTo(413);
    Answer wrong = logIn("gus", "guess");
    Answer nobody = logIn("nobody", "guess");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(nobody.body()).isEqualTo(wrong.body());
    Answer last = wrong;
    for (int i = 0; i < 10 && last.status() == 401; i++) {
      last = logIn("gus", "guess " + i);
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.body().path("code").asText()).isEqualTo("TOO_MANY_LOGINS");
    assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 10);
    assertThat(logIn("gus", "gus's password").status()).as("also the right one").isEqualTo(429);
  }

  @Test
  void theLastAdministratorStays() throws Exception {
    Answer removed = asAdministrator("DELETE", "/api/v1/users/admin", "");
    assertThat(removed.status()).isEqualTo(409);
    assertThat(removed.body().path("code").asText()).isEqualTo("LAST_ADMINISTRATOR");
    assertThat(asAdministrator("PATCH", "/api/v1/users/admin", "{\"role\":\"viewer\"}").status())
        .isEqualTo(409);
  }

  @Test
  void anotherRoleCountsFromTheNextRequestOn() throws Exception {
    createUser("rob", "viewer", "rob's password");
    Answer in = logIn("rob", "rob's password");
    assertThat(call("GET", "/api/v1/users", "", "Cookie", in.cookie()).status()).isEqualTo(403);
    Answer changed = asAdministrator("PATCH", "/api/v1/users/rob", "{\"role\":\"administrator\"}");
    assertThat(changed.body().path("role").asText()).isEqualTo("administrator");
    assertThat(call("GET", "/api/v1/users", "", "Cookie", in.cookie()).status()).isEqualTo(200);
    assertThat(asAdministrator("DELETE", "/api/v1/users/rob", "").status()).isEqualTo(204);
    assertThat(call("GET", "/api/v1/users", "", "Cookie", in.cookie()).status()).isEqualTo(401);
  }

  @Test
  void aDeviceWritesItsOwnEventsAndNobodyElses() throws Exception {
    Answer token =
        asAdministrator("POST", "/api/v1/tokens", "{\"role\":\"device\",\"device\":\"press-1\"}");
    assertThat(token.status()).isEqualTo(201);
    String bearer = "Bearer " + token.body().path("token").asText();
    String event = "{\"machine\":\"%s\",\"time\":\"2026-01-01T08:00:00Z\"}";
    Answer mixed =
        call(
            "POST",
            "/api/v1/streams/telemetry/events",
            "[%s,%s,%s]"
                .formatted(
                    event.formatted("press-1"),
                    event.formatted("press-2"),
                    event.formatted("press-1")),
            "Authorization",
            bearer);
    assertThat(mixed.status()).as("%s", mixed.body()).isEqualTo(200);
    assertThat(mixed.body().path("accepted").asInt()).isEqualTo(2);
    JsonNode refused = mixed.body().at("/errors/0");
    assertThat(refused.path("index").asInt()).isEqualTo(1);
    assertThat(refused.path("code").asText()).isEqualTo("FOREIGN_KEY");
    assertThat(refused.path("message").asText()).contains("press-1");
    assertThat(refused.path("hint").asText()).contains("machine");
    Answer foreign =
        call(
            "POST",
            "/api/v1/streams/telemetry/events",
            event.formatted("press-2"),
            "Authorization",
            bearer);
    assertThat(foreign.status()).isEqualTo(422);
  }

  @Test
  void aTokenMayHaveLimits() throws Exception {
    Answer token =
        asAdministrator(
            "POST",
            "/api/v1/tokens",
            "{\"role\":\"engineer\",\"name\":\"slow\",\"eventsPerSecond\":1}");
    String bearer = "Bearer " + token.body().path("token").asText();
    String events =
        "[%s]"
            .formatted("{\"machine\":\"a\",\"time\":\"2026-01-01T08:00:00Z\"},".repeat(60))
            .replace(",]", "]");
    String path = "/api/v1/streams/telemetry/events";
    assertThat(call("POST", path, events, "Authorization", bearer).status()).isEqualTo(200);
    Answer more = call("POST", path, events, "Authorization", bearer);
    assertThat(more.status()).isEqualTo(429);
    assertThat(more.body().path("code").asText()).isEqualTo("TOO_MANY_EVENTS_A_SECOND");
    assertThat(more.body().path("detail").asText()).isEqualTo("Nothing of this request is stored.");
    assertThat(more.body().path("hint").asText()).contains("Retry-After");
    assertThat(Integer.parseInt(more.header("Retry-After"))).isBetween(30, 60);

    Answer calls =
        asAdministrator("POST", "/api/v1/tokens", "{\"role\":\"viewer\",\"requestsPerSecond\":1}");
    String rare = "Bearer " + calls.body().path("token").asText();
    Answer answer = call("GET", "/api/v1/streams", "", "Authorization", rare);
    assertThat(answer.status()).isEqualTo(200);
    for (int i = 0; i < 1000 && answer.status() == 200; i++) {
      answer = call("GET", "/api/v1/streams", "", "Authorization", rare);
    }
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.body().path("code").asText()).isEqualTo("TOO_MANY_REQUESTS");
    assertThat(answer.body().path("message").asText())
        .isEqualTo("the token calls more often than it may");
    assertThat(answer.body().path("hint").asText()).contains("Retry-After");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.header("Content-Type")).startsWith("application/json");
  }

  @Test
  void aSessionChangesNothingWithoutItsHeaderAndSaysWhy() throws Exception {
    createUser("cleo", "engineer", "cleo's password");
    Answer in = logIn("cleo", "cleo's password");
    String event = "{\"machine\":\"m\",\"time\":\"2026-01-01T08:00:00Z\",\"temperature\":1}";
    String path = "/api/v1/streams/telemetry/events";
    Answer without = call("POST", path, event, "Cookie", in.cookie());
    Answer guessed = call("POST", path, event, "Cookie", in.cookie(), "X-CSRF-Token", "guessed");
    for (Answer refused : List.of(without, guessed)) {
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body().path("code").asText()).isEqualTo("WRONG_CSRF_TOKEN");
      assertThat(refused.body().path("message").asText()).contains("X-CSRF-Token");
      assertThat(refused.body().path("hint").asText()).contains("GET /api/v1/session");
      assertThat(refused.header("Content-Type")).startsWith("application/json");
    }
    String csrf =
        call("GET", "/api/v1/session", "", "Cookie", in.cookie()).body().path("csrf").asText();
    Answer right = call("POST", path, event, "Cookie", in.cookie(), "X-CSRF-Token", csrf);
    assertThat(right.status()).as("%s", right.body()).isEqualTo(200);
  }

  @Test
  void tokensAreListedWithoutTheirSecretsAndRefusedWhenTheyCannotBe() throws Exception {
    Answer token =
        asAdministrator(
            "POST",
            "/api/v1/tokens",
            "{\"role\":\"viewer\",\"name\":\"scraper\",\"expires\":\"30d\"}");
    String secret = token.body().path("token").asText();
    call("GET", "/api/v1/streams", "", "Authorization", "Bearer " + secret);
    Answer list = asAdministrator("GET", "/api/v1/tokens", "");
    assertThat(list.http().body()).doesNotContain(secret);
    JsonNode shown = null;
    for (JsonNode one : list.body().path("tokens")) {
      shown = one.path("name").asText().equals("scraper") ? one : shown;
    }
    assertThat(shown.fieldNames())
        .toIterable()
        .containsExactly("id", "name", "role", "created", "expires", "lastUsed");
    for (String wrong :
        new String[] {
          "",
          "{}",
          "{\"role\":\"king\"}",
          "{\"role\":\"device\"}",
          "{\"role\":\"viewer\",\"device\":\"a\"}",
          "{\"role\":\"viewer\",\"expires\":\"soon\"}",
          "{\"role\":\"viewer\",\"expires\":\"2020-01-01T00:00:00Z\"}",
          "{\"role\":\"viewer\",\"expires\":\"99999999d\"}",
          "{\"role\":\"viewer\",\"name\":\" \"}",
          "{\"role\":\"viewer\",\"eventsPerSecond\":0}"
        }) {
      Answer refused = asAdministrator("POST", "/api/v1/tokens", wrong);
      assertThat(refused.status()).as(wrong).isEqualTo(400);
      assertThat(refused.body().path("hint").asText()).as(wrong).isNotEmpty();
    }
    Answer own = asAdministrator("DELETE", "/api/v1/tokens/admin", "");
    assertThat(own.status()).isEqualTo(409);
    assertThat(own.body().path("hint").asText()).contains("admin.token");
  }

  @Test
  void whatIsFollowedWithATokenEndsWhenItIsRevoked() throws Exception {
    Answer token = asAdministrator("POST", "/api/v1/tokens", "{\"role\":\"viewer\"}");
    HttpRequest follow =
        HttpRequest.newBuilder(platform.url().resolve("/api/v1/streams/telemetry/events"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + token.body().path("token").asText())
            .build();
    HttpResponse<Stream<String>> answer = CLIENT.send(follow, BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    String id = token.body().path("id").asText();
    assertThat(asAdministrator("DELETE", "/api/v1/tokens/" + id, "").status()).isEqualTo(204);
    try (Stream<String> lines = answer.body()) {
      assertThat(lines.toList())
          .contains("event: error")
          .anyMatch(line -> line.contains("ACCESS_ENDED"));
    }
  }
}
