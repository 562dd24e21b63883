package io.thalweg.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.app.server.http.RunningPlatform;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code thalweg topics} and the calls behind it, over one platform without a listener. */
class TopicsCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static RunningPlatform platform;

  @BeforeAll
  static void start() throws Exception {
    platform = new RunningPlatform(folder);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static CommandRun topics(Object... arguments) {
    Object[] all = new Object[arguments.length + 3];
    all[0] = "topics";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--data";
    all[arguments.length + 2] = folder.resolve("data");
    return CommandRun.of(all);
  }

  private static synchronized CommandRun produce(String stream, String lines) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(lines.getBytes(UTF_8)));
    try {
      return topics("produce", stream);
    } finally {
      System.setIn(before);
    }
  }

  private static String event(String machine, int number) {
    return "{\"machine\":\"%s\",\"time\":\"2026-01-01T08:00:00Z\",\"temperature\":%d}"
        .formatted(machine, number);
  }

  private static String error(String path, int status) throws Exception {
    HttpResponse<String> answer = platform.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode error = JSON.readTree(answer.body());
    return error.path("code").asText() + ": " + error.path("hint").asText();
  }

  @Test
  void whatIsProducedIsListedAndTailed() throws Exception {
    String lines =
        IntStream.range(0, 25)
            .mapToObj(i -> event("one", i))
            .collect(Collectors.joining("\n", "", "\n\n"));
    CommandRun produced = produce("telemetry", lines);
    assertThat(produced.exit()).as(produced.err()).isZero();
    assertThat(produced.err()).contains("25 accepted, 0 rejected");

    JsonNode topic = platform.json("/api/v1/topics/telemetry");
    int records = topic.path("records").asInt();
    CommandRun tailed = topics("tail", "telemetry", "--from", "beginning", "--limit", records);
    assertThat(tailed.exit()).as(tailed.err()).isZero();
    assertThat(tailed.out().lines()).contains(event("one", 0), event("one", 24)).hasSize(records);

    int partition =
        StreamSupport.stream(topic.path("partitions").spliterator(), false)
            .filter(each -> each.path("end").asLong() >= 25)
            .findFirst()
            .orElseThrow()
            .path("partition")
            .asInt();
    CommandRun last =
        topics(
            "tail",
            "telemetry",
            "--from",
            -2,
            "--partition",
            partition,
            "--limit",
            2,
            "--show",
            "all");
    assertThat(last.out().lines()).hasSize(2);
    JsonNode record = JSON.readTree(last.out().lines().toList().get(1));
    assertThat(record.path("value").asText())
        .contains("\"machine\":\"%s\"".formatted(record.path("key").asText()));
    assertThat(record.path("partition").asInt()).isEqualTo(partition);

    CommandRun list = topics();
    assertThat(list.exit()).as(list.err()).isZero();
    assertThat(list.out())
        .contains("telemetry", "604800", "archive lake: ", "pipeline minute_average: ");
    assertThat(list.err()).contains("no Kafka clients are let in");
    JsonNode json = JSON.readTree(topics("list", "--format", "json").out());
    assertThat(json.at("/0/records").asLong()).isGreaterThanOrEqualTo(25);
    assertThat(json.at("/0/bytes").asLong()).isPositive();
  }

  @Test
  void whatIsNoEventIsNamedByItsLine() {
    CommandRun some = produce("telemetry", event("two", 1) + "\n\n{\"machine\":1}\n");
    assertThat(some.exit()).isEqualTo(1);
    assertThat(some.err()).contains("line 3: ", "1 accepted, 1 rejected");

    CommandRun none = produce("telemetry", "nothing\n");
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("line 1: ", "0 accepted, 1 rejected");

    CommandRun nowhere = produce("telemetri", event("two", 1));
    assertThat(nowhere.exit()).isEqualTo(1);
    assertThat(nowhere.err()).contains("telemetri", "telemetry");
  }

  @Test
  void aTopicIsNotCreatedHereAndItSaysWhere() {
    CommandRun created = topics("create", "orders");
    assertThat(created.exit()).isEqualTo(2);
    created = CommandRun.of("topics", "create", "orders");
    assertThat(created.exit()).isEqualTo(1);
    assertThat(created.err()).contains("streams/orders.yaml");
  }

  @Test
  void whatCannotBeReadIsRefusedWithTheReason() throws Exception {
    String records = "/api/v1/topics/telemetry/records";
    assertThat(error("/api/v1/topics/telemetri", 404))
        .isEqualTo("UNKNOWN_TOPIC: Did you mean \"telemetry\"?");
    assertThat(error("/api/v1/topics/__consumer_offsets/records", 404)).contains("UNKNOWN_TOPIC");
    assertThat(error(records + "?partition=4", 400)).contains("INVALID_PARAMETER", "0 to 3");
    assertThat(error(records + "?partition=-1", 400)).contains("INVALID_PARAMETER");
    assertThat(error(records + "?limit=0", 400)).contains("INVALID_PARAMETER", "1 to 1,000");
    assertThat(error(records + "?offset=soon", 400)).contains("INVALID_PARAMETER");
    assertThat(error(records + "?offset=1000000", 400)).contains("OFFSET_OUT_OF_RANGE");

    CommandRun several = topics("tail", "telemetry", "--from", "3");
    assertThat(several.exit()).isEqualTo(2);
    assertThat(several.err()).contains("--partition");
  }

  @Test
  void recordsAreFoundByTheirTime() throws Exception {
    for (int batch = 0; batch < 3; batch++) {
      produce("telemetry", event("timed", batch));
    }
    JsonNode topic = platform.json("/api/v1/topics/telemetry");
    for (JsonNode partition : topic.path("partitions")) {
      String path =
          "/api/v1/topics/telemetry/records?partition=" + partition.path("partition").asText();
      JsonNode all = platform.json(path).path("records");
      for (JsonNode record : all) {
        Instant time = Instant.parse(record.path("timestamp").asText());
        JsonNode since = platform.json(path + "&limit=1&offset=" + time).at("/records/0");
        assertThat(Instant.parse(since.path("timestamp").asText())).isEqualTo(time);
        assertThat(since.path("offset").asLong())
            .isLessThanOrEqualTo(record.path("offset").asLong());
      }
      JsonNode later = platform.json(path + "&offset=2999-01-01T00:00:00Z");
      assertThat(later.path("records")).isEmpty();
      assertThat(later.path("next")).isEqualTo(later.path("end"));
      JsonNode first = platform.json(path + "&offset=1999-01-01T00:00:00Z");
      assertThat(first.path("records")).isEqualTo(all);
    }
  }

  @Test
  void readingTheEndFindsNothingAndSaysWhereToGoOn() throws Exception {
    JsonNode end = platform.json("/api/v1/topics/telemetry/records?partition=3&offset=end");
    assertThat(end.path("records")).isEmpty();
    assertThat(end.path("next")).isEqualTo(end.path("end"));
    JsonNode all = platform.json("/api/v1/topics/telemetry/records?partition=3&offset=-5&limit=5");
    assertThat(all.path("beginning").asLong()).isZero();
  }
}
