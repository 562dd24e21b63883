package io.thalweg.process.duckdb.engine;

import static io.thalweg.process.duckdb.engine.Platform.await;
import static io.thalweg.process.duckdb.engine.Platform.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Log;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.EventPage;
import io.thalweg.process.api.EventRequest;
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.QueryResult;
import io.thalweg.process.duckdb.query.DuckDbQueries;
import io.thalweg.process.duckdb.query.QuerySettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows by the time at which the log got the events. */
class ProcessingTimeTest {

  private static final String WINDOWS =
      "SELECT UNIX_MILLIS(window_start) AS w, machine, COUNT(*) AS c, SUM(n) AS n FROM"
          + " TABLE(%s(TABLE %s, DESCRIPTOR(arrived)%s, INTERVAL '1' SECOND)) GROUP BY"
          + " window_start, window_end, machine";

  @TempDir static Path logDirectory;
  private static Log log;
  private static final AtomicInteger STREAMS = new AtomicInteger();

  @TempDir Path directory;
  private Stream stream;
  private Platform platform;
  private int sent;

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
    stream =
        new Stream(
            "arrivals" + STREAMS.incrementAndGet(),
            Optional.empty(),
            List.of(
                new Field("machine", Primitive.STRING, true),
                new Field("n", Primitive.INT, false),
                new Field("arrived", Primitive.TIMESTAMP, false)),
            Optional.of("machine"),
            Optional.of(EventTime.ofLog("arrived")),
            2,
            Stream.UnknownFields.REFUSE);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private Pipeline tumbling(String name) {
    return windows(name, "TUMBLE", "");
  }

