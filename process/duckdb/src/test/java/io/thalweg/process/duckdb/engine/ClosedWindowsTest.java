package io.thalweg.process.duckdb.engine;

import static io.thalweg.process.duckdb.engine.Platform.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Log;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Emit;
import io.thalweg.definitions.EventId;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Late;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Stream;
import io.thalweg.process.conformance.RowComparison;
import io.thalweg.process.duckdb.engine.RandomEvents.Event;
import io.thalweg.process.duckdb.feed.FeedSettings;
import io.thalweg.sql.streaming.CompiledPipeline;
import io.thalweg.sql.streaming.StreamingOperator;
import io.thalweg.sql.streaming.StreamingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a pipeline puts out is what the same statement gives as a query over the rows that are not
 * late, however batches were cut and whenever the engine was started again: over streams and
 * statements that nobody wrote. Half of the streams have an id, and a quarter of what is sent to
 * them are events that were sent before and count no more; half go through statements over arrays
 * and rows too, and in a third many times are equal. {@code -Dthalweg.random-streams=N} runs more,
 * {@code -Dthalweg.random-minutes=M} as many as there is time for, {@code -Dthalweg.random-seed=S}
 * others; each pair of streams goes through a statement of every kind. The same for tables that
 * change, at any time, and for windows that are corrected, over all rows. A difference names its
 * seed, and the others still run.
 */
class ClosedWindowsTest {

  private static final int MINUTES = Integer.getInteger("thalweg.random-minutes", 0);
  private static final int COUNT =
      Integer.getInteger("thalweg.random-streams", MINUTES > 0 ? Integer.MAX_VALUE : 5);
  private static final long SEED = Long.getLong("thalweg.random-seed", 1);

  /** Pairs of streams that one log holds, so that a long run does not collect topics. */
  private static final int PER_LOG = 50;

  private final List<String> differences = new ArrayList<>();
  private long rows;
  private long late;
  private long pipelines;

  @Test
  void whatIsFinalEqualsTheBatch(@TempDir Path folder) throws Exception {
    compareWithTheBatch(Kind.FINAL, folder);
  }

