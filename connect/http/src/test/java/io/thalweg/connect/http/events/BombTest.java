package io.thalweg.connect.http.events;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.connect.http.body.Compressed;
import io.thalweg.connect.http.body.GzipQuine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to break a server is refused with its status, in little memory. */
class BombTest {

  private static final int MEGABYTE = 1 << 20;
  private static final int MAX_EXTRA_MEGABYTES = 64;

  /** What the door and the log need themselves is about a third of it. */
  private static final int HEAP_MEGABYTES = 144;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path directory;

  private record Bomb(String name, String encoding, byte[] body, int status, String code) {}

  private static List<Bomb> bombs() throws Exception {
    List<Bomb> bombs = new ArrayList<>();
    String ratio = "COMPRESSION_RATIO";
    bombs.add(
        new Bomb("gzip", "gzip", Compressed.spaces(40L * MEGABYTE, Compressed::gzip), 413, ratio));
    bombs.add(
        new Bomb(
            "zlib", "deflate", Compressed.spaces(40L * MEGABYTE, Compressed::deflate), 413, ratio));
    bombs.add(
        new Bomb(
            "raw deflate",
            "deflate",
            Compressed.spaces(40L * MEGABYTE, Compressed::rawDeflate),
            413,
            ratio));
    bombs.add(
        new Bomb("zstd", "zstd", Compressed.spaces(40L * MEGABYTE, Compressed::zstd), 413, ratio));
    bombs.add(
        new Bomb(
            "brotli", "br", Compressed.spaces(512L * MEGABYTE, Compressed::brotli), 413, ratio));
    bombs.add(
        new Bomb(
            "zstd of 2 GB",
            "zstd",
            Compressed.spaces(2048L * MEGABYTE, Compressed::zstd),
            413,
            ratio));
    bombs.add(
        new Bomb(
            "zstd with a window of 128 MB",
            "zstd",
            Compressed.spaces(256L * MEGABYTE, Compressed::wideZstd),
            400,
            "MALFORMED_COMPRESSION"));
    bombs.add(
        new Bomb(
            "more than fits, of an honest ratio",
            "gzip",
            Compressed.bytes(text(20 * MEGABYTE), Compressed::gzip),
            413,
            "DECOMPRESSED_TOO_LARGE"));
    byte[] nested = Compressed.spaces(40L * MEGABYTE, Compressed::gzip);
    bombs.add(new Bomb("layers", "gzip, gzip, gzip", nested, 415, "UNSUPPORTED_ENCODING"));
    bombs.add(
        new Bomb(
            "gzip in gzip",
            "gzip",
            Compressed.bytes(nested, Compressed::gzip),
            415,
            "COMPRESSED_BODY"));
    bombs.add(
        new Bomb(
            "gzip in zstd",
            "zstd",
            Compressed.bytes(nested, Compressed::zstd),
            415,
            "COMPRESSED_BODY"));
    bombs.add(new Bomb("undeclared gzip", null, nested, 415, "COMPRESSED_BODY"));
    byte[] quine = GzipQuine.bytes();
    bombs.add(new Bomb("a file that unpacks to itself", "gzip", quine, 415, "COMPRESSED_BODY"));
    for (int layers : List.of(2, 3, 8, 64)) {
      String encoding = String.join(", ", Collections.nCopies(layers, "gzip"));
      bombs.add(
          new Bomb("the same, " + layers + " times", encoding, quine, 415, "UNSUPPORTED_ENCODING"));
    }
    bombs.add(
        new Bomb(
            "the same in brotli",
            "br",
            Compressed.bytes(quine, Compressed::brotli),
            415,
            "COMPRESSED_BODY"));
    bombs.add(new Bomb("the same, undeclared", null, quine, 415, "COMPRESSED_BODY"));
    bombs.add(new Bomb("zip", null, zip(), 415, "COMPRESSED_BODY"));
    bombs.add(
        new Bomb(
            "zip in brotli",
            "br",
            Compressed.bytes(zip(), Compressed::brotli),
            415,
            "COMPRESSED_BODY"));
    bombs.add(new Bomb("members without end", "gzip", emptyMembers(), 422, "ALL_EVENTS_REJECTED"));
    bombs.add(new Bomb("a name without end", "gzip", endlessName(), 400, "MALFORMED_COMPRESSION"));
    bombs.add(new Bomb("noise", "br", noise(), 400, "MALFORMED_COMPRESSION"));
    bombs.add(new Bomb("an array too deep", null, repeated("[", 15 * MEGABYTE), 400, "TOO_DEEP"));
    bombs.add(
        new Bomb(
            "an event too deep",
            null,
            repeated("{\"a\":", MEGABYTE / 8),
            422,
            "ALL_EVENTS_REJECTED"));
    bombs.add(
        new Bomb(
            "a long text",
            null,
            around("{\"machine\":\"", "x", "\"}"),
            422,
            "ALL_EVENTS_REJECTED"));
    bombs.add(
        new Bomb(
            "a long number",
            null,
            around("{\"temperature\":", "9", "}"),
            422,
            "ALL_EVENTS_REJECTED"));
    bombs.add(new Bomb("too many events", null, around("[", "1,", "1]"), 413, "TOO_MANY_EVENTS"));
    bombs.add(new Bomb("no end", null, repeated("[{\"a\":1},", 90_000), 400, "TOO_DEEP"));
    return bombs;
  }

