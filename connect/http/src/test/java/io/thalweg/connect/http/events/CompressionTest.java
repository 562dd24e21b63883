package io.thalweg.connect.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.connect.http.body.Compressed;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Settings.Durability;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {

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

  private static Compressed.Way way(String name) {
    return switch (name) {
      case "gzip" -> Compressed::gzip;
      case "deflate" -> Compressed::deflate;
      case "raw deflate" -> Compressed::rawDeflate;
      case "zstd" -> Compressed::zstd;
      case "br" -> Compressed::brotli;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Platform.Answer post(String encoding, byte[] body) throws Exception {
    return platform.send(
        platform
            .request("telemetry", Platform.NDJSON)
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static byte[] events(int count) {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("{\"machine\":\"m%d\",\"time\":%d}\n".formatted(random.nextInt(100_000), i));
    }
    return text.toString().getBytes(UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "gzip,gzip",
    "x-gzip,gzip",
    "GZIP,gzip",
    "'identity, gzip',gzip",
    "deflate,deflate",
    "deflate,raw deflate",
    "zstd,zstd",
    "br,br"
  })
  void whatIsCompressedComesOutAsItWas(String encoding, String way) throws Exception {
    var answer = post(encoding, Compressed.bytes(events(20_000), way(way)));
    assertThat(answer.http().body()).startsWith("{\"accepted\":20000,\"rejected\":0");
  }

  @Test
  void aGzipOfSeveralMembersIsTheirSum() throws Exception {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int i = 0; i < 50; i++) {
      members.write(Compressed.bytes(events(10), Compressed::gzip));
      members.write(Compressed.bytes(new byte[0], Compressed::gzip));
    }
    assertThat(post("gzip", members.toByteArray()).accepted()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({"gzip,gzip", "deflate,deflate", "deflate,raw deflate", "zstd,zstd", "br,br"})
  void whatIsCutOffOrDamagedIsRefusedAsAWhole(String encoding, String way) throws Exception {
    byte[] good = Compressed.bytes(events(5_000), way(way));
    for (int length : new int[] {0, 1, 5, good.length / 2, good.length - 1}) {
      var answer = post(encoding, Arrays.copyOf(good, length));
      assertThat(answer.status()).as(encoding + " cut to " + length).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("MALFORMED_COMPRESSION");
    }
    Random random = new Random(11);
    var before = platform.log.ends("telemetry");
    for (int i = 0; i < 50; i++) {
      byte[] damaged = good.clone();
      for (int bit = 0; bit < 3; bit++) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      // Deflate and brotli have no checksum: damage may come out as other text.
      assertThat(post(encoding, damaged).status()).as("damage " + i).isIn(200, 400, 415, 422);
    }
    if (way.equals("gzip")) {
      assertThat(platform.log.ends("telemetry")).isEqualTo(before);
    }
  }

  @Test
  void compressedTwiceIsRefused() throws Exception {
    byte[] twice =
        Compressed.bytes(Compressed.bytes(events(10), Compressed::gzip), Compressed::gzip);
    var declared = post("gzip, gzip", twice);
    assertThat(declared.status()).isEqualTo(415);
    assertThat(declared.code()).isEqualTo("UNSUPPORTED_ENCODING");
    assertThat(declared.http().headers().firstValue("Accept-Encoding"))
        .contains("gzip, deflate, zstd, br");
    var hidden = post("gzip", twice);
    assertThat(hidden.status()).isEqualTo(415);
    assertThat(hidden.code()).isEqualTo("COMPRESSED_BODY");
    var undeclared = platform.post("telemetry", Platform.NDJSON, twice);
    assertThat(undeclared.status()).isEqualTo(415);
    assertThat(undeclared.body().path("message").asText())
        .isEqualTo("the body is gzip, and Content-Encoding does not say so");
  }
}
