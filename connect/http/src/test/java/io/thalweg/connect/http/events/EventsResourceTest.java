package io.thalweg.connect.http.events;

import static io.thalweg.connect.http.events.Platform.JSON;
import static io.thalweg.connect.http.events.Platform.NDJSON;
import static io.thalweg.connect.http.events.Platform.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.decode.DecoderContract;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventId;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Stream.UnknownFields;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsResourceTest {

  private static final AtomicInteger TOPICS = new AtomicInteger();
  private static final Stream[] STREAMS = new Stream[26];

  @TempDir static Path directory;
  static Platform platform;

  /** Of its own for each test. */
  private String stream;

  @BeforeAll
  static void start() throws Exception {
    for (int i = 0; i < 18; i++) {
      STREAMS[i] = Platform.stream("telemetry_" + i, Primitive.STRING);
    }
    STREAMS[18] = Platform.keyless("keyless");
    STREAMS[19] = Platform.stream("by_long", Primitive.LONG);
    STREAMS[20] = Platform.stream("by_double", Primitive.DOUBLE);
    STREAMS[21] = Platform.stream("by_boolean", Primitive.BOOLEAN);
    STREAMS[22] = Platform.stream("by_timestamp", Primitive.TIMESTAMP);
    STREAMS[23] = Platform.stream("by_date", Primitive.DATE);
    STREAMS[24] = DecoderContract.stream(UnknownFields.REFUSE);
    STREAMS[25] = Platform.keyless("numbered").withId(new EventId("text", Duration.ofHours(1)));
    platform = new Platform(directory, Durability.PROCESS, STREAMS);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @BeforeEach
  void takeAStream() {
    stream = "telemetry_" + TOPICS.getAndIncrement();
  }

  private static String event(String machine, int time) {
    return "{\"machine\":\"%s\",\"time\":%d,\"temperature\":20.5}".formatted(machine, time);
  }

  private List<String> values() {
    return platform.records(stream).stream().map(r -> text(r.value())).toList();
  }

  @Test
  void oneObjectIsOneEvent() throws Exception {
    long before = System.currentTimeMillis();
    var answer = platform.post(stream, JSON, event("press-7", 1));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.http().body()).isEqualTo("{\"accepted\":1,\"rejected\":0,\"errors\":[]}");
    var record = platform.records(stream).get(0);
    assertThat(text(record.key())).isEqualTo("press-7");
    assertThat(text(record.value())).isEqualTo(event("press-7", 1));
    assertThat(record.timestamp()).isBetween(before, System.currentTimeMillis());
  }

  @Test
  void anEventOfAnArrayIsRefusedByItsIndexAndTheOthersAreKept() throws Exception {
    var answer =
        platform.post(
            stream,
            JSON,
            "[ %s, {\"machine\":\"a\",\"time\":1,\"temperature\":NaN},%s ,{\"machine\":\"a\",\"tiem\":1},17,%s]"
                .formatted(event("a", 1), event("a", 2), event("a", 3)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.accepted()).isEqualTo(3);
    assertThat(answer.rejected()).isEqualTo(3);
    assertThat(answer.body().path("errors").toString())
        .isEqualTo(
            "[{\"index\":1,\"code\":\"NOT_FINITE\",\"message\":\"a number is not finite (byte 38)\","
                + "\"hint\":\"JSON has neither NaN nor infinities; send null or leave the field out.\"},"
                + "{\"index\":3,\"code\":\"UNKNOWN_FIELD\",\"message\":\"stream \\\"%s\\\" has no field \\\"tiem\\\" (byte 21)\","
                    .formatted(stream)
                + "\"hint\":\"Did you mean \\\"time\\\"?\"},"
                + "{\"index\":4,\"code\":\"NOT_AN_OBJECT\",\"message\":\"the event is not a JSON object (byte 0)\","
                + "\"hint\":\"Send {\\\"field\\\": value, …}.\"}]");
    assertThat(values()).containsExactly(event("a", 1), event("a", 2), event("a", 3));
  }

  @Test
  void aLineIsAnEventAndABlankOneIsNone() throws Exception {
    var answer =
        platform.post(
            stream,
            NDJSON,
            "\n%s\r\n\r\n{\"machine\":\n%s\n  \n%s"
                .formatted(event("a", 1), event("a", 2), event("a", 3)));
    assertThat(answer.accepted()).isEqualTo(3);
    assertThat(answer.rejected()).isEqualTo(1);
    assertThat(answer.body().at("/errors/0/index").asInt()).isEqualTo(1);
    assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo("MALFORMED_JSON");
    assertThat(values()).containsExactly(event("a", 1), event("a", 2), event("a", 3));
  }

  @Test
  void anArrayThatBreaksIsRefusedAsAWhole() throws Exception {
    for (String broken :
        List.of(
            "[%s,%s",
            "[%s,{\"machine\":\"x]",
            "[%s]]",
            "[%s] %s",
            "[%s,{\"a\":[1}]",
            "[%s}",
            "[" + "[".repeat(200),
            "[")) {
      var answer = platform.post(stream, JSON, broken.replace("%s", event("a", 1)));
      assertThat(answer.status()).as(broken).isEqualTo(400);
      assertThat(answer.code()).as(broken).isIn("MALFORMED_JSON", "TOO_DEEP");
      assertThat(answer.body().path("detail").asText())
          .isEqualTo("Nothing of this request is stored.");
    }
    assertThat(platform.log.ends(stream)).isEqualTo(Offsets.zero(4));
  }

  @Test
  void nothingToAppendIsNoError() throws Exception {
    for (String empty : List.of("[]", " [ ] ")) {
      var answer = platform.post(stream, JSON, empty);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.accepted()).isZero();
      assertThat(answer.rejected()).isZero();
    }
    assertThat(platform.post(stream, NDJSON, "").status()).isEqualTo(200);
  }

  @Test
  void aRequestWhoseEventsAreAllRefusedIsAnError() throws Exception {
    var one = platform.post(stream, JSON, "{\"machine\":\"a\"}");
    assertThat(one.status()).isEqualTo(422);
    assertThat(one.code()).isEqualTo("ALL_EVENTS_REJECTED");
    assertThat(one.body().path("message").asText())
        .isEqualTo("the event is refused: field \"time\" is missing (byte 15)");
    assertThat(one.body().path("hint").asText())
        .isEqualTo("stream \"%s\" needs it.".formatted(stream));
    assertThat(one.accepted()).isZero();
    assertThat(one.rejected()).isEqualTo(1);
    assertThat(one.body().at("/errors/0/code").asText()).isEqualTo("MISSING_FIELD");

    assertThat(platform.post(stream, JSON, "").body().at("/errors/0/code").asText())
        .isEqualTo("EMPTY_EVENT");
    var comma = platform.post(stream, JSON, "[,]");
    assertThat(comma.status()).isEqualTo(422);
    assertThat(comma.rejected()).isEqualTo(2);
  }

  @Test
  void theListOfErrorsHasAnEndAndSaysHowManyAreMissing() throws Exception {
    String body = event("a", 1) + "\n" + "x\n".repeat(250);
    var answer = platform.post(stream, NDJSON, body);
    assertThat(answer.accepted()).isEqualTo(1);
    assertThat(answer.rejected()).isEqualTo(250);
    assertThat(answer.body().path("errors")).hasSize(100);
    assertThat(answer.body().path("omitted").asInt()).isEqualTo(150);
  }

  @Test
  void theContractHoldsAtTheDoor() throws Exception {
    for (DecoderContract.Case example : DecoderContract.cases()) {
      boolean array = example.event().length > 0 && example.event()[0] == '[';
      if (example.stream().unknownFields() == UnknownFields.IGNORE || array) {
        continue;
      }
      var answer = platform.post("readings", JSON, example.event());
      assertThat(answer.status())
          .as(example.name())
          .isEqualTo(example.code().isEmpty() ? 200 : 422);
      assertThat(Optional.ofNullable(answer.body().at("/errors/0/code").textValue()))
          .as(example.name())
          .isEqualTo(example.code());
    }
  }

  @Test
  void whiteSpaceBetweenPartsIsNotStored() throws Exception {
    platform.post(
        stream,
        JSON,
        "{\n  \"machine\" : \"a \\\" b\\\\\",\n  \"time\" :\t1 ,\r\n \"temperature\":null }\n");
    assertThat(values())
        .containsExactly("{\"machine\":\"a \\\" b\\\\\",\"time\":1,\"temperature\":null}");
  }

  @Test
  void anOutsideProducerPutsTheSameKeyIntoTheSamePartition() throws Exception {
    String body =
        IntStream.range(0, 200)
            .mapToObj(i -> event("mäschine-" + i, i))
            .collect(Collectors.joining("\n"));
    assertThat(platform.post(stream, NDJSON, body).accepted()).isEqualTo(200);
    Set<Integer> partitions = new HashSet<>();
    for (var record : platform.records(stream)) {
      assertThat(record.partition()).isEqualTo(Utils.toPositive(Utils.murmur2(record.key())) % 4);
      partitions.add(record.partition());
    }
    assertThat(partitions).hasSize(4);
    try (var producer = platform.log.producer(Map.of())) {
      var there =
          producer
              .send(new ProducerRecord<>(stream, "mäschine-7".getBytes(UTF_8), new byte[0]))
              .get();
      assertThat(
              platform.records(stream).stream()
                  .filter(r -> text(r.key()).equals("mäschine-7"))
                  .map(r -> r.partition()))
          .containsOnly(there.partition());
    }
  }

  @Test
  void aKeyIsTheTextOfItsValueHoweverItWasWritten() throws Exception {
    assertThat(keys("by_long", "17", "-0")).containsExactlyInAnyOrder("17", "0");
    assertThat(keys("by_double", "1.50", "15e-1", "-0.0", "0"))
        .containsExactlyInAnyOrder("1.5", "1.5", "0.0", "0.0");
    assertThat(keys("by_boolean", "true")).containsExactly("true");
    assertThat(keys("by_timestamp", "\"2026-03-01T01:00:00+01:00\"", "1772323200000"))
        .containsOnly("2026-03-01T00:00:00Z");
    assertThat(keys("by_date", "\"2026-03-01\"")).containsExactly("2026-03-01");
    assertThat(platform.post("keyless", JSON, "[{\"text\":\"x\"},{}]").accepted()).isEqualTo(2);
    assertThat(platform.records("keyless")).allMatch(record -> record.key() == null);
  }

  @Test
  void theDuplicatesOfAnEventMeetInOnePartitionAlsoWithoutKey() throws Exception {
    String body = "[{\"text\":\"a\"},{\"text\":\"b\"},{\"text\":\"a\"}]";
    assertThat(platform.post("numbered", JSON, body).accepted()).isEqualTo(3);
    assertThat(platform.records("numbered"))
        .extracting(record -> text(record.key()))
        .containsExactlyInAnyOrder("a", "a", "b");
  }

  private List<String> keys(String stream, String... keys) throws Exception {
    String body =
        Arrays.stream(keys)
            .map("{\"machine\":%s,\"time\":0}"::formatted)
            .collect(Collectors.joining("\n"));
    assertThat(platform.post(stream, NDJSON, body).accepted()).isEqualTo(keys.length);
    return platform.records(stream).stream().map(record -> text(record.key())).toList();
  }

  @Test
  void aStreamThatIsNotDefinedIsNotFound() throws Exception {
    var answer = platform.post("telemtry_7", JSON, event("a", 1));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("UNKNOWN_STREAM");
    assertThat(answer.body().path("message").asText())
        .isEqualTo("there is no stream \"telemtry_7\"");
    assertThat(answer.body().path("hint").asText()).isEqualTo("Did you mean \"telemetry_7\"?");
    assertThat(platform.post("x".repeat(2_000), JSON, "{}").body().path("message").asText())
        .hasSizeLessThan(100);
    assertThat(platform.post("__consumer_offsets", JSON, "{}").status()).isEqualTo(404);
  }

  @Test
  void whatAPipelineWritesTakesNoEvents() throws Exception {
    var answer = platform.post("minute-average", JSON, "{}");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.code()).isEqualTo("DERIVED_TOPIC");
  }

  @Test
  void onlyKnownTypesInUtf8AreTaken() throws Exception {
    assertThat(platform.post(stream, "text/plain", event("a", 1)).code())
        .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    assertThat(platform.post(stream, "application/json; charset=latin1", event("a", 1)).code())
        .isEqualTo("UNSUPPORTED_CHARSET");
    assertThat(platform.post(stream, "application/json; charset=UTF-8", event("a", 1)).status())
        .isEqualTo(200);
    var zipped =
        platform.send(
            platform
                .request(stream, JSON)
                .header("Content-Encoding", "compress")
                .POST(BodyPublishers.ofString(event("a", 1))));
    assertThat(zipped.status()).isEqualTo(415);
    assertThat(zipped.code()).isEqualTo("UNSUPPORTED_ENCODING");
    var untyped =
        platform.send(
            HttpRequest.newBuilder(
                    URI.create(platform.server.url() + "/api/v1/streams/" + stream + "/events"))
                .header("Authorization", "Bearer secret")
                .POST(BodyPublishers.ofString(event("a", 1))));
    assertThat(untyped.status()).isEqualTo(415);
  }

  @Test
  void nobodyPostsWithoutAToken() throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create(platform.server.url() + "/api/v1/streams/" + stream + "/events"))
            .header("Content-Type", JSON)
            .POST(BodyPublishers.ofString(event("a", 1)))
            .build();
    assertThat(platform.client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    assertThat(platform.log.ends(stream)).isEqualTo(Offsets.zero(4));
  }

  @Test
  void tooManyEventsAreRefusedBeforeAnyIsStored() throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] line = (event("a", 1) + "\n").getBytes(UTF_8);
    for (int i = 0; i <= EventRanges.MAX_EVENTS; i++) {
      body.writeBytes(line);
    }
    var answer = platform.post(stream, NDJSON, body.toByteArray());
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("TOO_MANY_EVENTS");
    assertThat(platform.log.ends(stream)).isEqualTo(Offsets.zero(4));
  }

  @Test
  void manyClientsLoseNothingAndTheirMachinesStayInOrder() throws Exception {
    int clients = 12;
    int requests = 20;
    int events = 50;
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Callable<Integer>> work =
          IntStream.range(0, clients)
              .<Callable<Integer>>mapToObj(c -> () -> postAll(c, requests, events))
              .toList();
      int accepted = 0;
      for (Future<Integer> done : threads.invokeAll(work)) {
        accepted += done.get();
      }
      assertThat(accepted).isEqualTo(clients * requests * events);
    } finally {
      threads.shutdownNow();
    }
    var byMachine =
        platform.records(stream).stream()
            .collect(
                Collectors.groupingBy(
                    r -> text(r.key()),
                    Collectors.mapping(r -> text(r.value()), Collectors.toList())));
    assertThat(byMachine).hasSize(clients);
    byMachine.forEach(
        (machine, values) ->
            assertThat(values)
                .isEqualTo(
                    IntStream.range(0, requests * events)
                        .mapToObj(i -> event(machine, i))
                        .toList()));
    assertThat(platform.events.bodies().bytesUnderWay()).isZero();
  }

  private int postAll(int client, int requests, int events) throws Exception {
    int accepted = 0;
    for (int r = 0; r < requests; r++) {
      int first = r * events;
      String body =
          IntStream.range(first, first + events)
              .mapToObj(i -> event("machine-" + client, i))
              .collect(Collectors.joining(","));
      accepted += platform.post(stream, JSON, "[" + body + "]").accepted();
    }
    return accepted;
  }
}
