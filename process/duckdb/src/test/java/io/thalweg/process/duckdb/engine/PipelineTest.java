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
import io.thalweg.process.api.PipelineStatus;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {

  @TempDir static Path logDirectory;
  private static Log log;
  private static final AtomicInteger STREAMS = new AtomicInteger();

  @TempDir Path directory;
  private Stream stream;
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
    stream = stream("readings" + STREAMS.incrementAndGet(), Duration.ofSeconds(30));
    platform = new Platform(log, directory, stream);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  static Stream stream(String name, Duration idleness) {
    return new Stream(
        name,
        Optional.empty(),
        List.of(
            new Field("machine", Primitive.STRING, true),
            new Field("time", Primitive.TIMESTAMP, true),
            new Field("temperature", Primitive.DOUBLE, false),
            new Field("parts", Primitive.LONG, false)),
        Optional.of("machine"),
        Optional.of(new EventTime("time", Duration.ofSeconds(10), idleness)),
        2,
        Stream.UnknownFields.REFUSE);
  }

  private void send(int partition, String machine, String time, double temperature, long parts) {
    platform.send(
        stream.name(),
        partition,
        "{\"machine\":\"%s\",\"time\":\"2026-03-01T%sZ\",\"temperature\":%s,\"parts\":%d}"
            .formatted(machine, time, temperature, parts));
  }

  private Pipeline minuteAverage(Output... outputs) {
    return pipeline("minute_average", minuteAverageSql(), outputs);
  }

  private String minuteAverageSql() {
    return "SELECT window_start, machine, AVG(temperature) AS temperature, SUM(parts) AS parts,"
        + " COUNT(*) AS readings FROM TABLE(TUMBLE(TABLE "
        + stream.name()
        + ", DESCRIPTOR(time), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, machine";
  }

  @Test
  void aWindowIsWrittenOnceTheWatermarkHasPassedItsEnd() throws SQLException {
    platform.start(minuteAverage(new Output.Table("minute_average")));
    send(0, "a", "10:00:05", 20, 1);
    send(0, "a", "10:00:55", 30, 2);
    send(1, "b", "10:00:59", 10, 3);
    send(0, "a", "10:01:09.999", 0, 0);
    send(1, "b", "10:02:00", 0, 0);
    platform.awaitRead("minute_average");
    assertThat(platform.rows("FROM minute_average")).isEmpty();
    assertThat(platform.status("minute_average").watermark())
        .contains(Instant.parse("2026-03-01T10:00:59.999Z"));

    send(0, "a", "10:01:10", 0, 0);
    platform.awaitRead("minute_average");
    await(() -> !platform.rows("FROM minute_average").isEmpty());
    assertThat(platform.rows("FROM minute_average ORDER BY machine"))
        .containsExactly("2026-03-01 10:00:00.0|a|25.0|3|2", "2026-03-01 10:00:00.0|b|10.0|3|1");
    PipelineStatus status = platform.status("minute_average");
    assertThat(status.rowsIn()).isEqualTo(6);
    assertThat(status.rowsOut()).isEqualTo(2);
    assertThat(status.state()).isEqualTo(PipelineStatus.State.RUNNING);
  }

  @Test
  void aLateRowEntersNoWindowAndIsRecordedWithItsPlace() throws SQLException {
    platform.start(minuteAverage(new Output.Table("minute_average")));
    send(0, "a", "10:00:30", 20, 1);
    send(0, "a", "10:00:19.999", 99, 1);
    send(0, "a", "10:00:20", 30, 1);
    send(0, "a", "10:02:00", 0, 0);
    send(1, "b", "10:02:00", 0, 0);
    platform.awaitRead("minute_average");
    assertThat(platform.rows("SELECT temperature, readings FROM minute_average"))
        .containsExactly("25.0|2");
    assertThat(platform.rows("SELECT _partition, _offset, time, _reason FROM minute_average_late"))
        .containsExactly("0|1|2026-03-01 10:00:19.999|lateness");
    assertThat(platform.status("minute_average").late()).isEqualTo(1);
  }

  @Test
  void windowsGoOnWhereTheLastTransactionLeftThem() throws SQLException {
    Pipeline pipeline = minuteAverage(new Output.Table("minute_average"));
    platform.start(pipeline);
    send(0, "a", "10:00:05", 20, 1);
    send(1, "b", "10:05:00", 0, 0);
    platform.awaitRead("minute_average");
    platform.start(pipeline);
    send(0, "a", "10:00:06", 40, 1);
    send(0, "a", "10:00:50", 0, 1);
    platform.awaitRead("minute_average");
    platform.start(pipeline);
    send(0, "a", "10:00:39", 99, 1);
    send(0, "a", "10:02:00", 0, 1);
    platform.awaitRead("minute_average");
    assertThat(platform.rows("SELECT temperature, parts, readings FROM minute_average"))
        .containsExactly("20.0|3|3");
    assertThat(platform.rows("SELECT _offset, _reason FROM minute_average_late"))
        .containsExactly("3|lateness");
    assertThat(platform.status("minute_average").rowsIn()).isEqualTo(6);
  }

  @Test
  void aSilentPartitionHoldsTheWatermarkUntilItIsIdleAndItsRowsAreThenLate() throws SQLException {
    Stream quick = stream(stream.name() + "_quick", Duration.ofMillis(700));
    try (Platform other = new Platform(log, directory.resolve("quick"), quick)) {
      stream = quick;
      other.start(minuteAverage(new Output.Table("minute_average")));
      Platform first = platform;
      platform = other;
      try {
        send(0, "a", "10:00:05", 20, 1);
        send(0, "a", "10:02:00", 0, 0);
        platform.awaitRead("minute_average");
        await(() -> platform.rows("FROM minute_average").size() == 1);
        send(1, "b", "10:00:10", 50, 1);
        platform.awaitRead("minute_average");
        assertThat(platform.rows("SELECT _partition, _offset, _reason FROM minute_average_late"))
            .containsExactly("1|0|watermark");
        assertThat(platform.rows("SELECT machine FROM minute_average")).containsExactly("a");
      } finally {
        platform = first;
      }
    }
  }

  @Test
  void rowsWithoutAWindowAppearAtOnce() throws SQLException {
    platform.start(
        pipeline(
            "hot",
            "SELECT machine, temperature * 2 AS twice FROM "
                + stream.name()
                + " WHERE temperature > 50",
            new Output.Table("hot")));
    send(0, "a", "10:00:00", 51, 1);
    send(0, "a", "09:00:00", 52, 1);
    send(1, "b", "10:00:00", 50, 1);
    platform.awaitRead("hot");
    assertThat(platform.rows("FROM hot ORDER BY twice")).containsExactly("a|102.0", "a|104.0");
  }

  @Test
  void aggregatesThatCannotBeMergedKeepTheRowsOfOpenWindows() throws SQLException {
    platform.start(
        pipeline(
            "distinct_parts",
            "SELECT window_end, COUNT(DISTINCT parts) AS kinds FROM TABLE(TUMBLE(TABLE "
                + stream.name()
                + ", DESCRIPTOR(time), INTERVAL '1' MINUTE)) GROUP BY window_end",
            new Output.Table("distinct_parts")));
    send(0, "a", "10:00:01", 0, 7);
    platform.awaitRead("distinct_parts");
    send(0, "a", "10:00:02", 0, 7);
    send(0, "a", "10:00:03", 0, 8);
    send(0, "a", "10:02:00", 0, 0);
    send(1, "a", "10:02:00", 0, 0);
    platform.awaitRead("distinct_parts");
    assertThat(platform.rows("FROM distinct_parts")).containsExactly("2026-03-01 10:01:00.0|2");
  }

  @Test
  void anErrorOfTheDataStopsItsPipelineAndNoOther() throws SQLException {
    platform.start(
        minuteAverage(new Output.Table("minute_average")),
        pipeline(
            "ratio",
            "SELECT machine, 10 / parts AS ratio FROM " + stream.name(),
            new Output.Table("ratio")));
    send(0, "a", "10:00:00", 1, 1);
    send(0, "a", "10:02:00", 1, 0);
    send(1, "a", "10:02:00", 1, 1);
    platform.awaitRead("minute_average");
    await(() -> platform.status("ratio").state() == PipelineStatus.State.FAILED);
    assertThat(platform.status("ratio").error().orElseThrow()).contains("ivision by zero");
    assertThat(platform.rows("SELECT readings FROM minute_average")).containsExactly("1");
    assertThat(platform.status("minute_average").state()).isEqualTo(PipelineStatus.State.RUNNING);
  }

  @Test
  void aChangedPipelineIsRefusedUntilItIsReset() throws SQLException {
    platform.start(minuteAverage(new Output.Table("minute_average")));
    send(0, "a", "10:00:00", 1, 1);
    send(0, "a", "10:02:00", 1, 0);
    send(1, "a", "10:02:00", 1, 1);
    platform.awaitRead("minute_average");
    Pipeline changed =
        pipeline(
            "minute_average",
            minuteAverageSql().replace("AVG(temperature)", "MAX(temperature)"),
            new Output.Table("minute_average"));
    var engine = platform.start(changed);
    assertThat(platform.status("minute_average").error())
        .contains(
            "the definition of pipeline \"minute_average\" has changed, but its results so far come"
                + " from the old one. Give the changed pipeline and its outputs new names, or reset"
                + " it to compute all anew");
    engine.reset("minute_average");
    platform.awaitRead("minute_average");
    assertThat(platform.rows("SELECT temperature, readings FROM minute_average"))
        .containsExactly("1.0|1");
  }

  @Test
  void aPipelineLooksUpTheTableOfAnother() throws SQLException {
    platform.start(
        pipeline(
            "machines",
            "SELECT machine, parts FROM " + stream.name() + " WHERE parts >= 1000",
            new Output.Table("machines")),
        pipeline(
            "named",
            "SELECT r.machine, r.temperature, m.parts FROM "
                + stream.name()
                + " r JOIN machines m ON r.machine = m.machine WHERE r.parts < 1000",
            new Output.Table("named")));
    send(0, "a", "10:00:00", 1, 1234);
    platform.awaitRead("machines");
    send(0, "a", "10:00:01", 5, 1);
    send(0, "b", "10:00:01", 6, 1);
    platform.awaitRead("named");
    assertThat(platform.rows("FROM named")).containsExactly("a|5.0|1234");
  }
}
