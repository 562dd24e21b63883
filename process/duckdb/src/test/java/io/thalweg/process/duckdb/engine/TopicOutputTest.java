package io.thalweg.process.duckdb.engine;

import static io.thalweg.process.duckdb.engine.Platform.await;
import static io.thalweg.process.duckdb.engine.Platform.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.PipelineStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicOutputTest {

  @TempDir static Path logDirectory;
  private static Log log;
  private static final AtomicInteger STREAMS = new AtomicInteger();

  @TempDir Path directory;
  private Stream stream;
  private String topic;
  private Platform platform;

  @BeforeAll
  static void openLog() {
    log = Platform.openLog(logDirectory);
  }

  @AfterAll
  static void closeLog() {
    log.close();
  }

  @BeforeEach
  void createStream() {
    int number = STREAMS.incrementAndGet();
    topic = "minute-average-" + number;
    stream =
        new Stream(
            "readings" + number,
            Optional.empty(),
            List.of(
                new Field("machine", Primitive.STRING, true),
                new Field("time", Primitive.TIMESTAMP, true),
                new Field("temperature", Primitive.DOUBLE, false),
                new Field("price", new DataType.Decimal(20, 2), false)),
            Optional.of("machine"),
            Optional.of(new EventTime("time", Duration.ZERO, Duration.ofSeconds(30))),
            1,
            Stream.UnknownFields.REFUSE);
    platform = new Platform(log, directory, stream);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private void send(String machine, String time, double temperature) {
    platform.send(
        stream.name(),
        0,
        "{\"machine\":\"%s\",\"time\":\"2026-03-01T%sZ\",\"temperature\":%s}"
            .formatted(machine, time, temperature));
  }

  private Pipeline minuteAverage() {
    return pipeline(
        "minute_average",
        "SELECT window_start, machine, AVG(temperature) AS temperature FROM TABLE(TUMBLE(TABLE "
            + stream.name()
            + ", DESCRIPTOR(time), INTERVAL '1' MINUTE)) GROUP BY window_start, machine",
        new Output.Table("minute_average"),
        new Output.Topic(topic, Optional.empty(), 2));
  }

  /** The records of the topic by partition: partition, key, value or watermark. */
  private List<String> records(String of) {
    return read(
        of,
        record -> {
          Header watermark = record.headers().lastHeader("thalweg.watermark");
          return record.partition()
              + " "
              + (record.key() == null ? "" : text(record.key()) + " ")
              + (record.value() == null
                  ? "watermark " + text(watermark.value())
                  : text(record.value()));
        });
  }

  /** Partition and number of each record. */
  private List<String> places(String of) {
    return read(
        of,
        record ->
            record.partition()
                + " "
                + text(record.headers().lastHeader("thalweg.sequence").value()));
  }

  private List<String> read(String of, Function<ConsumerRecord<byte[], byte[]>, String> reading) {
    List<String> records = new ArrayList<>();
    Offsets ends = log.ends(of);
    try (Consumer<byte[], byte[]> consumer = log.consumer(Map.of())) {
      List<TopicPartition> partitions =
          IntStream.range(0, ends.partitions()).mapToObj(p -> new TopicPartition(of, p)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p.partition()))) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> records.add(reading.apply(record)));
      }
    }
    records.sort(Comparator.comparing(record -> record.substring(0, record.indexOf(' '))));
    return records;
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private long outboxRows() throws SQLException {
    return Long.parseLong(platform.rows("SELECT count(*) FROM \"$minute_average\".outbox").get(0));
  }

  @Test
  void resultsGoToTheirKeysPartitionFollowedByTheWatermark() throws SQLException {
    platform.start(minuteAverage());
    send("machine-1", "10:00:05", 20);
    send("machine-1", "10:00:05", 21);
    send("machine-0", "10:00:06", 1);
    send("machine-1", "10:01:00", 0);
    platform.awaitRead("minute_average");
    // 2026-03-01T10:01:00Z; earlier ones come before it where the events came in several batches
    String watermark = "watermark 1772359260000000";
    await(
        () ->
            outboxRows() == 0
                && records(topic).stream().filter(r -> r.endsWith(watermark)).count() == 2);
    List<String> records =
        records(topic).stream()
            .filter(record -> record.endsWith(watermark) || !record.contains("watermark"))
            .toList();
    assertThat(records)
        .containsExactlyInAnyOrder(
            "0 " + watermark,
            "1 machine-0 {\"window_start\":\"2026-03-01T10:00:00Z\",\"machine\":\"machine-0\",\"temperature\":1.0}",
            "1 machine-1 {\"window_start\":\"2026-03-01T10:00:00Z\",\"machine\":\"machine-1\",\"temperature\":20.5}",
            "1 " + watermark)
        .endsWith("1 " + watermark);
    assertThat(platform.rows("SELECT machine, temperature FROM minute_average ORDER BY 1"))
        .containsExactly("machine-0|1.0", "machine-1|20.5");
  }

  @Test
  void recordsThatTheLogHadWhenTheOutboxWasNotYetClearedAreNotRepeated() throws SQLException {
    Pipeline pipeline = minuteAverage();
    platform.start(pipeline);
    for (int minute = 0; minute < 50; minute++) {
      for (int machine = 0; machine < 10; machine++) {
        send("m" + machine, "10:%02d:00".formatted(minute), machine);
      }
    }
    platform.awaitRead("minute_average");
    await(() -> outboxRows() == 0);
    List<String> before = records(topic);
    // As if the process had died between the log's answer and the delete.
    try (var connection = platform.engine().connect();
        var insert =
            connection.prepareStatement(
                "INSERT INTO \"$minute_average\".outbox VALUES (0, ?, ?, 'k', 'doubled', NULL)")) {
      for (String place : places(topic)) {
        insert.setInt(1, Integer.parseInt(place.split(" ")[0]));
        insert.setLong(2, Long.parseLong(place.split(" ")[1]));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    assertThat(outboxRows()).isEqualTo(before.size());
    platform.start(pipeline);
    await(() -> outboxRows() == 0);
    assertThat(records(topic)).containsExactlyInAnyOrderElementsOf(before);

    send("m0", "11:00:00", 1);
    platform.awaitRead("minute_average");
    await(() -> outboxRows() == 0 && records(topic).size() == before.size() + 12);
  }

  @Test
  void aPipelineReadsTheTopicOfAnotherAndItsWatermarks() throws SQLException {
    Pipeline hourly =
        pipeline(
            "hourly",
            "SELECT window_start, COUNT(*) AS minutes, MAX(temperature) AS temperature FROM"
                + " TABLE(TUMBLE(TABLE \""
                + topic
                + "\", DESCRIPTOR(window_start), INTERVAL '1' HOUR)) GROUP BY window_start",
            new Output.Table("hourly"));
    platform.start(minuteAverage(), hourly);
    send("a", "10:00:05", 20);
    send("a", "10:30:05", 30);
    send("a", "10:59:59", 5);
    send("a", "11:00:00", 0);
    platform.awaitRead("minute_average");
    // The control records of 11:00 close the hour in both partitions, also the empty one.
    await(() -> platform.rows("FROM hourly").size() == 1);
    assertThat(platform.rows("FROM hourly")).containsExactly("2026-03-01 10:00:00.0|3|30.0");
    assertThat(platform.rows("FROM hourly_late")).isEmpty();
  }

  @Test
  void aPipelineWithoutWindowsCarriesItsSourcesWatermarkToEveryPartition() throws SQLException {
    String hot = "hot-" + topic;
    Pipeline passed =
        pipeline(
            "passed",
            "SELECT machine, time, price FROM " + stream.name() + " WHERE temperature > 0",
            new Output.Topic(hot, Optional.of("machine"), 2));
    Pipeline counted =
        pipeline(
            "counted",
            "SELECT window_start, COUNT(*) AS n, SUM(price) AS price FROM TABLE(TUMBLE(TABLE \""
                + hot
                + "\", DESCRIPTOR(time), INTERVAL '1' MINUTE)) GROUP BY window_start",
            new Output.Table("counted"));
    platform.start(passed, counted);
    platform.send(
        stream.name(),
        0,
        "{\"machine\":\"a\",\"time\":\"2026-03-01T10:00:00.000001Z\",\"temperature\":1,"
            + "\"price\":123456789012345678.91}");
    send("b", "10:01:00", -1);
    await(() -> platform.rows("FROM counted").size() == 1);
    assertThat(platform.rows("SELECT n, price FROM counted"))
        .containsExactly("1|123456789012345678.91");
    assertThat(records(hot))
        .anyMatch(
            record ->
                record.endsWith(
                    "a {\"machine\":\"a\",\"time\":\"2026-03-01T10:00:00.000001Z\","
                        + "\"price\":123456789012345678.91}"));
  }

  @Test
  void aTopicAheadOfTheDataFolderIsNotOverwrittenSilently() throws SQLException {
    platform.start(minuteAverage());
    send("a", "10:00:05", 20);
    send("a", "10:01:00", 0);
    platform.awaitRead("minute_average");
    await(() -> outboxRows() == 0 && !records(topic).isEmpty());
    platform.stop();
    try (Platform emptied = new Platform(log, directory.resolve("other"), stream)) {
      emptied.start(minuteAverage());
      await(() -> emptied.status("minute_average").state() == PipelineStatus.State.FAILED);
      assertThat(emptied.status("minute_average").error().orElseThrow())
          .contains("the data folder is older than the topic");
    }
  }
}
