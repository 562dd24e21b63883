package io.thalweg.process.duckdb.engine;

import static io.thalweg.process.duckdb.engine.Platform.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Log;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.engine.RandomEvents.Event;
import io.thalweg.process.duckdb.feed.FeedSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a pipeline puts out for closed windows is what the same aggregation gives in one go over the
 * rows that are not late, however batches were cut and whenever the engine was started again: over
 * streams and statements that nobody wrote. {@code -Dthalweg.random-streams=N} runs more, {@code
 * -Dthalweg.random-seed=S} others.
 */
class ClosedWindowsTest {

  private static final int COUNT = Integer.getInteger("thalweg.random-streams", 8);
  private static final long SEED = Long.getLong("thalweg.random-seed", 1);

  @TempDir static Path folder;
  private static Log log;

  @BeforeAll
  static void openLog() {
    log = Platform.openLog(folder.resolve("log"));
  }

  @AfterAll
  static void closeLog() {
    log.close();
  }

  @Test
  void closedWindowsEqualTheBatch() throws Exception {
    int windows = 0;
    int late = 0;
    for (long seed = SEED; seed < SEED + COUNT; seed++) {
      try (Comparison comparison = new Comparison(seed)) {
        comparison.run();
        windows += comparison.windows;
        late += comparison.late;
      }
    }
    assertThat(windows).isGreaterThan(3 * COUNT);
    assertThat(late).isGreaterThan(COUNT);
  }

  /** One random stream through one random statement. */
  private static final class Comparison implements AutoCloseable {
    private final long seed;
    private final Random random;
    private final Stream stream;
    private final RandomEvents events;
    private final RandomAggregation aggregation;
    private final Platform platform;
    private int windows;
    private int late;

    Comparison(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.stream =
          new Stream(
              "random" + seed,
              Optional.empty(),
              List.of(
                  new Field("time", Primitive.TIMESTAMP, true),
                  new Field("k", Primitive.STRING, false),
                  new Field("n", Primitive.INT, false),
                  new Field("x", Primitive.DOUBLE, false),
                  new Field("p", new DataType.Decimal(12, 3), false)),
              Optional.empty(),
              Optional.of(
                  new EventTime(
                      "time", Duration.ofSeconds(random.nextInt(20)), Duration.ofHours(1))),
              1 + random.nextInt(3),
              Stream.UnknownFields.REFUSE);
      this.events = new RandomEvents(random, stream);
      this.aggregation = new RandomAggregation(random);
      this.platform = new Platform(log, folder.resolve("engine-" + seed), stream);
    }

    void run() throws Exception {
      Pipeline pipeline =
          pipeline("totals", aggregation.streaming(stream.name()), new Output.Table("totals"));
      int lives = 1 + random.nextInt(3);
      for (int life = 0; life < lives; life++) {
        platform.feed(cuts());
        platform.start(pipeline);
        for (int burst = random.nextInt(4); burst >= 0; burst--) {
          send(events.next(random.nextInt(400)));
          if (random.nextBoolean()) {
            platform.awaitRead("totals");
          }
        }
        if (life == lives - 1) {
          send(events.closing());
        }
        if (life == lives - 1 || random.nextBoolean()) {
          platform.awaitRead("totals");
        }
      }
      compare();
    }

    private void send(List<Event> sent) {
      sent.forEach(event -> platform.send(stream.name(), event.partition(), event.json()));
    }

    private FeedSettings cuts() {
      int rows = 1 + random.nextInt(random.nextBoolean() ? 20 : 500);
      return new FeedSettings(rows, 1 << 20, Duration.ofMillis(20), random.nextInt(3), 1 << 20);
    }

    private void compare() throws SQLException {
      Set<String> lateByLateness = new HashSet<>();
      Set<String> lateAtAll = new HashSet<>();
      for (String row : platform.rows("SELECT _partition, _offset, _reason FROM totals_late")) {
        String place = row.substring(0, row.lastIndexOf('|'));
        assertThat(lateAtAll.add(place)).as("seed %d: %s once", seed, place).isTrue();
        if (row.endsWith("|lateness")) {
          lateByLateness.add(place);
        }
      }
      assertThat(lateByLateness).as("seed %d: late by lateness", seed).isEqualTo(events.late());
      List<Event> kept =
          events.all().stream().filter(event -> !lateAtAll.contains(event.place())).toList();
      List<String> expected = aggregation.batch(kept, events.watermark());
      List<String> found = platform.rows(aggregation.ordered("totals"));
      assertThat(found)
          .as("seed %d: %s", seed, aggregation.streaming(stream.name()))
          .usingElementComparator(aggregation::compareRows)
          .isEqualTo(expected);
      windows += expected.size();
      late += lateAtAll.size();
    }

    @Override
    public void close() {
      platform.close();
    }
  }
}
