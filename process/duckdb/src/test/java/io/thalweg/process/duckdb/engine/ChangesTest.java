package io.thalweg.process.duckdb.engine;

import static io.thalweg.process.duckdb.engine.Platform.await;
import static io.thalweg.process.duckdb.engine.Platform.changing;
import static io.thalweg.process.duckdb.engine.Platform.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Log;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Late;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Stream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that change, and their topics. */
class ChangesTest {

  @TempDir static Path logDirectory;
  private static Log log;
  private static final AtomicInteger STREAMS = new AtomicInteger();

  @TempDir Path directory;
  private String stream;
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
    stream = "readings" + STREAMS.incrementAndGet();
    topic = stream + "-changes";
    platform =
        new Platform(
            log,
            directory,
            new Stream(
                stream,
                Optional.empty(),
                List.of(
                    new Field("machine", Primitive.STRING, true),
                    new Field("time", Primitive.TIMESTAMP, true),
                    new Field("n", Primitive.INT, false)),
                Optional.of("machine"),
                Optional.of(new EventTime("time", Duration.ZERO, Duration.ofHours(1))),
                1,
                Stream.UnknownFields.REFUSE));
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private void send(String machine, String time, int n) {
    platform.send(
        stream,
        0,
        "{\"machine\":\"%s\",\"time\":\"2026-03-01T%sZ\",\"n\":%d}".formatted(machine, time, n));
  }

  private Pipeline table(String sql) {
    return changing(
        "p",
        sql.formatted(stream),
        new Output.Table("now"),
        new Output.Topic(topic, Optional.empty(), 1));
  }

  private List<String> records() throws SQLException {
    await(() -> platform.rows("SELECT count(*) FROM \"$p\".outbox").equals(List.of("0")));
    return Changelog.records(log, topic).stream()
        .map(record -> record[0] + " " + record[1])
        .toList();
  }

  private List<String> now(String columns) throws SQLException {
    return platform.rows("SELECT " + columns + " FROM now ORDER BY ALL");
  }

  @Test
  void groupsAreReplacedAndTakenOutAlsoAfterARestart() throws SQLException {
    Pipeline small =
        table("SELECT machine, COUNT(*) AS n FROM %s GROUP BY machine HAVING COUNT(*) < 3");
    platform.start(small);
    send("a", "10:00:00", 1);
    platform.awaitRead("p");
    send("b", "10:00:01", 1);
    send("a", "09:00:00", 1);
    platform.awaitRead("p");
    assertThat(now("machine, n")).containsExactly("a|2", "b|1");
    records();
    platform.start(small);
    send("a", "10:00:02", 1);
    platform.awaitRead("p");

    assertThat(now("machine, n")).containsExactly("b|1");
    List<String> records = records();
    assertThat(records).first().isEqualTo("{\"machine\":\"a\"} {\"machine\":\"a\",\"n\":1}");
    assertThat(records)
        .contains(
            "{\"machine\":\"a\"} {\"machine\":\"a\",\"n\":2}",
            "{\"machine\":\"b\"} {\"machine\":\"b\",\"n\":1}")
        .last()
        .isEqualTo("{\"machine\":\"a\"} null");
    assertThat(platform.status("p").late()).isZero();
  }

  @Test
  void aBatchThatAConditionLeavesOutChangesNothingOfOneGroupOfEverything() throws SQLException {
    platform.start(
        table("SELECT PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY n) AS m FROM %s WHERE n >= 0"));
    send("a", "10:00:00", 5);
    platform.awaitRead("p");
    send("a", "10:00:01", -1);
    platform.awaitRead("p");

    assertThat(now("m")).containsExactly("5");
    send("a", "10:00:02", 7);
    platform.awaitRead("p");
    send("a", "10:00:03", 8);
    platform.awaitRead("p");
    assertThat(now("m")).containsExactly("7");
    assertThat(records()).containsExactly("{} {\"m\":5}", "{} {\"m\":7}");
  }

  @Test
  void aTopicHasWhatOneGroupOfEverythingIsOfNothing() throws SQLException {
    platform.start(table("SELECT COUNT(n) AS c, MAX(n) AS m FROM %s WHERE n > 10"));
    send("a", "10:00:00", 5);
    platform.awaitRead("p");

    assertThat(now("c, m")).containsExactly("0|null");
    assertThat(records()).containsExactly("{} {\"c\":0,\"m\":null}");
  }

  @Test
  void aRowThatStaysAsItWasMakesNoRecord() throws SQLException {
    platform.start(table("SELECT machine, MAX(n) AS n FROM %s GROUP BY machine"));
    send("a", "10:00:00", 5);
    platform.awaitRead("p");
    send("a", "10:00:01", 4);
    platform.awaitRead("p");
    send("b", "10:00:01", 4);
    platform.awaitRead("p");

    assertThat(records())
        .containsExactly(
            "{\"machine\":\"a\"} {\"machine\":\"a\",\"n\":5}",
            "{\"machine\":\"b\"} {\"machine\":\"b\",\"n\":4}");
  }

  @Test
  void ofTheFirstRowsOfAKeyNoMoreAreKept() throws SQLException {
    platform.start(
        table(
            "SELECT machine, n, r FROM (SELECT machine, n, ROW_NUMBER() OVER (PARTITION BY machine"
                + " ORDER BY n DESC) AS r FROM %s) AS t WHERE r <= 2 AND n > 2"));
    for (int n : new int[] {3, 1, 2, 5, 4}) {
      send("a", "10:00:00", n);
      platform.awaitRead("p");
    }

    assertThat(now("machine, n, r")).containsExactly("a|4|2", "a|5|1");
    assertThat(platform.rows("SELECT count(*) FROM \"$p\".state_2")).containsExactly("2");
  }

