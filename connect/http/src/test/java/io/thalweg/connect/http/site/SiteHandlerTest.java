package io.thalweg.connect.http.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.connect.http.HttpServer;
import io.thalweg.connect.http.OneToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteHandlerTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static HttpServer server;

  @BeforeAll
  static void start() throws IOException {
    server =
        HttpServer.start(
            new HttpServer.Configuration(0, List.of(), new OneToken("right")),
            new Site("io/thalweg/connect/http/site/sample"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofSeconds(120));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/streams/telemetry", "/explore?sql=SELECT%201", "/no/such/page"})
  void aBrowserGetsThePageWhateverItsAddress(String path) throws Exception {
    HttpResponse<String> page = get(path, "Accept", "text/html,*/*;q=0.8");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Type")).startsWith("text/html");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
    assertThat(page.body()).contains("<!doctype html>").doesNotContain(Site.NONCE_PLACEHOLDER);
  }

  @Test
  void thePolicyNamesTheNumberOfThisPageAloneAndLetsNothingInFromElsewhere() throws Exception {
    HttpResponse<String> first = get("/");
    HttpResponse<String> second = get("/");
    String nonce = first.body().replaceAll("(?s).*nonce=\"([^\"]*)\".*", "$1");
    assertThat(header(first, "Content-Security-Policy"))
        .contains("'nonce-" + nonce + "'")
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "http:", "https:", "*");
    assertThat(second.body()).doesNotContain(nonce);
  }

  @Test
  void theWorkerMayAnswerForAllPages() throws Exception {
    assertThat(header(get("/app/worker.js"), "Service-Worker-Allowed")).isEqualTo("/");
    assertThat(header(get("/app/icon.svg"), "Service-Worker-Allowed")).isEmpty();
  }

  @Test
  void aFileWithAHashInItsNameIsKeptForEverAndComesCompressed() throws Exception {
    HttpResponse<String> plain = get("/assets/main-1a2b.js");
    assertThat(plain.body()).startsWith("console.log");
    assertThat(header(plain, "Content-Type")).contains("javascript");
    assertThat(header(plain, "X-Content-Type-Options")).isEqualTo("nosniff");
    HttpResponse<String> compressed = get("/assets/main-1a2b.js", "Accept-Encoding", "gzip");
    assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(compressed, "Content-Type")).contains("javascript");
    assertThat(List.of(header(plain, "Cache-Control"), header(compressed, "Cache-Control")))
        .containsOnly("public, max-age=31536000, immutable");
  }

  @Test
  void aFileWhoseNameStaysIsAskedForAgain() throws Exception {
    HttpResponse<String> icon = get("/app/icon.svg");
    assertThat(header(icon, "Cache-Control")).isEqualTo("no-cache");
    HttpResponse<String> again = get("/app/icon.svg", "If-None-Match", header(icon, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/",
        "/assets/gone-9z9z.js",
        "/assets/..%2f..%2fSite.class",
        "/app/%2e%2e/%2e%2e/site/Site.class",
        "/assets/main-1a2b.js/x"
      })
  void whatIsNotAFileOfTheSiteIsNotGiven(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isBetween(400, 404);
    assertThat(answer.body()).startsWith("{\"code\":").doesNotContain("SiteHandler");
    assertThat(header(answer, "Cache-Control")).doesNotContain("immutable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/streams", "/openapi.json", "/metrics"})
  void callsAreNeverAnsweredByThePage(String path) throws Exception {
    HttpResponse<String> answer = get(path, "Accept", "text/html");
    // the description is open to all, but it is no page
    assertThat(answer.statusCode()).isEqualTo(path.equals("/openapi.json") ? 406 : 401);
    assertThat(header(answer, "Content-Type")).contains("application/json");
  }

  @Test
  void aProgramThatLosesItsWayIsNotGivenThePage() throws Exception {
    assertThat(get("/api", "Accept", "application/json").statusCode()).isEqualTo(401);
    assertThat(get("/streams", "Accept", "application/json").statusCode()).isEqualTo(401);
  }

  @Test
  void aSiteThatTheBuildHasLeftOutIsNamed() {
    assertThatThrownBy(() -> new SiteHandler(new Site("no/where"), null))
        .hasMessage("there is no no/where/index.html on the class path; build visualize/ui");
  }
}
