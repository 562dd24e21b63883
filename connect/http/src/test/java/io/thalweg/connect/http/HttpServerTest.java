package io.thalweg.connect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.identity.Action;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpServerTest {

  /** Does what resources may do. */
  @Path("things")
  public static final class Things {
    @GET
    @Requires(Action.READ)
    public String get() {
      return "thing";
    }

    @POST
    @Requires(Action.OPERATE)
    @Consumes("text/plain")
    public String length(InputStream body) throws IOException {
      return "" + body.readAllBytes().length;
    }

    /** What a resource takes as JSON. */
    public record Thing(String name, Map<String, Object> parts) {}

    @POST
    @Requires(Action.READ)
    @Consumes("application/json")
    @Path("json")
    public String name(Thing thing) {
      return thing == null ? "" : thing.name();
    }

    @GET
    @Requires(Action.READ)
    @Path("broken")
    public String broken() {
      throw new IllegalStateException("secret cause");
    }

    @GET
    @Requires(Action.READ)
    @Path("refused")
    public String refused() {
      throw new ApiException(
          409, new ApiError("TAKEN", "the thing is taken", null, "Wait."), Map.of("X-By", "me"));
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  static final RefusalCounts REFUSALS = new RefusalCounts();
  static HttpServer server;

  @BeforeAll
  static void start() throws IOException {
    server =
        HttpServer.start(
            new HttpServer.Configuration(
                0, List.of(new Things()), new OneToken("right"), REFUSALS));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer right");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static void assertError(HttpResponse<String> answer, int status, String code)
      throws IOException {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    JsonNode error = JSON.readTree(answer.body());
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("message").asText()).isNotEmpty();
    assertThat(error.path("hint").asText()).isNotEmpty();
  }

  @Test
  void servesWhatItWasGiven() throws Exception {
    assertThat(send(request("/things")).body()).isEqualTo("thing");
  }

  @Test
  void onlyHealthNeedsNoToken() throws Exception {
    HttpResponse<String> health =
        send(HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/health")));
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).isEqualTo("{\"status\":\"ok\"}");
    for (String path :
        List.of(
            "/things",
            "/nothing",
            "/",
            "/api/v1/health/",
            "/api/v1/health;x/../../things",
            "/api/v1/health/..%2f..%2fthings")) {
      HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(server.url() + path)));
      assertThat(answer.statusCode()).as(path).isIn(400, 401);
      assertThat(JSON.readTree(answer.body()).path("code").asText())
          .as(path)
          .isIn("UNAUTHORIZED", "BAD_REQUEST");
    }
  }

  @Test
  void aWrongTokenIsToldApartFromNone() throws Exception {
    HttpResponse<String> none = send(HttpRequest.newBuilder(URI.create(server.url() + "/things")));
    assertError(none, 401, "UNAUTHORIZED");
    assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"thalweg\"");
    HttpResponse<String> wrong =
        send(
            HttpRequest.newBuilder(URI.create(server.url() + "/things"))
                .header("Authorization", "Bearer wrong"));
    assertError(wrong, 401, "UNAUTHORIZED");
    assertThat(wrong.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"thalweg\", error=\"invalid_token\"");
    HttpResponse<String> basic =
        send(
            HttpRequest.newBuilder(URI.create(server.url() + "/things"))
                .header("Authorization", "Basic right"));
    assertError(basic, 401, "UNAUTHORIZED");
  }

  @Test
  void everyErrorHasTheSameForm() throws Exception {
    assertError(send(request("/nothing")), 404, "NOT_FOUND");
    assertError(send(request("/things").DELETE()), 405, "METHOD_NOT_ALLOWED");
    assertError(
        send(
            request("/things")
                .header("Content-Type", "text/html")
                .POST(BodyPublishers.ofString("x"))),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
    assertError(
        send(request("/openapi.json").header("Accept", "image/png")), 406, "NOT_ACCEPTABLE");
    assertError(
        send(request("/things").header("X-Long", "x".repeat(20_000))), 431, "HEADERS_TOO_LARGE");
  }

  @Test
  void whatIsRefusedIsCountedOnceWhoeverRefusedIt() throws Exception {
    Map<String, HttpRequest.Builder> refused =
        Map.of(
            "401 UNAUTHORIZED", HttpRequest.newBuilder(URI.create(server.url() + "/things")),
            "404 NOT_FOUND", request("/nothing"),
            "409 TAKEN", request("/things/refused"),
            "431 HEADERS_TOO_LARGE", request("/things").header("X-Long", "x".repeat(20_000)));
    for (var each : refused.entrySet()) {
      long before = REFUSALS.of(each.getKey());
      send(each.getValue());
      // The server counts when the answer is on its way.
      while (REFUSALS.of(each.getKey()) == before) {
        Thread.onSpinWait();
      }
      assertThat(REFUSALS.of(each.getKey())).as(each.getKey()).isEqualTo(before + 1);
    }
    send(request("/things"));
    assertThat(REFUSALS.of("200 BAD_REQUEST")).isZero();
  }

  @Test
  void aBodyThatIsNotTheJsonWantedIsTheCallersMistake() throws Exception {
    byte[] utf32 = {0, 0, 0, '{', 0, 0x7F, 0, '"', 0, 0, 0, '}'};
    byte[] latin = "{\"name\":\"a\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    List<byte[]> bodies = new ArrayList<>(List.of(utf32, latin));
    for (String text :
        List.of(
            "{",
            "[]",
            "17",
            "\"a",
            "{\"name\":",
            "{\"name\":\"a",
            "{\"name\":\"\n\"}",
            "{\"name\":{}}",
            "{\"parts\":[1]}",
            "{\"parts\":{\"a\":\"",
            "{\"parts\":{\"a\":NaN}}",
            "{\"nmae\":1}",
            "{\"parts\":{\"a\":" + "[".repeat(100_000),
            "{\"name\":\"\\x\"}")) {
      bodies.add(text.getBytes(StandardCharsets.UTF_8));
    }
    for (byte[] body : bodies) {
      HttpResponse<String> answer =
          send(
              request("/things/json")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofByteArray(body)));
      assertError(answer, 400, "INVALID_BODY");
    }
  }

  @Test
  void aMethodThatIsNotAllowedNamesThoseThatAre() throws Exception {
    assertThat(send(request("/things").DELETE()).headers().firstValue("Allow").orElseThrow())
        .contains("GET")
        .contains("POST");
  }

  @Test
  void aResourcesOwnErrorKeepsItsStatusAndHeaders() throws Exception {
    HttpResponse<String> answer = send(request("/things/refused"));
    assertError(answer, 409, "TAKEN");
    assertThat(answer.headers().firstValue("X-By")).contains("me");
  }

  @Test
  void aFaultOfOursTellsNothingOfItsInside() throws Exception {
    HttpResponse<String> answer = send(request("/things/broken"));
    assertError(answer, 500, "INTERNAL");
    assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
    String answer =
        raw(
            "POST /things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer right\r\n"
                + "Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
                    .formatted(HttpServer.MAX_BODY_BYTES + 1));
    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"BODY_TOO_LARGE\"");
    assertThat(
            send(request("/things")
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofByteArray(new byte[HttpServer.MAX_BODY_BYTES])))
                .body())
        .isEqualTo("" + HttpServer.MAX_BODY_BYTES);
  }

  @Test
  void whatIsNoHttpGetsAnErrorOfTheSameForm() throws Exception {
    assertThat(raw("NONSENSE\u0001 /\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"code\":\"BAD_REQUEST\"");
  }

  /** Sends this and no more, and reads until the server closes. */
  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void describesItsResources() throws Exception {
    JsonNode document = JSON.readTree(send(request("/openapi.json")).body());
    assertThat(document.path("openapi").asText()).startsWith("3.");
    assertThat(document.path("paths").has("/api/v1/health")).isTrue();
    assertThat(document.path("paths").has("/things/broken")).isTrue();
    assertThat(document.at("/components/securitySchemes/token/scheme").asText())
        .isEqualTo("bearer");
  }

  @Test
  void swaggerUiIsServedToAllUnderAStrictPolicy() throws Exception {
    HttpRequest.Builder page = HttpRequest.newBuilder(URI.create(server.url() + "/docs"));
    HttpResponse<String> answer = send(page.header("Accept", "text/html"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .contains("script-src 'self';")
        .doesNotContain("unsafe");
    Matcher files = Pattern.compile("(?:src|href)=\"(docs/[^\"]+)\"").matcher(answer.body());
    int found = 0;
    while (files.find()) {
      HttpResponse<String> file =
          send(HttpRequest.newBuilder(URI.create(server.url() + "/" + files.group(1))));
      assertThat(file.statusCode()).as(files.group(1)).isEqualTo(200);
      found++;
    }
    assertThat(found).isEqualTo(4);
    assertThat(answer.body()).doesNotContain("<script>").doesNotContain("<style");
  }

  /** Says nothing of who may call it. */
  @Path("forgotten")
  public static final class Forgotten {
    @GET
    public String get() {
      return "secret";
    }
  }

  /** Says that anybody may call it, at any of many paths. */
  @Path("open/{name}")
  public static final class TooOpen {
    @GET
    @Requires(Action.OPEN)
    public String get() {
      return "secret";
    }
  }

  @Test
  void aResourceThatDoesNotSayWhoMayCallItIsNotServed() {
    for (Object resource : List.of(new Forgotten(), new TooOpen())) {
      assertThatThrownBy(
              () ->
                  HttpServer.start(
                      new HttpServer.Configuration(0, List.of(resource), new OneToken("right"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching(".*(Forgotten.get does not say what it requires|is open to all).*");
    }
  }

  @Test
  void takesTokensAsInfluxClientsSendThemToo() throws Exception {
    HttpRequest.Builder influx =
        HttpRequest.newBuilder(URI.create(server.url() + "/things"))
            .header("Authorization", "Token right");
    assertThat(send(influx).statusCode()).isEqualTo(200);
    HttpRequest.Builder basic =
        HttpRequest.newBuilder(URI.create(server.url() + "/things"))
            .header("Authorization", "Basic right");
    assertError(send(basic), 401, "UNAUTHORIZED");
  }

  @Test
  void listensOnLoopbackOnly() {
    assertThat(server.url()).isEqualTo("http://127.0.0.1:" + server.port());
    assertThatThrownBy(() -> new Socket("127.0.0.2", server.port()).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void aPortThatIsTakenIsAnErrorThatNamesIt() {
    assertThatThrownBy(
            () ->
                HttpServer.start(
                    new HttpServer.Configuration(server.port(), List.of(), new OneToken("right"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("" + server.port());
  }

  @Test
  void stopsSoAndLetsThePortGo() throws Exception {
    HttpServer other =
        HttpServer.start(new HttpServer.Configuration(0, List.of(), new OneToken("right")));
    int port = other.port();
    other.close();
    HttpServer again =
        HttpServer.start(new HttpServer.Configuration(port, List.of(), new OneToken("right")));
    assertThat(again.port()).isEqualTo(port);
    again.close();
  }
}
