package io.thalweg.process.duckdb.engine;

import static io.thalweg.process.duckdb.engine.Platform.await;
import static io.thalweg.process.duckdb.engine.Platform.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.quality.ReplayMark;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.QualityRule;
import io.thalweg.definitions.QualityRule.Otherwise;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Stream.UnknownFields;
import io.thalweg.process.api.quality.QuarantineStore;
import io.thalweg.process.api.quality.QuarantineStore.Range;
import io.thalweg.process.api.quality.QuarantineStore.Selection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityTest {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir static Path logDirectory;
  private static Log log;
  private static final AtomicInteger STREAMS = new AtomicInteger();

  @TempDir Path directory;
  private String name;
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
  void makeStream() {
    name = "judged" + STREAMS.incrementAndGet();
    platform =
        new Platform(
            log,
            directory,
            stream(
                rule("temperature < 250", Otherwise.QUARANTINE),
                rule("temperature > -50", Otherwise.REFUSE),
                rule("temperature > 0", Otherwise.WARN)));
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private static QualityRule rule(String check, Otherwise otherwise) {
    return new QualityRule(check, SourceText.of("rule", check), otherwise, Optional.empty());
  }

  private Stream stream(QualityRule... rules) {
    return new Stream(
        name,
        Optional.empty(),
        List.of(
            new Field("time", Primitive.TIMESTAMP, true),
            new Field("temperature", Primitive.DOUBLE, false)),
        Optional.empty(),
        Optional.of(
            new EventTime(
                "time",
                Duration.ofSeconds(10),
                Duration.ofDays(1),
                Optional.of(Duration.ofHours(1)))),
        1,
        UnknownFields.REFUSE,
        Optional.empty(),
        List.of(rules));
  }

  private void send(String time, String temperature) {
    platform.send(name, 0, "{\"time\": \"%s\", \"temperature\": %s}".formatted(time, temperature));
  }

  private QuarantineStore judged() throws InterruptedException {
    platform.flush();
    QuarantineStore store = platform.engine().quarantine();
    assertThat(store.awaitJudged(name, PATIENCE)).isTrue();
    return store;
  }

  @Test
  void anEventThatBreaksARuleIsInQuarantineAndInNoTable() throws Exception {
    platform.start(
        pipeline("copied", "SELECT time, temperature FROM " + name, new Output.Table("copied")));
    send("2026-01-01T00:00:01Z", "20.0");
    send("2026-01-01T00:00:02Z", "300.0");
    send("2026-01-01T00:00:03Z", "-80.0");
    send("2026-01-01T00:00:04Z", "-5.0");
    send("2026-01-01T00:00:05Z", "null");
    platform.awaitRead("copied");

    assertThat(platform.rows("SELECT temperature FROM copied ORDER BY time"))
        .containsExactly("20.0", "-5.0", "null");
    assertThat(judged().entries(name, Selection.ALL, Optional.empty(), 10))
        .extracting(entry -> entry.place() + " " + entry.rule() + ": " + entry.message())
        .containsExactly(
            "0-1 temperature < 250: the event breaks the rule temperature < 250 (temperature ="
                + " 300.0)",
            "0-2 temperature > -50: the event breaks the rule temperature > -50 (temperature ="
                + " -80.0)");
    assertThat(platform.engine().quarantine().counts())
        .filteredOn(count -> count.stream().equals(name))
        .extracting(count -> count.outcome() + " " + count.rule() + " " + count.events())
        .containsExactlyInAnyOrder(
            "quarantined temperature < 250 1",
            "quarantined temperature > -50 1",
            "warned temperature > 0 1",
            "waiting temperature < 250 1",
            "waiting temperature > -50 1");
  }

  @Test
  void whatIsJudgedAgainAfterARestartCountsOnce() throws Exception {
    platform.start();
    send("2026-01-01T00:00:01Z", "-5.0");
    send("2026-01-01T00:00:02Z", "300.0");
    judged();
    platform.start();
    send("2026-01-01T00:00:03Z", "-5.0");

    assertThat(judged().counts())
        .filteredOn(count -> count.stream().equals(name))
        .extracting(count -> count.outcome() + " " + count.rule() + " " + count.events())
        .containsExactlyInAnyOrder(
            "quarantined temperature < 250 1",
            "warned temperature > 0 2",
            "waiting temperature < 250 1");
  }

  @Test
  void aClockThatIsDaysAheadClosesNobodysWindow() throws Exception {
    platform.start(
        pipeline(
            "minutes",
            "SELECT window_start, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE "
                + name
                + ", DESCRIPTOR(time), INTERVAL '1' MINUTE)) GROUP BY window_start",
            new Output.Table("minutes")));
    Instant now = Instant.now();
    send("2026-01-01T00:00:01Z", "20.0");
    send(now.plus(Duration.ofDays(3)).toString(), "20.0");
    send("2026-01-01T00:00:02Z", "20.0");
    send("2026-01-01T00:02:00Z", "20.0");
    platform.awaitRead("minutes");
    await(() -> !platform.rows("SELECT n FROM minutes").isEmpty());

    assertThat(platform.rows("SELECT n FROM minutes")).containsExactly("2");
    assertThat(judged().entries(name, Selection.ALL, Optional.empty(), 10))
        .extracting(entry -> entry.rule() + " " + entry.code())
        .containsExactly("event_time EVENT_TIME_AHEAD");
  }

  @Test
  void aRecordThatStandsInTheLogAgainIsOutOfQuarantine() throws Exception {
    platform.start();
    send("2026-01-01T00:00:01Z", "300.0");
    send("2026-01-01T00:00:02Z", "301.0");
    judged();
    ProducerRecord<byte[], byte[]> again =
        new ProducerRecord<>(
            name,
            0,
            null,
            "{\"time\": \"2026-01-01T00:00:01Z\", \"temperature\": 30.0}"
                .getBytes(StandardCharsets.UTF_8));
    again.headers().add(new ReplayMark(0, 0).header());
    try (var producer = log.producer(Map.of())) {
      producer.send(again).get();
    }

    assertThat(judged().entries(name, Selection.ALL, Optional.empty(), 10))
        .extracting(entry -> entry.place().toString())
        .containsExactly("0-1");
    assertThat(judged().discard(name, new Selection(Optional.of("QUALITY_RULE"), Optional.empty())))
        .isEqualTo(1);
    assertThat(judged().entries(name, Selection.ALL, Optional.empty(), 10)).isEmpty();
  }

  @Test
  void entriesComeInPagesAndByReason() throws Exception {
    platform.start();
    send("2026-01-01T00:00:01Z", "300.0");
    send("2026-01-01T00:00:02Z", "\"hot\"");
    send("2026-01-01T00:00:03Z", "301.0");
    QuarantineStore store = judged();

    assertThat(store.entries(name, Selection.ALL, Optional.of(new ReplayMark(0, 0)), 1))
        .extracting(entry -> entry.place() + " " + entry.code())
        .containsExactly("0-1 WRONG_TYPE");
    assertThat(
            store.entries(
                name,
                new Selection(
                    Optional.of("temperature < 250"),
                    Optional.of(List.of(new ReplayMark(0, 1), new ReplayMark(0, 2)))),
                Optional.empty(),
                10))
        .extracting(entry -> entry.place().toString())
        .containsExactly("0-2");
  }

  @Test
  void entriesAreChosenByTheTimeTheyCameAndByTheirOffsets() throws Exception {
    platform.start();
    for (int i = 0; i < 4; i++) {
      send("2026-01-01T00:00:01Z", "300.0");
    }
    QuarantineStore store = judged();
    Instant first = store.entries(name, Selection.ALL, Optional.empty(), 1).get(0).appended();
    Instant later = first.plus(Duration.ofHours(1));

    assertThat(chosen(store, Optional.of(first), Optional.of(later), Optional.empty())).hasSize(4);
    assertThat(chosen(store, Optional.empty(), Optional.of(first), Optional.empty())).isEmpty();
    assertThat(chosen(store, Optional.of(later), Optional.empty(), Optional.empty())).isEmpty();
    assertThat(chosen(store, Optional.empty(), Optional.of(later), Optional.of(new Range(0, 1, 3))))
        .containsExactly("0-1", "0-2");
    assertThat(chosen(store, Optional.empty(), Optional.empty(), Optional.of(new Range(1, 0, 9))))
        .isEmpty();
  }

  private List<String> chosen(
      QuarantineStore store, Optional<Instant> from, Optional<Instant> to, Optional<Range> range) {
    Selection selection =
        new Selection(Optional.of("QUALITY_RULE"), Optional.empty(), from, to, range);
    return store.entries(name, selection, Optional.empty(), 10).stream()
        .map(entry -> entry.place().toString())
        .toList();
  }
}
