package io.thalweg.process.duckdb.upkeep;

import static io.thalweg.process.duckdb.upkeep.UpkeepFixture.COPY;
import static io.thalweg.process.duckdb.upkeep.UpkeepFixture.STREAM;
import static io.thalweg.process.duckdb.upkeep.UpkeepFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.process.api.UpkeepStatus;
import io.thalweg.process.api.UpkeepStatus.Task;
import io.thalweg.process.duckdb.archive.ArchiveSettings;
import io.thalweg.process.duckdb.upkeep.UpkeepSettings.LogRetention;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final ArchiveSettings QUICK =
      new ArchiveSettings(500, 1 << 20, Duration.ofMillis(50));

  @TempDir Path folder;

  private static UpkeepSettings fullTilt(Duration keep, Clock clock) {
    return new UpkeepSettings(
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        64 << 20,
        3,
        Duration.ZERO,
        Duration.ofMinutes(5),
        64 << 20,
        new LogRetention(true, keep, true, keep, () -> false),
        Optional.empty(),
        clock);
  }

  @Test
  void queriesAreCompleteAndWithoutDoublesWhileEverythingIsLookedAfter() throws Exception {
    UpkeepSettings settings = fullTilt(Duration.ZERO, Clock.systemUTC());
    try (UpkeepFixture fixture =
        new UpkeepFixture(folder, 2, Optional.empty(), true, QUICK, settings)) {
      AtomicLongArray acknowledged = new AtomicLongArray(2);
      AtomicLongArray sent = new AtomicLongArray(2);
      AtomicBoolean done = new AtomicBoolean();
      ExecutorService threads = Executors.newFixedThreadPool(3);
      try {
        List<Future<Long>> readers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          readers.add(threads.submit(() -> checkWhile(fixture, acknowledged, sent, done)));
        }
        Future<Long> copies = threads.submit(() -> readCopies(fixture, done));
        // On a busy machine the tasks come less often.
        for (int round = 0; round < 60 || round < 1_000 && !tasksRanOften(fixture); round++) {
          for (int i = 0; i < 100; i++) {
            int p = i % 2;
            fixture.send(p, sent.getAndIncrement(p), NOW.plusMillis(sent.get(p)));
          }
          fixture.flush();
          acknowledged.set(0, sent.get(0));
          acknowledged.set(1, sent.get(1));
          Offsets end = fixture.log.ends(STREAM);
          await(() -> end.isAtMost(fixture.lake.table(fixture.stream).archived()));
        }
        await(() -> fixture.log.beginnings(STREAM).equals(fixture.log.ends(STREAM)));
        done.set(true);
        for (Future<Long> reader : readers) {
          assertThat(reader.get()).isGreaterThan(10);
        }
        assertThat(copies.get()).isPositive();
      } finally {
        done.set(true);
        threads.shutdown();
      }
      assertThat(tasksRanOften(fixture)).as("%s", fixture.engine.upkeep()).isTrue();
      assertThat(fixture.status(Task.LOG, COPY).items()).isPositive();
      assertThat(fixture.engine.upkeep()).allMatch(status -> status.error().isEmpty());
      long each = sent.get(0);
      assertThat(fixture.query("SELECT COUNT(*), SUM(n) FROM readings"))
          .containsExactly("%d|%d".formatted(2 * each, each * (each - 1)));
      // The last record of a topic that a pipeline writes stays.
      Offsets ends = fixture.log.ends(COPY);
      assertThat(fixture.log.beginnings(COPY).until(ends)).isPositive();
    }
  }

  private static boolean tasksRanOften(UpkeepFixture fixture) {
    return Stream.of(Task.COMPACTION, Task.SNAPSHOTS, Task.LOG)
        .allMatch(task -> fixture.status(task, STREAM).runs() > 5);
  }

  /** Each partition's numbers are its offsets, so that a count says which sum belongs to it. */
  private static long checkWhile(
      UpkeepFixture fixture,
      AtomicLongArray acknowledged,
      AtomicLongArray sent,
      AtomicBoolean done) {
    long checks = 0;
    while (!done.get()) {
      long[] least = {acknowledged.get(0), acknowledged.get(1)};
      List<String> rows =
          fixture.query("SELECT COUNT(*), SUM(n), COUNT(DISTINCT n), MAX(n) FROM readings");
      String[] row = rows.get(0).split("\\|");
      long count = Long.parseLong(row[0]);
      assertThat(count).isGreaterThanOrEqualTo(least[0] + least[1]);
      assertThat(count).isLessThanOrEqualTo(sent.get(0) + sent.get(1));
      if (count > 0) {
        long distinct = Long.parseLong(row[2]);
        long other = count - distinct;
        assertThat(Long.parseLong(row[3])).isEqualTo(distinct - 1);
        assertThat(Long.parseLong(row[1]))
            .isEqualTo(distinct * (distinct - 1) / 2 + other * (other - 1) / 2);
      }
      checks++;
    }
    return checks;
  }

  private static long readCopies(UpkeepFixture fixture, AtomicBoolean done) {
    long reads = 0;
    while (!done.get()) {
      fixture.query("SELECT COUNT(*), COUNT(DISTINCT n) FROM \"readings-copy\"");
      reads++;
    }
    return reads;
  }

  @Test
  void whatIsOlderThanTheRetentionGoesFileByFileAndExactlyWhenFilesArePutTogether()
      throws Exception {
    UpkeepSettings settings = fullTilt(Duration.ofDays(1), Clock.fixed(NOW, ZoneOffset.UTC));
    try (UpkeepFixture fixture =
        new UpkeepFixture(folder, 1, Optional.of(Duration.ofDays(90)), false, QUICK, settings)) {
      for (int i = 0; i < 10; i++) {
        fixture.send(0, i, NOW.minus(Duration.ofDays(91)));
      }
      fixture.awaitArchived();
      await(() -> fixture.upkeep().extent().dataFiles() == 0);
      await(() -> fixture.status(Task.RETENTION, STREAM).items() == 1);
      for (int file = 0; file < 3; file++) {
        fixture.send(0, 1, NOW.minus(Duration.ofDays(100)));
        fixture.send(0, 2, NOW.minus(Duration.ofDays(89)));
        fixture.send(0, 3, NOW);
        fixture.awaitArchived();
      }
      await(() -> fixture.upkeep().extent().dataFiles() == 1);
      assertThat(fixture.query("SELECT n, COUNT(*) FROM readings GROUP BY n ORDER BY n"))
          .containsExactly("2|3", "3|3");
      assertThat(fixture.lake.table(fixture.stream).archived()).isEqualTo(Offsets.of(19));
      fixture.send(0, 4, NOW.minus(Duration.ofDays(91)));
      fixture.send(0, 5, NOW);
      fixture.awaitArchived();
      await(() -> fixture.query("SELECT n FROM readings WHERE n > 3").equals(List.of("5")));
    }
  }

  @Test
  void whatHasNoProcessingTimeStaysAloneAndBesideEventsThatHaveOne() throws Exception {
    Duration retention = Duration.ofDays(90);
    Instant now = Instant.now();
    Instant later = now.plus(Duration.ofDays(91));
    PlantClock clock = new PlantClock(now);
    UpkeepSettings settings = fullTilt(Duration.ofDays(1), clock);
    var before = UpkeepFixture.stream(1, Optional.empty(), List.of(), Optional.of(retention));
    try (UpkeepFixture fixture = new UpkeepFixture(folder, before, false, QUICK, settings)) {
      fixture.send(0, 1, NOW);
      fixture.awaitArchived();
    }
    var byArrival =
        UpkeepFixture.stream(
            1,
            Optional.of(EventTime.ofLog("arrived")),
            List.of(new Field("arrived", Primitive.TIMESTAMP, false)),
            Optional.of(retention));
    String all = "SELECT n FROM readings ORDER BY n";
    try (UpkeepFixture fixture = new UpkeepFixture(folder, byArrival, false, QUICK, settings)) {
      clock.turn(later);
      fixture.send(0, 2, NOW);
      fixture.awaitArchived();
      await(() -> fixture.query(all).equals(List.of("1")));
      clock.turn(now);
      for (int n = 3; n < 5; n++) {
        fixture.send(0, n, NOW);
        fixture.awaitArchived();
      }
      await(() -> fixture.upkeep().extent().dataFiles() == 1);
      assertThat(fixture.query(all)).containsExactly("1", "3", "4");
      clock.turn(later);
      fixture.send(0, 5, NOW);
      fixture.awaitArchived();
      await(() -> !fixture.query(all).contains("5"));
      assertThat(fixture.query(all)).contains("1");
    }
  }

  @Test
  void theLogKeepsWhatIsYoungUnlessTheDiskIsShort() throws Exception {
    AtomicBoolean diskIsShort = new AtomicBoolean();
    UpkeepSettings settings =
        fullTilt(Duration.ofDays(7), Clock.fixed(NOW, ZoneOffset.UTC))
            .with(
                new LogRetention(
                    true, Duration.ofDays(7), true, Duration.ofDays(7), diskIsShort::get),
                Optional.empty());
    try (UpkeepFixture fixture =
        new UpkeepFixture(folder, 1, Optional.empty(), true, QUICK, settings)) {
      for (int day = 10; day > 0; day--) {
        fixture.send(0, day, NOW.minus(Duration.ofDays(day)));
      }
      fixture.awaitArchived();
      await(() -> fixture.log.beginnings(STREAM).equals(Offsets.of(3)));
      assertThat(fixture.query("SELECT COUNT(*), SUM(n) FROM readings")).containsExactly("10|55");
      diskIsShort.set(true);
      await(() -> fixture.log.beginnings(STREAM).equals(Offsets.of(10)));
      assertThat(fixture.query("SELECT COUNT(*), SUM(n) FROM readings")).containsExactly("10|55");
      UpkeepStatus trimming = fixture.status(Task.LOG, STREAM);
      assertThat(trimming.items()).isEqualTo(10);
      assertThat(trimming.last()).isPresent();
    }
  }
}