  private Pipeline windows(String name, String function, String keys) {
    String sql = WINDOWS.formatted(function, stream.name(), keys);
    return pipeline(name, sql, new Output.Table(name + "_table"));
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      int partition = sent % 2;
      platform.send(
          stream.name(), partition, "{\"machine\":\"m%d\",\"n\":%d}".formatted(partition, sent++));
    }
    platform.flush();
  }

  /** Waits until the windows of all events that were sent are closed. */
  private void awaitClosed(String... pipelines) {
    for (String pipeline : pipelines) {
      String count = "SELECT CAST(coalesce(sum(c), 0) AS INTEGER) FROM " + pipeline + "_table";
      await(() -> platform.rows(count).equals(List.of(String.valueOf(sent))));
    }
  }

  private List<String> found(String pipeline) throws SQLException {
    return platform.rows("SELECT w, machine, c, n FROM " + pipeline + "_table ORDER BY ALL");
  }

  private DuckDbQueries queries() {
    return DuckDbQueries.open(
        platform.queryable(),
        List.of(),
        platform.engine()::connectForReading,
        log,
        QuerySettings.in(directory, directory.resolve("spill")));
  }

  private List<String> query(String sql) {
    List<String> rows = new ArrayList<>();
    try (DuckDbQueries queries = queries();
        QueryResult result = queries.query(sql, QueryLimits.DEFAULT)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < result.columns().size(); i++) {
          row.add(String.valueOf(result.value(i)));
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }

  private void assertEqualsTheQuery(Pipeline pipeline) throws SQLException {
    List<String> expected = new ArrayList<>(query(pipeline.sql().text()));
    List<String> found = new ArrayList<>(found(pipeline.name()));
    Collections.sort(expected);
    Collections.sort(found);
    assertThat(found).isNotEmpty().isEqualTo(expected);
    assertThat(platform.status(pipeline.name()).late()).isZero();
  }

  @Test
  void windowsCloseThoughNothingMoreComesAndEqualTheQuery() throws SQLException {
    platform = new Platform(log, directory, stream);
    Pipeline tumbling = tumbling("t");
    Pipeline sessions = windows("s", "SESSION", ", DESCRIPTOR(machine)");
    platform.start(tumbling, sessions);
    send(7);
    awaitClosed("t", "s");
    send(4);
    awaitClosed("t", "s");

    assertEqualsTheQuery(tumbling);
    assertEqualsTheQuery(sessions);
  }

  @Test
  void windowsAreTheSameAfterARestartAndForASecondPipeline() throws SQLException {
    platform = new Platform(log, directory, stream);
    Pipeline first = tumbling("t");
    platform.start(first);
    send(5);
    platform.awaitRead("t");
    platform.start(first);
    send(6);
    awaitClosed("t");
    List<String> before = found("t");
    Pipeline second = tumbling("u");
    platform.start(first, second);
    awaitClosed("t", "u");

    assertThat(found("t")).isEqualTo(before);
    assertThat(found("u")).isEqualTo(before);
    send(3);
    awaitClosed("t", "u");
    assertThat(found("u")).isEqualTo(found("t"));
    assertEqualsTheQuery(second);
  }

  /** The n of each event, the latest first, read in pages of two. */
  private List<Object> history() {
    List<Object> numbers = new ArrayList<>();
    try (DuckDbQueries queries = queries()) {
      EventRequest.Place place =
          new EventRequest.Backward(log.ends(stream.name()), Optional.empty());
      boolean more = true;
      while (more) {
        EventPage page =
            queries.read(
                new EventRequest(
                    stream.name(), List.of("n"), EventRequest.Filter.ALL, place, 2, 1 << 20));
        page.rows().forEach(row -> numbers.add(row[0]));
        place = page.next();
        more = page.more();
      }
    }
    return numbers;
  }

  @Test
  void whatTheLogHeldBeforeHasNoProcessingTimeAndIsInNoWindow() throws SQLException {
    Stream before =
        new Stream(
            stream.name(),
            Optional.empty(),
            stream.eventFields(),
            stream.key(),
            Optional.empty(),
            2,
            Stream.UnknownFields.REFUSE);
    platform = new Platform(log, directory, before);
    send(3);
    platform.close();
    sent = 0;
    platform = new Platform(log, directory, stream);
    Pipeline tumbling = tumbling("t");
    platform.start(tumbling);
    send(4);
    awaitClosed("t");

    assertEqualsTheQuery(tumbling);
    assertThat(
            query(
                "SELECT arrived IS NULL AS old, COUNT(*) AS c FROM %s GROUP BY arrived IS NULL ORDER BY c"
                    .formatted(stream.name())))
        .containsExactly("true|3", "false|4");
    // those without a time last, and each event once, whichever a page ends with
    List<Object> history = history();
    assertThat(history).hasSize(7);
    assertThat(history.subList(0, 4)).containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(history.subList(4, 7)).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void windowsDoNotWaitForAStreamByEventTimeThatIsSilent() throws SQLException {
    Stream byEvent =
        new Stream(
            "events_beside_" + stream.name(),
            Optional.empty(),
            List.of(
                new Field("time", Primitive.TIMESTAMP, true), new Field("n", Primitive.INT, false)),
            Optional.empty(),
            Optional.of(
                new EventTime(
                    "time",
                    Duration.ZERO,
                    Duration.ofMillis(300),
                    Optional.of(Duration.ofHours(1)),
                    false)),
            2,
            Stream.UnknownFields.REFUSE);
    platform = new Platform(log, directory, stream, byEvent);
    Pipeline both =
        pipeline(
            "b",
            """
            WITH both_times AS (
              SELECT arrived AS t, n FROM %s UNION ALL SELECT time AS t, n FROM %s
            )
            SELECT window_start, COUNT(*) AS c
            FROM TABLE(TUMBLE(TABLE both_times, DESCRIPTOR(t), INTERVAL '1' SECOND))
            GROUP BY window_start, window_end
            """
                .formatted(stream.name(), byEvent.name()),
            new Output.Table("b_table"));
    platform.start(both);
    send(4);
    platform.awaitRead("b");
    platform.send(
        byEvent.name(), 0, "{\"time\":\"%s\",\"n\":1}".formatted(Instant.now().plusSeconds(1)));
    platform.flush();
    sent++;
    awaitClosed("b");

    platform.send(byEvent.name(), 0, "{\"time\":\"2026-03-01T10:00:00Z\",\"n\":2}");
    platform.flush();
    await(() -> platform.status("b").late() == 1);
    send(2);
    awaitClosed("b");
  }
}