  /**
   * Of rows of a key with equal times two orders were taken once, so that a session was joined with
   * the next one and stayed open.
   */
  @Test
  void aSessionIsNotJoinedWithTheNextOneThatBeginsWithEqualTimes(@TempDir Path folder)
      throws Exception {
    try (Log log = Platform.openLog(folder.resolve("log"))) {
      compare(Kind.FINAL, 4018, log, folder);
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void whatChangesEqualsTheBatchAtAnyTime(@TempDir Path folder) throws Exception {
    compareWithTheBatch(Kind.CHANGING, folder);
  }

  @Test
  void whatIsCorrectedEqualsTheBatchOfAllRows(@TempDir Path folder) throws Exception {
    compareWithTheBatch(Kind.CORRECTED, folder);
  }

  /** What is compared; of the costlier kinds fewer. */
  private enum Kind {
    FINAL(1),
    CHANGING(0.25),
    CORRECTED(0.25);

    private final double part;

    Kind(double part) {
      this.part = part;
    }
  }

  private void compareWithTheBatch(Kind kind, Path folder) throws Exception {
    int count = (int) Math.ceil(COUNT * kind.part);
    long deadline =
        MINUTES > 0 ? System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos() : Long.MAX_VALUE;
    long seed = SEED;
    while (seed - SEED < count && System.nanoTime() < deadline) {
      Path own = folder.resolve("from-" + seed);
      try (Log log = Platform.openLog(own.resolve("log"))) {
        long end = Math.min(SEED + (long) count, seed + PER_LOG);
        for (; seed < end && System.nanoTime() < deadline; seed++) {
          compare(kind, seed, log, own);
        }
      }
      delete(own);
      if (COUNT > PER_LOG) {
        System.out.printf(
            "seeds %d to %d: %d pipelines, %d rows, %d late, %d differences%n",
            SEED, seed - 1, pipelines, rows, late, differences.size());
      }
    }
    assertThat(differences).isEmpty();
    assertThat(rows).isGreaterThan(3 * pipelines);
    assertThat(4 * late).isGreaterThan(pipelines);
  }

  private void compare(Kind kind, long seed, Log log, Path folder) throws Exception {
    try (Comparison comparison = new Comparison(kind, seed, log, folder)) {
      comparison.run();
      rows += comparison.rows;
      late += comparison.late;
      pipelines += comparison.pipelines.size();
    } catch (AssertionError | SQLException | RuntimeException e) {
      differences.add("seed " + seed + ": " + e.getMessage());
      if (COUNT > PER_LOG) {
        System.out.println(differences.get(differences.size() - 1));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (java.util.stream.Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Two random streams through random statements. */
  private static final class Comparison implements AutoCloseable {
    private final Kind kind;
    private final long seed;
    private final Log log;
    private final Random random;
    private final boolean repeats;
    private final List<Stream> streams = new ArrayList<>();
    private final List<RandomEvents> events = new ArrayList<>();
    private final List<Pipeline> pipelines = new ArrayList<>();
    private final Platform platform;
    private int rows;
    private int late;

    Comparison(Kind kind, long seed, Log log, Path folder) {
      this.kind = kind;
      this.seed = seed;
      this.log = log;
      this.random = new Random(seed);
      this.repeats = seed % 2 == 0;
      String suffix = kind.name().substring(0, 2).toLowerCase(Locale.ROOT) + kind.ordinal() + seed;
      for (String name : List.of("a" + suffix, "b" + suffix)) {
        Stream stream = stream(name);
        streams.add(stream);
        // where seeds can be divided by three, many times are equal
        long tick = seed % 3 == 0 ? 250_000 : 1;
        events.add(new RandomEvents(random, new Random(seed + streams.size()), stream, tick));
      }
      RandomStatement statements =
          new RandomStatement(random, streams.get(0).name(), streams.get(1).name());
      RandomNestedStatement nested =
          new RandomNestedStatement(
              new Random(~seed), streams.get(0).name(), streams.get(1).name());
      boolean nests = seed / 2 % 2 == 0;
      if (kind == Kind.FINAL) {
        List<String> all = new ArrayList<>(statements.all());
        all.addAll(nests ? nested.all() : List.of());
        all.forEach(sql -> pipelines.add(pipeline("p" + pipelines.size(), sql, table())));
        for (String sql : statements.retainedJoins()) {
          Pipeline of = pipeline("p" + pipelines.size(), sql, table());
          pipelines.add(Platform.with(of, Emit.FINAL, retention()));
        }
      } else if (kind == Kind.CORRECTED) {
        List<String> corrected = new ArrayList<>(statements.corrected());
        corrected.addAll(nests ? nested.corrected() : List.of());
        for (String sql : corrected) {
          Pipeline of = Platform.changing("p" + pipelines.size(), sql, table());
          pipelines.add(Platform.with(of, Late.CORRECT));
        }
      } else {
        statements.allThatChange().forEach(of -> addChanging(of, Optional.empty()));
        statements.retainedJoinsThatChange().forEach(of -> addChanging(of, retention()));
        if (nests) {
          nested.allThatChange().forEach(of -> addChanging(of, Optional.empty()));
        }
      }
      this.platform =
          new Platform(log, folder.resolve("engine-" + suffix), streams.toArray(Stream[]::new));
    }

    private Output table() {
      return new Output.Table("t" + pipelines.size());
    }

    private Optional<Duration> retention() {
      return Optional.of(Duration.ofSeconds(1 + random.nextInt(20)));
    }

    private void addChanging(
        RandomStatement.ChangingStatement statement, Optional<Duration> retention) {
      String name = "p" + pipelines.size();
      Output topic = new Output.Topic("c" + seed + "-" + name, Optional.empty(), 2);
      Output[] outputs = statement.keyed() ? new Output[] {table(), topic} : new Output[] {table()};
      pipelines.add(
          Platform.with(pipeline(name, statement.sql(), outputs), Emit.CHANGES, retention));
    }

    private Stream stream(String name) {
      Duration idleness = random.nextInt(4) == 0 ? Duration.ofMillis(30) : Duration.ofHours(1);
      List<Field> fields =
          new ArrayList<>(
              List.of(
                  new Field("time", Primitive.TIMESTAMP, true),
                  new Field("k", Primitive.STRING, false),
                  new Field("n", Primitive.INT, false),
                  new Field("x", Primitive.DOUBLE, false),
                  new Field("p", new DataType.Decimal(12, 3), false),
                  new Field("a", new DataType.Array(Primitive.INT), false),
                  new Field("d", RandomNestedStatement.ROW, false)));
      if (repeats) {
        fields.add(new Field("id", Primitive.LONG, true));
      }
      Stream stream =
          new Stream(
              name,
              Optional.empty(),
              fields,
              Optional.empty(),
              Optional.of(new EventTime("time", Duration.ofSeconds(random.nextInt(20)), idleness)),
              1 + random.nextInt(3),
              Stream.UnknownFields.REFUSE);
      return repeats ? stream.withId(new EventId("id", Duration.ofHours(1))) : stream;
    }

    void run() throws Exception {
      int lives = 1 + random.nextInt(3);
      long end = 0;
      for (int life = 0; life < lives; life++) {
        platform.feed(cuts());
        platform.endWithoutSavingIds(random.nextBoolean());
        platform.start(pipelines.toArray(Pipeline[]::new));
        for (int burst = random.nextInt(4); burst >= 0; burst--) {
          int stream = random.nextInt(streams.size());
          send(stream, events.get(stream).next(random.nextInt(300)));
          if (random.nextBoolean()) {
            awaitRead();
            compareChanging(Long.MAX_VALUE);
          }
        }
        if (life == lives - 1) {
          awaitRead();
          end = events.stream().mapToLong(RandomEvents::greatest).max().orElseThrow();
          end = (end / 3_600_000_000L + 2) * 3_600_000_000L;
          for (int stream = 0; stream < streams.size(); stream++) {
            send(stream, events.get(stream).closing(end));
          }
        }
        if (life == lives - 1 || random.nextBoolean()) {
          awaitRead();
        }
      }
      if (kind == Kind.FINAL) {
        for (CompiledPipeline pipeline : compiled()) {
          compare(pipeline, end);
        }
      } else if (kind == Kind.CORRECTED) {
        for (CompiledPipeline pipeline : compiled()) {
          awaitCorrected(pipeline, end);
          compare(pipeline, end);
        }
      } else {
        compareChanging(end);
        for (CompiledPipeline pipeline : compiled()) {
          compareTopic(pipeline);
        }
      }
    }

    private void awaitCorrected(CompiledPipeline pipeline, long end) {
      Instant before = Instant.EPOCH.plus(end, ChronoUnit.MICROS);
      Platform.await(() -> CorrectionBacklog.isEmpty(platform.engine(), pipeline.name(), before));
    }

    private List<CompiledPipeline> compiled() {
      return platform.compile(pipelines.toArray(Pipeline[]::new)).pipelines();
    }

    /**
     * What changes equals the batch over all events so far; where final rows are below, over the
     * closed windows.
     */
    private void compareChanging(long end) throws SQLException {
      if (kind != Kind.CHANGING) {
        return;
      }
      for (CompiledPipeline pipeline : compiled()) {
        boolean atAnyTime =
            pipeline.plan().operators().stream()
                .allMatch(StreamingOperator.Changing.class::isInstance);
        if (atAnyTime) {
          compare(pipeline, Long.MAX_VALUE);
        } else if (end < Long.MAX_VALUE) {
          compare(pipeline, end);
        }
      }
    }

    /** The last records of the topic, by their keys, are the rows of the table. */
    private void compareTopic(CompiledPipeline pipeline) throws SQLException {
      if (pipeline.topics().isEmpty()) {
        return;
      }
      Stream topic = pipeline.topics().get(0).stream();
      Platform.await(
          () ->
              platform
                  .rows("SELECT count(*) FROM \"$%s\".outbox".formatted(pipeline.name()))
                  .equals(List.of("0")));
      assertThat(Changelog.rows(log, topic))
          .as("seed %d: topic of %s", seed, pipeline.definition().sql().text())
          .containsExactlyInAnyOrderElementsOf(
              platform.rows(Changelog.select(topic, pipeline.definition().to().get(0).name())));
    }

    private void awaitRead() {
      platform.awaitAllRead();
    }

    private void send(int stream, List<Event> sent) {
      sent.forEach(
          event -> platform.send(streams.get(stream).name(), event.partition(), event.json()));
    }

    private FeedSettings cuts() {
      int rows = 1 + random.nextInt(random.nextBoolean() ? 20 : 500);
      return new FeedSettings(rows, 1 << 20, Duration.ofMillis(20), random.nextInt(3), 1 << 20);
    }

    private void compare(CompiledPipeline pipeline, long end) throws SQLException {
      StreamingPlan plan = pipeline.plan();
      Map<Stream, List<Event>> kept = new HashMap<>();
      for (Stream source : plan.sources()) {
        RandomEvents of = events.get(streams.indexOf(source));
        Set<String> lateOnes = plan.hasLateRows() ? late(pipeline, source, of) : Set.of();
        kept.put(
            source,
            of.all().stream()
                .filter(event -> event.time() < end)
                .filter(event -> pipeline.corrects() || !lateOnes.contains(event.place()))
                .toList());
      }
      List<List<Object>> expected = BatchOracle.rows(plan.query(), kept);
      assertThat(RowComparison.difference(found(pipeline, end), expected))
          .as("seed %d: %s", seed, pipeline.definition().sql().text())
          .isEmpty();
      rows += expected.size();
    }

    /** What the pipeline put out, without what the last events show of themselves. */
    private List<List<Object>> found(CompiledPipeline pipeline, long end) throws SQLException {
      String table = pipeline.definition().to().get(0).name();
      String columns =
          pipeline.plan().columns().stream()
              .map(column -> '"' + column.name() + '"')
              .collect(Collectors.joining(", "));
      try (Connection connection = platform.engine().connect();
          Statement statement = connection.createStatement()) {
        List<List<Object>> all =
            BatchOracle.read(statement, "SELECT " + columns + " FROM " + table);
        if (end == Long.MAX_VALUE) {
          return all;
        }
        LocalDateTime last =
            LocalDateTime.ofInstant(Instant.EPOCH.plus(end, ChronoUnit.MICROS), ZoneOffset.UTC);
        String from = last.toString().replace('T', ' ');
        return all.stream()
            .filter(row -> row.stream().noneMatch(cell -> isFrom(cell, from)))
            .toList();
      }
    }

    private static boolean isFrom(Object cell, String time) {
      return cell instanceof String text
          && text.matches("\\d{4}-\\d\\d-\\d\\d .*")
          && text.compareTo(time) >= 0;
    }

    private Set<String> late(CompiledPipeline pipeline, Stream source, RandomEvents of)
        throws SQLException {
      Set<String> behind = new HashSet<>();
      Set<String> all = new HashSet<>();
      String table = pipeline.plan().lateTable(pipeline.name(), source);
      for (String row : platform.rows("SELECT _partition, _offset, _reason FROM " + table)) {
        String place = row.substring(0, row.lastIndexOf('|'));
        assertThat(all.add(place)).as("seed %d: %s once", seed, place).isTrue();
        if (row.endsWith("|lateness")) {
          behind.add(place);
        }
      }
      assertThat(behind).as("seed %d: late by lateness", seed).isEqualTo(of.late());
      late += all.size();
      return all;
    }

    @Override
    public void close() {
      platform.close();
    }
  }
}
