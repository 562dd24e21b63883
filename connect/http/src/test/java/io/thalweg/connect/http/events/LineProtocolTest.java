package io.thalweg.connect.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.WriteApi;
import com.influxdb.client.WriteOptions;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import com.influxdb.exceptions.BadRequestException;
import com.influxdb.exceptions.UnauthorizedException;
import io.thalweg.buffer.Offsets;
import io.thalweg.connect.http.body.Compressed;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Stream.UnknownFields;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LineProtocolTest {

  @TempDir static Path directory;
  static Platform platform;

  private static Stream stream(String name) {
    return new Stream(
        name,
        Optional.empty(),
        List.of(
            new Field("machine", Primitive.STRING, true),
            new Field("time", Primitive.TIMESTAMP, true),
            new Field("line", Primitive.LONG, false),
            new Field("temperature", Primitive.DOUBLE, false),
            new Field("count", Primitive.LONG, false),
            new Field("on", Primitive.BOOLEAN, false),
            new Field("note", Primitive.STRING, false)),
        Optional.of("machine"),
        Optional.of(new EventTime("time", Duration.ZERO, EventTime.DEFAULT_IDLENESS)),
        1,
        UnknownFields.REFUSE);
  }

  @BeforeAll
  static void start() throws Exception {
    platform =
        new Platform(
            directory,
            Durability.PROCESS,
            stream("typed"),
            stream("units"),
            stream("partly"),
            stream("by_client"),
            stream("batched"),
            stream("version1"),
            stream("nothing"),
            Platform.keyless("keyless"));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static Platform.Answer post(String path, String body) throws Exception {
    return platform.send(request(path).POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(platform.server.url() + path))
        .header("Authorization", "Token secret")
        .header("Content-Type", "text/plain; charset=utf-8");
  }

  private static List<String> values(String stream) {
    return platform.records(stream).stream().map(r -> Platform.text(r.value())).toList();
  }

  @Test
  void tagsAndFieldsBecomeWhatTheyAreAndTheTimestampTheEventTime() throws Exception {
    var answer =
        post(
            "/api/v2/write?org=o&bucket=b&precision=ns",
            "# a comment\n\n"
                + "typed,machine=press\\ 7\\,a\\=b,line=12 temperature=6.5e1,count=3i,on=T 1556813561098000123\r\n"
                + "typed,machine=ä count=5u,note=\"say \\\"hi\\\" \\\\ a\\b,\n x=1\",on=false 0\n"
                + "typed,machine=c temperature=-1 -1500000\n"
                + "keyless text=\"no time there\" 17");
    assertThat(answer.status()).as(answer.http().body()).isEqualTo(204);
    assertThat(answer.http().body()).isEmpty();
    assertThat(values("typed"))
        .containsExactly(
            "{\"machine\":\"press 7,a=b\",\"line\":12,\"temperature\":6.5e1,\"count\":3,\"on\":true,\"time\":1556813561098}",
            "{\"machine\":\"ä\",\"count\":5,\"note\":\"say \\\"hi\\\" \\\\ a\\\\b,\\u000a x=1\",\"on\":false,\"time\":0}",
            "{\"machine\":\"c\",\"temperature\":-1,\"time\":-1.500}");
    assertThat(values("keyless")).containsExactly("{\"text\":\"no time there\"}");
  }

  @Test
  void aTimestampIsOfTheGivenUnitOrNow() throws Exception {
    for (String unit : List.of("ns", "us", "ms", "s", "n", "u", "m", "h")) {
      assertThat(
              post(
                      "/write?db=x&precision=" + unit,
                      "units,machine=%s count=1i 7200".formatted(unit))
                  .status())
          .isEqualTo(204);
    }
    assertThat(values("units"))
        .containsExactly(
            "{\"machine\":\"ns\",\"count\":1,\"time\":0.007}",
            "{\"machine\":\"us\",\"count\":1,\"time\":7.200}",
            "{\"machine\":\"ms\",\"count\":1,\"time\":7200}",
            "{\"machine\":\"s\",\"count\":1,\"time\":7200000}",
            "{\"machine\":\"n\",\"count\":1,\"time\":0.007}",
            "{\"machine\":\"u\",\"count\":1,\"time\":7.200}",
            "{\"machine\":\"m\",\"count\":1,\"time\":432000000}",
            "{\"machine\":\"h\",\"count\":1,\"time\":25920000000}");
    assertThat(post("/write?precision=weeks", "units count=1i").status()).isEqualTo(400);
    long before = System.currentTimeMillis();
    assertThat(post("/write", "units,machine=now count=1i\nunits,machine=own time=17i").status())
        .isEqualTo(204);
    List<String> values = values("units");
    assertThat(Long.parseLong(values.get(8).replaceAll(".*\"time\":(\\d+)}", "$1")))
        .isBetween(before, System.currentTimeMillis());
    assertThat(values.get(9)).isEqualTo("{\"machine\":\"own\",\"time\":17}");
  }

  @Test
  void wrongPointsAreNamedByTheirLineAndTheOthersAreKept() throws Exception {
    List<String> wrong =
        List.of(
            "partly,machine=b temperature=\"warm\" 2",
            "partly,machine=b temperature=1 x",
            "partly,machine=b",
            "partly,machine= temperature=1",
            "partly,machine=b temperature=",
            "partly,machine=b temperature=1z",
            "partly,machine=b temperatur=1 2",
            "partly temperature=1 2",
            "partyl,machine=b temperature=1 2",
            "partly,machine=b count=1.5 2",
            "partly,machine=b count=9223372036854775808i 2",
            "partly,machine=b count=1i 9223372036854775808",
            "partly,machine=b count=1i 2 3",
            "partly,machine=b=c count=1i 2",
            "partly,machine=b note=\"never closed");
    var answer =
        post(
            "/api/v2/write?precision=s",
            "partly,machine=a temperature=1 1\n"
                + String.join("\n", wrong)
                + "\npartly,machine=z temperature=1 1");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid");
    assertThat(answer.body().path("line").asInt()).isEqualTo(2);
    assertThat(answer.body().path("message").asText())
        .startsWith("partial write: line 2: field \"temperature\" is a double, not text: \"warm\"")
        .endsWith("dropped=15")
        .isEqualTo(answer.body().path("error").asText());
    assertThat(answer.body().path("errors").findValuesAsText("index"))
        .containsExactly(
            "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15");
    assertThat(answer.body().path("errors").findValuesAsText("code"))
        .containsExactly(
            "WRONG_TYPE",
            "MALFORMED_LINE",
            "MALFORMED_LINE",
            "MALFORMED_LINE",
            "MALFORMED_LINE",
            "MALFORMED_LINE",
            "UNKNOWN_FIELD",
            "MISSING_FIELD",
            "UNKNOWN_STREAM",
            "WRONG_TYPE",
            "OUT_OF_RANGE",
            "MALFORMED_LINE",
            "MALFORMED_LINE",
            "MALFORMED_LINE",
            "MALFORMED_LINE");
    assertThat(values("partly")).hasSize(2);
    var none = post("/api/v2/write", "nothing x=1");
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.body().path("message").asText()).startsWith("nothing is written: line 1: ");
    assertThat(values("nothing")).isEmpty();
  }

  @Test
  void theClientOfInfluxDb2WritesHereUnchanged() {
    try (InfluxDBClient client =
        InfluxDBClientFactory.create(
            platform.server.url(), "secret".toCharArray(), "plant", "telemetry")) {
      client.enableGzip();
      client
          .getWriteApiBlocking()
          .writePoint(
              Point.measurement("by_client")
                  .addTag("machine", "press, 7")
                  .addField("temperature", 61.5)
                  .addField("count", 3L)
                  .addField("on", true)
                  .addField("note", "a \"b\"")
                  .time(Instant.parse("2026-03-01T09:30:00.123456Z"), WritePrecision.NS));
      assertThat(values("by_client"))
          .containsExactly(
              "{\"machine\":\"press, 7\",\"count\":3,\"note\":\"a \\\"b\\\"\",\"on\":true,"
                  + "\"temperature\":61.5,\"time\":1772357400123.456}");
      assertThatThrownBy(
              () ->
                  client
                      .getWriteApiBlocking()
                      .writeRecord(WritePrecision.S, "partly,machine=a temperature=\"warm\" 1"))
          .isInstanceOf(BadRequestException.class)
          .hasMessageContaining("field \"temperature\" is a double, not text");
    }
    try (InfluxDBClient stranger =
        InfluxDBClientFactory.create(
            platform.server.url(), "wrong".toCharArray(), "plant", "telemetry")) {
      assertThatThrownBy(
              () -> stranger.getWriteApiBlocking().writeRecord(WritePrecision.S, "typed x=1 1"))
          .isInstanceOf(UnauthorizedException.class);
    }
  }

  @Test
  @Timeout(180)
  void theClientsBatchesArriveWhole() {
    try (InfluxDBClient client =
            InfluxDBClientFactory.create(
                platform.server.url(), "secret".toCharArray(), "plant", "telemetry");
        WriteApi writer =
            client.makeWriteApi(WriteOptions.builder().batchSize(500).flushInterval(100).build())) {
      for (int i = 0; i < 5_000; i++) {
        writer.writeRecord(
            WritePrecision.MS, "batched,machine=m%d count=%di %d".formatted(i % 7, i, i));
      }
      writer.flush();
      // When it is closed it breaks off what is under way.
      while (Offsets.zero(1).until(platform.log.ends("batched")) < 5_000) {
        Thread.onSpinWait();
      }
    }
    assertThat(values("batched")).hasSize(5_000).doesNotHaveDuplicates();
  }

  @Test
  void clientsOfInfluxDb1AndCurlWriteHereToo() throws Exception {
    String point = "version1,machine=a count=%di 1";
    var gzip =
        platform.send(
            request("/write?db=plant&rp=autogen&precision=s")
                .header("Content-Encoding", "gzip")
                .POST(
                    BodyPublishers.ofByteArray(
                        Compressed.bytes(point.formatted(1).getBytes(UTF_8), Compressed::gzip))));
    assertThat(gzip.status()).isEqualTo(204);
    var curl =
        platform.send(
            HttpRequest.newBuilder(URI.create(platform.server.url() + "/write?db=plant"))
                .header("Authorization", "Bearer secret")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(point.formatted(2))));
    assertThat(curl.status()).isEqualTo(204);
    assertThat(values("version1")).hasSize(2);
  }
}
