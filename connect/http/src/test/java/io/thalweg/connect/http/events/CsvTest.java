package io.thalweg.connect.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Stream.UnknownFields;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {

  @TempDir static Path directory;
  static Platform platform;

  private static Stream stream(String name) {
    return new Stream(
        name,
        Optional.empty(),
        List.of(
            new Field("machine", Primitive.STRING, true),
            new Field("count", Primitive.LONG, false),
            new Field("ok", Primitive.BOOLEAN, false),
            new Field("day", Primitive.DATE, false),
            new Field("at", Primitive.TIMESTAMP, false),
            new Field("note", Primitive.STRING, false)),
        Optional.of("machine"),
        Optional.empty(),
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
            stream("dialect"),
            stream("declared"),
            stream("wrong"),
            stream("whole"));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static Platform.Answer post(String stream, String query, byte[] body) throws Exception {
    return platform.send(
        HttpRequest.newBuilder(
                URI.create(platform.server.url() + "/api/v1/streams/" + stream + "/events" + query))
            .header("Authorization", "Bearer secret")
            .header("Content-Type", "text/csv; charset=utf-8")
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static Platform.Answer post(String stream, String query, String body) throws Exception {
    return post(stream, query, body.getBytes(UTF_8));
  }

  private static List<String> values(String stream) {
    return platform.records(stream).stream().map(r -> Platform.text(r.value())).toList();
  }

  @Test
  void cellsBecomeWhatTheirFieldsAre() throws Exception {
    var answer =
        post(
            "typed",
            "",
            "\uFEFFmachine,count,ok,day,at,note\r\n"
                + "press-7,12,TRUE,2026-03-01,2026-03-01T09:30:00Z,\"a \"\"b\"\", c\nd\"\r\n"
                + "\r\n"
                + "007, 5 ,false,,1772357400000,\"\"\r\n"
                + "Bär,,,,,1.5");
    assertThat(answer.http().body()).isEqualTo("{\"accepted\":3,\"rejected\":0,\"errors\":[]}");
    assertThat(values("typed"))
        .containsExactly(
            "{\"machine\":\"press-7\",\"count\":12,\"ok\":true,\"day\":\"2026-03-01\","
                + "\"at\":\"2026-03-01T09:30:00Z\",\"note\":\"a \\\"b\\\", c\\u000ad\"}",
            "{\"machine\":\"007\",\"count\":5,\"ok\":false,\"at\":1772357400000,\"note\":\"\"}",
            "{\"machine\":\"Bär\",\"note\":\"1.5\"}");
    assertThat(Platform.text(platform.records("typed").get(1).key())).isEqualTo("007");
  }

  @Test
  void theDialectIsTheSenders() throws Exception {
    String query = "?delimiter=%3B&quote='&null=" + URLEncoder.encode("\\N", UTF_8);
    assertThat(
            post("dialect", query, "machine;count;note\na;\\N;'x;y'\nb;1;'\\N'\nc;2;").accepted())
        .isEqualTo(3);
    assertThat(post("dialect", "?delimiter=tab", "machine\tcount\nd\t4\n").accepted()).isEqualTo(1);
    assertThat(values("dialect"))
        .containsExactly(
            "{\"machine\":\"a\",\"note\":\"x;y\"}",
            "{\"machine\":\"b\",\"count\":1,\"note\":\"\\\\N\"}",
            "{\"machine\":\"c\",\"count\":2,\"note\":\"\"}",
            "{\"machine\":\"d\",\"count\":4}");
    for (String wrong :
        List.of("?delimiter=%3B%3B", "?quote=%C3%A4", "?delimiter=%22", "?quote=%0A")) {
      var answer = post("dialect", wrong, "machine\na");
      assertThat(answer.status()).as(wrong).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("CSV_DIALECT");
    }
  }

  @Test
  void declaredColumnsNeedNoFirstRow() throws Exception {
    assertThat(post("declared", "?columns=count,machine", "1,a\n2,b").accepted()).isEqualTo(2);
    assertThat(values("declared"))
        .containsExactly("{\"count\":1,\"machine\":\"a\"}", "{\"count\":2,\"machine\":\"b\"}");
    var absent =
        platform.post("declared", "text/csv; header=absent; columns=\"machine,count\"", "c,3");
    assertThat(absent.accepted()).isEqualTo(1);
    assertThat(platform.post("declared", "text/csv; header=absent", "c,3").code())
        .isEqualTo("CSV_DIALECT");
  }

  @Test
  void aWrongRowIsRefusedByItsIndexAndTheOthersAreKept() throws Exception {
    byte[] body = "machine,count\na,1\nb,x\nc,1.5\nd,1,2\n,7\n\u0001,8\nF,9\n".getBytes(UTF_8);
    body[body.length - 4] = (byte) 0xFF;
    var answer = post("wrong", "", body);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(values("wrong"))
        .containsExactly(
            "{\"machine\":\"a\",\"count\":1}", "{\"machine\":\"\\u0001\",\"count\":8}");
    assertThat(answer.body().path("errors").findValuesAsText("index"))
        .containsExactly("1", "2", "3", "4", "6");
    assertThat(answer.body().path("errors").findValuesAsText("code"))
        .containsExactly("WRONG_TYPE", "WRONG_TYPE", "CSV_CELLS", "MISSING_FIELD", "INVALID_UTF8");
    assertThat(answer.body().at("/errors/2/message").asText())
        .isEqualTo("the row has 3 cells, not 2 (line 5)");
    assertThat(platform.refusals.of("wrong WRONG_TYPE")).isEqualTo(2);
  }

  @Test
  void aBodyWhoseRowsNobodyCanTellIsRefusedAsAWhole() throws Exception {
    for (String body :
        List.of(
            "machine,count\na,1\n\"b,2\nc,3\n",
            "machine,count\na,1\n\"b\"x,2\n",
            "machine,note\na,\"" + "x".repeat(3_000_000))) {
      var answer = post("whole", "", body);
      assertThat(answer.status()).as(body.substring(0, 20)).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("MALFORMED_CSV");
    }
    assertThat(post("whole", "", "").code()).isEqualTo("MALFORMED_CSV");
    assertThat(post("whole", "", "machine,count\n").http().body())
        .isEqualTo("{\"accepted\":0,\"rejected\":0,\"errors\":[]}");
    var unknown = post("whole", "", "machine,cuont\na,1\n");
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.body().path("hint").asText()).isEqualTo("Did you mean \"count\"?");
    assertThat(post("whole", "", "machine,machine\na,1\n").body().at("/errors/0/code").asText())
        .isEqualTo("DUPLICATE_FIELD");
    assertThat(post("whole", "", "machine\n" + "a\n".repeat(100_001)).status()).isEqualTo(413);
    assertThat(values("whole")).isEmpty();
  }
}