  @Test
  void theFirstOfManyRowsAreFoundAndThenTakeOneMore() throws SQLException {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, 6_000).boxed().toList());
    Collections.shuffle(numbers, new Random(1));
    for (int n : numbers) {
      send("m" + n % 3, "10:00:00", n);
    }
    platform.flush();
    platform.start(
        table(
            "SELECT machine, n, r FROM (SELECT machine, n, ROW_NUMBER() OVER (PARTITION BY machine"
                + " ORDER BY n DESC) AS r FROM %s) AS t WHERE r <= 2"));
    platform.awaitRead("p");

    assertThat(now("machine, n, r"))
        .containsExactly(
            "m0|5994|2", "m0|5997|1", "m1|5995|2", "m1|5998|1", "m2|5996|2", "m2|5999|1");

    send("m1", "10:00:00", 5_996);
    platform.awaitRead("p");
    assertThat(now("machine, n, r")).contains("m1|5996|2", "m1|5998|1").hasSize(6);
  }

  @Test
  void anOpenWindowIsSeenBeforeItClosesAndStaysAfterwards() throws SQLException {
    platform.start(
        table(
            "SELECT window_start, machine, SUM(n) AS n FROM TABLE(TUMBLE(TABLE %s,"
                + " DESCRIPTOR(time), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end,"
                + " machine"));
    send("a", "10:00:00", 1);
    platform.awaitRead("p");
    assertThat(now("machine, n")).containsExactly("a|1");
    send("a", "10:00:30", 2);
    send("a", "10:01:30", 4);
    send("a", "10:00:31", 8);
    platform.awaitRead("p");

    assertThat(now("window_start, n"))
        .containsExactly("2026-03-01 10:00:00.0|3", "2026-03-01 10:01:00.0|4");
    assertThat(platform.rows("SELECT n FROM p_late")).containsExactly("8");
    assertThat(platform.rows("SELECT count(*) FROM \"$p\".state_1")).containsExactly("1");
  }

  @Test
  void aClosedWindowIsCorrectedInTableAndTopicAlsoAfterARestart() throws SQLException {
    Pipeline minutes =
        Platform.with(
            table(
                "SELECT window_start, machine, SUM(n) AS n FROM TABLE(TUMBLE(TABLE %s,"
                    + " DESCRIPTOR(time), INTERVAL '1' MINUTE)) GROUP BY window_start, machine"),
            Late.CORRECT);
    platform.start(minutes);
    send("a", "10:00:00", 1);
    send("b", "10:00:00", 1);
    send("a", "10:01:30", 4);
    platform.awaitRead("p");
    send("a", "10:00:31", 8);
    send("c", "10:00:32", 16);
    // late for a window that is open
    send("a", "10:01:29", 32);
    platform.awaitRead("p");
    platform.start(minutes);
    await(() -> now("machine, n").equals(List.of("a|4", "a|9", "b|1", "c|16")));
    assertThat(platform.rows("SELECT n FROM p_late ORDER BY n")).containsExactly("8", "16", "32");
    send("a", "10:02:00", 64);
    platform.awaitRead("p");
    await(() -> now("machine, n").equals(List.of("a|9", "a|36", "a|64", "b|1", "c|16")));

    assertThat(records())
        .endsWith(
            "{\"window_start\":\"2026-03-01T10:01:00Z\",\"machine\":\"a\"}"
                + " {\"window_start\":\"2026-03-01T10:01:00Z\",\"machine\":\"a\",\"n\":36}");
    assertThat(platform.status("p").late()).isEqualTo(3);
  }

  @Test
  void lateRowsThatAreDroppedAreCounted() throws SQLException {
    platform.start(
        Platform.with(
            table(
                "SELECT window_start, SUM(n) AS n FROM TABLE(TUMBLE(TABLE %s, DESCRIPTOR(time),"
                    + " INTERVAL '1' MINUTE)) GROUP BY window_start"),
            Late.DROP));
    send("a", "10:01:30", 4);
    send("a", "10:00:31", 8);
    platform.awaitRead("p");

    assertThat(now("n")).containsExactly("4");
    assertThat(platform.status("p").late()).isOne();
    assertThat(platform.rows("SELECT 1 FROM information_schema.tables WHERE table_name = 'p_late'"))
        .isEmpty();
  }

  @Test
  void rowsAreNumberedAnewWhenTheyChange() throws SQLException {
    platform.start(table("SELECT machine, COUNT(*) AS n FROM %s GROUP BY machine"));
    for (String machine : List.of("a", "b", "a")) {
      send(machine, "10:00:00", 1);
      platform.awaitRead("p");
    }

    assertThat(platform.rows("SELECT machine FROM now ORDER BY rowid")).containsExactly("b", "a");
    assertThat(platform.status("p").rowsOut()).isEqualTo(3);
  }

  @Test
  void aPipelineTakesUpAfterAnotherKindOfItsName() throws SQLException {
    platform.start(table("SELECT machine, COUNT(*) AS n FROM %s GROUP BY machine"));
    send("a", "10:00:00", 1);
    platform.awaitRead("p");
    platform.engine().reset("p");
    platform.awaitRead("p");
    assertThat(now("machine, n")).containsExactly("a|1");

    platform.prepare(pipeline("p", "SELECT machine, n FROM " + stream, new Output.Table("now")));
    platform.engine().start();
    platform.engine().reset("p");
    platform.awaitRead("p");

    assertThat(platform.rows("SELECT * FROM now")).containsExactly("a|1");
  }
}