  private static byte[] text(int length) {
    byte[] text = new byte[length];
    Random random = new Random(5);
    for (int i = 0; i < length; i++) {
      text[i] = (byte) ('a' + (random.nextInt() & 15));
    }
    return text;
  }

  private static byte[] zip() throws Exception {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(target)) {
      zip.putNextEntry(new ZipEntry("zeros"));
      zip.write(new byte[64 * MEGABYTE]);
    }
    return target.toByteArray();
  }

  private static byte[] emptyMembers() throws Exception {
    byte[] member = Compressed.bytes(new byte[0], Compressed::gzip);
    byte[] members = new byte[200_000 * member.length];
    for (int i = 0; i < members.length; i += member.length) {
      System.arraycopy(member, 0, members, i, member.length);
    }
    return members;
  }

  private static byte[] endlessName() {
    byte[] header = new byte[15 * MEGABYTE];
    Arrays.fill(header, (byte) 'n');
    System.arraycopy(new byte[] {0x1F, (byte) 0x8B, 8, 8, 0, 0, 0, 0, 0, 0}, 0, header, 0, 10);
    return header;
  }

  private static byte[] noise() {
    byte[] noise = new byte[4 * MEGABYTE];
    new Random(3).nextBytes(noise);
    return noise;
  }

  private static byte[] repeated(String part, int count) {
    return part.repeat(Math.min(count, 15 * MEGABYTE / part.length())).getBytes(US_ASCII);
  }

  private static byte[] around(String before, String part, String after) {
    return (before + part.repeat(15 * MEGABYTE / part.length()) + after).getBytes(US_ASCII);
  }

  private static HttpResponse<String> post(String url, String encoding, byte[] body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/streams/telemetry/events"))
            .timeout(Duration.ofSeconds(120))
            .header("Authorization", "Bearer secret")
            .header("Content-Type", "application/json");
    if (encoding != null) {
      request.header("Content-Encoding", encoding);
    }
    return CLIENT.send(
        request.POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
  }

  @Test
  void theFileThatUnpacksToItselfDoes() throws Exception {
    byte[] quine = GzipQuine.bytes();
    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(quine))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(quine);
    }
  }

  @Test
  void everyBombIsRefusedWithItsStatusInLittleMemory() throws Exception {
    List<Bomb> bombs = bombs();
    byte[] good = "{\"machine\":\"a\",\"time\":1}".getBytes(US_ASCII);
    try (DoorProcess door = DoorProcess.start(directory, HEAP_MEGABYTES)) {
      for (int i = 0; i < 200; i++) {
        assertThat(post(door.url, null, good).statusCode()).isEqualTo(200);
      }
      long before = door.residentMegabytes();
      for (Bomb bomb : bombs) {
        door.resetPeak();
        long start = System.nanoTime();
        HttpResponse<String> answer = post(door.url, bomb.encoding(), bomb.body());
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        long extra = door.peakMegabytes() - before;
        System.out.printf(
            "%-36s %,12d bytes  %d  %4d ms  %3d MB%n",
            bomb.name(), bomb.body().length, answer.statusCode(), millis, extra);
        assertThat(answer.statusCode())
            .as("%s: %s", bomb.name(), answer.body())
            .isEqualTo(bomb.status());
        assertThat(answer.body()).as(bomb.name()).contains("\"code\":\"" + bomb.code() + "\"");
        // The heap cannot grow: this is what is taken besides.
        assertThat(extra).as(bomb.name()).isLessThan(MAX_EXTRA_MEGABYTES);
      }
      assertThat(door.isAlive()).isTrue();
      assertThat(post(door.url, null, good).statusCode()).isEqualTo(200);
    }
  }
}
