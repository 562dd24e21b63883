package io.thalweg.process.duckdb.upkeep;

import static io.thalweg.process.duckdb.upkeep.UpkeepFixture.STREAM;
import static io.thalweg.process.duckdb.upkeep.UpkeepFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Offsets;
import io.thalweg.process.duckdb.archive.ArchiveSettings;
import io.thalweg.process.duckdb.upkeep.UpkeepSettings.LogRetention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A week of a small plant, in its own time. {@code -Dthalweg.week.archives=2000} makes as many
 * archives a day as a plant has whose machines are never quiet for long.
 */
class WeekTest {

  private static final int DAYS = 7;
  private static final int ARCHIVES_A_DAY = Integer.getInteger("thalweg.week.archives", 8);
  private static final int EVENTS = 20;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void itLeavesABoundedNumberOfFilesAndABoundedLog() throws Exception {
    PlantClock clock = new PlantClock(START);
    UpkeepSettings settings =
        new UpkeepSettings(
            Duration.ofMillis(20),
            Duration.ofMinutes(1),
            128 << 20,
            8,
            Duration.ZERO,
            Duration.ofMinutes(5),
            64 << 20,
            new LogRetention(true, Duration.ofDays(1), true, Duration.ofDays(2), () -> false),
            Optional.empty(),
            clock);
    ArchiveSettings archive = new ArchiveSettings(EVENTS, 1 << 20, Duration.ofSeconds(5));
    try (UpkeepFixture fixture =
        new UpkeepFixture(folder, 2, Optional.empty(), true, archive, settings)) {
      long sent = 0;
      for (int day = 1; day <= DAYS; day++) {
        for (int i = 0; i < ARCHIVES_A_DAY; i++) {
          clock.turn(clock.instant().plus(Duration.ofDays(1).dividedBy(ARCHIVES_A_DAY)));
          for (int e = 0; e < EVENTS; e++) {
            fixture.send((int) (sent % 2), sent, clock.instant());
            sent++;
          }
          fixture.awaitArchived();
        }
        report(fixture, day, sent);
      }
      long perDay = (long) ARCHIVES_A_DAY * EVENTS;
      long all = sent;
      await(() -> count(fixture, STREAM) <= perDay + EVENTS);
      await(() -> fixture.upkeep().extent().dataFiles() < 25);
      await(() -> fixture.upkeep().extent().snapshots() < 10);
      await(() -> fixture.files("lake").size() < 150);
      assertThat(fixture.query("SELECT COUNT(*), SUM(n) FROM readings"))
          .containsExactly(all + "|" + all * (all - 1) / 2);
      assertThat(fixture.engine.upkeep()).allMatch(status -> status.error().isEmpty());
    }
  }

  private static long count(UpkeepFixture fixture, String topic) {
    Offsets beginnings = fixture.log.beginnings(topic);
    return beginnings.until(fixture.log.ends(topic));
  }

  private static void report(UpkeepFixture fixture, int day, long sent) throws Exception {
    System.out.printf(
        "day %d: %,d events; %s; %d files in the lake (%,d KB); log: %,d records, %,d KB%n",
        day,
        sent,
        fixture.upkeep().extent(),
        fixture.files("lake").size(),
        kilobytes(fixture.files("lake")),
        count(fixture, STREAM),
        kilobytes(
            fixture.files("log").stream()
                .filter(file -> file.getParent().getFileName().toString().startsWith(STREAM))
                .toList()));
  }

  private static long kilobytes(List<Path> files) {
    return files.stream().filter(Files::exists).mapToLong(f -> f.toFile().length()).sum() >> 10;
  }
}
