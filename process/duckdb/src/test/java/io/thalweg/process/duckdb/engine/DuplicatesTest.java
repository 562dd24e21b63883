package io.thalweg.process.duckdb.engine;

import static io.thalweg.process.duckdb.engine.Platform.await;
import static io.thalweg.process.duckdb.engine.Platform.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Log;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventId;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Stream.UnknownFields;
import io.thalweg.process.api.LiveEvents;
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.QueryResult;
import io.thalweg.process.duckdb.archive.ArchiveSettings;
import io.thalweg.process.duckdb.query.DuckDbQueries;
import io.thalweg.process.duckdb.query.QuerySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event that is sent again counts once everywhere. */
class DuplicatesTest {

  private static final AtomicInteger STREAMS = new AtomicInteger();

  @TempDir static Path folder;
  private static Log log;

  @TempDir Path directory;
  private String name;
  private Platform platform;

  @BeforeAll
  static void openLog() {
    log = Platform.openLog(folder);
  }

  @AfterAll
  static void closeLog() {
    log.close();
  }

  @BeforeEach
  void makeStream() {
    name = "once" + STREAMS.incrementAndGet();
    platform =
        new Platform(log, directory, stream().withId(new EventId("id", Duration.ofHours(1))));
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private Stream stream() {
    return new Stream(
        name,
        Optional.empty(),
        List.of(
            new Field("machine", Primitive.STRING, true),
            new Field("id", Primitive.STRING, true),
            new Field("n", Primitive.INT, false)),
        Optional.of("machine"),
        Optional.empty(),
        1,
        UnknownFields.REFUSE);
  }

  private void send(String machine, String id, int n) {
    platform.send(
        name, 0, "{\"machine\": \"%s\", \"id\": \"%s\", \"n\": %d}".formatted(machine, id, n));
  }

  private static String copy(String name) {
    return "SELECT machine, id, n FROM " + name;
  }

  private List<String> copied(String table) throws Exception {
    platform.awaitRead(table);
    return platform.rows("SELECT machine, id, n FROM " + table + " ORDER BY n");
  }

  /** What a query finds, in the lake and in the log behind it. */
  private List<List<Object>> queried(String sql) throws Exception {
    platform.flush();
    try (DuckDbQueries queries =
            DuckDbQueries.open(
                platform.queryable(),
                List.of(),
                platform.engine()::connectForReading,
                log,
                QuerySettings.in(directory, directory.resolve("spill")));
        QueryResult result =
            queries.query(sql, new QueryLimits(Duration.ofSeconds(60), Long.MAX_VALUE))) {
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int column = 0; column < result.columns().size(); column++) {
          row.add(result.value(column));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  @Test
  void theFirstOfAnIdCountsAndAKeysIdsAreItsOwn() throws Exception {
    platform.start(pipeline("copied", copy(name), new Output.Table("copied")));
    send("m1", "a", 1);
    send("m1", "a", 2);
    send("m2", "a", 3);
    platform.send(name, 0, "{\"machine\": \"m1\", \"id\": null, \"n\": 4}");
    send("m1", "b", 5);
    send("m2", "a", 6);

    assertThat(copied("copied")).containsExactly("m1|a|1", "m2|a|3", "m1|b|5");
    await(() -> platform.duplicates().equals(Map.of(name, 2L)));
  }

  @Test
  void theLakeAndTheTailHoldAnEventOnceTogether() throws Exception {
    platform.archive(new ArchiveSettings(1_000_000, 1 << 30, Duration.ofMillis(50)));
    platform.start();
    send("m1", "a", 1);
    send("m1", "a", 2);
    platform.flush();
    await(() -> platform.lake(stream()).archived().get(0) == 2);
    platform.archive(new ArchiveSettings(1_000_000, 1 << 30, Duration.ofHours(1)));
    platform.start();
    send("m1", "a", 3);
    send("m1", "b", 4);
    send("m1", "b", 5);

    assertThat(queried("SELECT n FROM " + name + " ORDER BY n"))
        .isEqualTo(List.of(List.of(1), List.of(4)));
    assertThat(platform.lake(stream()).archived().get(0)).isEqualTo(2);
  }

  @Test
  void whoStartsLaterFindsTheSameDuplicates() throws Exception {
    platform.start(pipeline("early", copy(name), new Output.Table("early")));
    for (int i = 0; i < 2_000; i++) {
      send("m1", "id" + i % 700, i);
    }
    assertThat(copied("early")).hasSize(700);
    platform.endWithoutSavingIds(true);
    platform.start(
        pipeline("early", copy(name), new Output.Table("early")),
        pipeline("late", copy(name), new Output.Table("late")));
    send("m1", "id0", 2_000);
    send("m1", "new", 2_001);

    assertThat(copied("early")).hasSize(701).last().isEqualTo("m1|new|2001");
    assertThat(copied("late")).isEqualTo(copied("early"));
    assertThat(platform.duplicates()).isEqualTo(Map.of(name, 1_301L));
  }

  @Test
  void whoFollowsTheStreamSeesAnEventOnce() throws Exception {
    platform.start();
    List<Object> seen = new ArrayList<>();
    try (LiveEvents.Tail tail = platform.engine().follow(name, () -> {})) {
      send("m1", "a", 1);
      send("m1", "a", 2);
      send("m1", "b", 3);
      platform.flush();
      await(() -> tail.end().get(0) == 3);
      tail.read(
          tail.begin(),
          event -> {
            seen.add(event.value(2));
            return true;
          });
    }
    assertThat(seen).isEqualTo(List.of(1, 3));
  }

  @Test
  void anIdThatIsAddedHoldsFromThenOnAndKnowsWhatWasSentJustBefore() throws Exception {
    platform.redefine(stream());
    platform.start(pipeline("copied", copy(name), new Output.Table("copied")));
    send("m1", "a", 1);
    send("m1", "a", 2);
    assertThat(copied("copied")).containsExactly("m1|a|1", "m1|a|2");

    platform.redefine(stream().withId(new EventId("id", Duration.ofHours(1))));
    platform.start(
        pipeline("copied", copy(name), new Output.Table("copied")),
        pipeline("again", copy(name), new Output.Table("again")));
    send("m1", "a", 3);
    send("m1", "b", 4);

    assertThat(copied("copied")).containsExactly("m1|a|1", "m1|a|2", "m1|b|4");
    assertThat(copied("again")).isEqualTo(copied("copied"));
  }
}
