package io.thalweg.connect.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.connect.http.body.Compressed;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Settings.Durability;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {

  private static final String ID = "a-sample-of-this-test";
  private static final String EVENT = "{\"machine\": \"press-7\", \"ort\": \"Köln\"}\n";

  @TempDir static Path directory;
  static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    platform =
        new Platform(directory, Durability.PROCESS, Platform.stream("telemetry", Primitive.STRING));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static HttpRequest.Builder request(String id) {
    return HttpRequest.newBuilder(URI.create(platform.server.url() + "/api/v1/samples/" + id))
        .timeout(Duration.ofSeconds(120))
        .header("Authorization", "Bearer secret");
  }

  private static Platform.Answer post(String id, byte[] body) throws Exception {
    // What curl says when nobody tells it better.
    return platform.send(
        request(id)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static HttpResponse<String> get(String id) throws Exception {
    return platform.client.send(request(id).build(), BodyHandlers.ofString(UTF_8));
  }

  @Test
  void aSampleIsThereOnceItWasSentAsItWasSent() throws Exception {
    assertThat(get(ID).statusCode()).isEqualTo(204);
    Platform.Answer kept = post(ID, EVENT.getBytes(UTF_8));
    assertThat(kept.status()).isEqualTo(200);
    assertThat(kept.body().path("bytes").asInt()).isEqualTo(EVENT.getBytes(UTF_8).length);
    assertThat(Instant.parse(kept.body().path("until").asText())).isAfter(Instant.now());
    HttpResponse<String> sample = get(ID);
    assertThat(sample.body()).isEqualTo(EVENT);
    assertThat(sample.headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
    assertThat(sample.headers().firstValue("Cache-Control")).hasValue("no-store");

    assertThat(post(ID, "id;size\n".getBytes(UTF_8)).status()).isEqualTo(200);
    assertThat(get(ID).body()).isEqualTo("id;size\n");
  }

  @Test
  void aCompressedSampleIsKeptAsWhatIsInIt() throws Exception {
    String id = "a-compressed-sample";
    Platform.Answer kept =
        platform.send(
            request(id)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(
                    BodyPublishers.ofByteArray(
                        Compressed.bytes(EVENT.getBytes(UTF_8), Compressed::gzip))));
    assertThat(kept.status()).isEqualTo(200);
    assertThat(get(id).body()).isEqualTo(EVENT);
  }

  @Test
  void whatIsNoSampleIsRefusedWithTheReason() throws Exception {
    assertThat(post(ID, new byte[0]).code()).isEqualTo("SAMPLE_EMPTY");
    Platform.Answer large = post(ID, new byte[SampleShelf.MAX_BYTES + 1]);
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.body().path("message").asText()).isEqualTo("the sample has 262,145 bytes");
    Platform.Answer guessable = post("short", EVENT.getBytes(UTF_8));
    assertThat(guessable.status()).isEqualTo(400);
    assertThat(guessable.body().path("hint").asText()).startsWith("It has 16 to 64 letters");
    assertThat(get("short").statusCode()).isEqualTo(400);
  }

  @Test
  void theShelfForgetsWhatIsOldAndWhatIsTooMuch() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    SampleShelf shelf = new SampleShelf(now::get);
    for (int i = 0; i <= SampleShelf.MAX_SAMPLES; i++) {
      assertThat(shelf.put("s" + i, new byte[] {1}))
          .isEqualTo(Instant.EPOCH.plus(SampleShelf.KEPT));
    }
    assertThat(shelf.find("s0")).isEmpty();
    assertThat(shelf.find("s1")).isPresent();
    now.set(Instant.EPOCH.plus(SampleShelf.KEPT).minusNanos(1));
    assertThat(shelf.find("s1")).isPresent();
    now.set(Instant.EPOCH.plus(SampleShelf.KEPT));
    assertThat(shelf.find("s1")).isEmpty();
  }
}
