package io.thalweg.process.duckdb.engine;

import static io.thalweg.process.duckdb.engine.Platform.await;
import static io.thalweg.process.duckdb.engine.Platform.pipeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.PositionAheadOfLogException;
import io.thalweg.process.duckdb.archive.ArchiveSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

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
    stream = PipelineTest.stream("archived" + STREAMS.incrementAndGet(), Duration.ofSeconds(30));
    platform = new Platform(log, directory, stream);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private void send(int partition, int second) {
    platform.send(
        stream.name(),
        partition,
        "{\"machine\":\"a\",\"time\":%d,\"parts\":%d}".formatted(1000L * second, second));
  }

  private void awaitArchived(long records) {
    platform.flush();
    LakeTable table = platform.lake(stream);
    await(() -> Offsets.zero(2).until(table.archived()) == records);
  }

  private String files() {
    return platform.lake(stream).snapshot(List.of()).files().stream()
        .map(file -> "'" + file + "'")
        .collect(Collectors.joining(", ", "read_parquet([", "])"));
  }

  @Test
  void everyEventIsInTheLakeOnceWithItsPlaceInTheLogAcrossRestarts() throws SQLException {
    platform.archive(new ArchiveSettings(300, 16L << 20, Duration.ofMillis(300)));
    platform.start();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 1000; i++) {
        send(i % 2, 1000 * round + i);
      }
      if (round == 1) {
        platform.flush();
        platform.start();
      }
    }
    awaitArchived(3000);
    assertThat(
            platform.rows(
                "SELECT count(*), count(DISTINCT (_partition, _offset)), min(_offset), max(_offset),"
                    + " sum(parts), max(time), typeof(any_value(time)) FROM "
                    + files()))
        .containsExactly("3000|3000|0|1499|4498500|1970-01-01 00:49:59.0|TIMESTAMP");
  }

  @Test
  void aRecordThatIsNoEventIsQuarantinedOnceAndTheStreamGoesOn() throws SQLException {
    platform.start();
    send(0, 1);
    platform.send(stream.name(), 0, "{\"machine\":\"a\",\"time\":1,\"parts\":1.5}");
    platform.send(stream.name(), 1, "not JSON");
    send(0, 2);
    awaitArchived(4);
    platform.start();
    send(1, 3);
    awaitArchived(5);
    assertThat(platform.rows("SELECT parts FROM " + files() + " ORDER BY 1"))
        .containsExactly("1", "2", "3");
    assertThat(
            platform.rows(
                "SELECT \"partition\", \"offset\", event FROM "
                    + stream.name()
                    + "_quarantine ORDER BY 1"))
        .containsExactly("0|1|{\"machine\":\"a\",\"time\":1,\"parts\":1.5}", "1|0|not JSON");
    assertThat(
            platform.rows(
                "SELECT code IS NOT NULL, message IS NOT NULL, octet_length(raw) > 0 FROM "
                    + stream.name()
                    + "_quarantine"))
        .containsOnly("true|true|true");
  }

  @Test
  void anArchiveAheadOfItsLogIsAnErrorAtTheStart() throws SQLException {
    platform.start();
    send(0, 1);
    awaitArchived(1);
    platform.lake(stream).append(List.of(), Offsets.of(5, 0));
    platform.prepare();
    assertThatThrownBy(() -> platform.engine().start())
        .isInstanceOf(PositionAheadOfLogException.class)
        .hasMessageContaining("the log has lost 4 records");
  }

  @Test
  void aPipelineAheadOfItsLogIsAnErrorAtTheStart() throws SQLException {
    var copy = pipeline("copy", "SELECT machine FROM " + stream.name(), new Output.Table("copy"));
    platform.start(copy);
    send(0, 1);
    platform.awaitRead("copy");
    try (var connection = platform.engine().connect();
        var statement = connection.createStatement()) {
      statement.execute("UPDATE \"$copy\".progress SET position = '[1,7]'");
    }
    platform.prepare(copy);
    assertThatThrownBy(() -> platform.engine().start())
        .isInstanceOf(PositionAheadOfLogException.class)
        .hasMessageStartingWith(
            "pipeline \"copy\" has read topic \""
                + stream.name()
                + "\" up to [1,7], but the topic ends at [1,0]: the log has lost 7 records.");
  }
}
