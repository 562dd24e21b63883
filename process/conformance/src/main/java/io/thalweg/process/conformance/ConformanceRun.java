package io.thalweg.process.conformance;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.once.EventIds;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import io.thalweg.process.api.EngineProject;
import io.thalweg.process.api.PipelineStatus;
import io.thalweg.process.conformance.ConformanceCase.Input;
import io.thalweg.process.conformance.ConformanceCase.Kind;
import io.thalweg.process.conformance.ConformanceEngine.Session;
import io.thalweg.process.conformance.Feed.Event;
import io.thalweg.sql.streaming.CompiledPipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Runs cases against an engine: all of their pipelines at once, with the rows of each input in the
 * order of the case and cut into batches at random; the engine is closed and opened again in
 * between. Then each statement as a query over the rows that are not late; or over all of them,
 * from the lake and the log, where its pipeline corrects windows.
 *
 * <p>By processing time the present closes windows, and cases are of the past; so all rows of such
 * streams are in the log before the engine is opened.
 */
public final class ConformanceRun {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final ConformanceSuite suite;
  private final ConformanceEngine engine;
  private final Log log;
  private final Path folder;
  private final Random random;
  private final Prepared prepared;
  private final List<ConformanceCase> cases;

  private ConformanceRun(
      ConformanceSuite suite,
      String group,
      ConformanceEngine engine,
      Log log,
      Path folder,
      long seed)
      throws Exception {
    this.suite = suite;
    this.engine = engine;
    this.log = AppendTimes.in(log);
    this.folder = folder;
    this.random = new Random(seed);
    this.cases = suite.cases().get(group);
    this.prepared = new Prepared(suite, cases, group.replaceAll("\\W", "_") + "_");
  }

  /**
   * What differs from the expected.
   *
   * @param inPipeline in words; empty where nothing does
   * @param inQuery the same of the query
   */
  public record Outcome(String inPipeline, String inQuery) {}

  /**
   * Runs the cases of a group.
   *
   * @param group of the suite
   * @param log that has no topic of this group yet
   * @param folder for what the engine keeps
   * @param seed of what is random
   * @return what became of each case
   */
  public static Map<ConformanceCase, Outcome> run(
      ConformanceSuite suite,
      String group,
      ConformanceEngine engine,
      Log log,
      Path folder,
      long seed)
      throws Exception {
    return new ConformanceRun(suite, group, engine, log, folder, seed).run();
  }

  private Map<ConformanceCase, Outcome> run() throws Exception {
    prepared.streams().forEach(stream -> log.ensureTopic(stream.name(), stream.partitions()));
    try (EventIds ids = ids()) {
      quality(ids); // holds for all that comes from now on
    }
    try (Feed feed = new Feed(log)) {
      List<Input> tables = inputs(Kind.TABLE);
      List<Input> streams = inputs(Kind.STREAM);
      for (Input input : inputs(Kind.REFERENCE_TABLE)) {
        Table table = prepared.table(input);
        log.ensureCompactedTopic(table.topic(), 1);
        feed.change(table, input);
      }
      for (Input input : streams) {
        feed.send(Feed.events(input, prepared.queried(input), false));
      }
      for (Input input : streams) {
        if (isByArrival(input)) {
          if (!tables.isEmpty()) {
            throw new IllegalArgumentException(
                "a group by processing time has reference tables only: " + input.name());
          }
          feed.send(Feed.events(input, prepared.stream(input), true));
        }
      }
      List<Event> events =
          Feed.mixed(
              streams.stream()
                  .filter(input -> !isByArrival(input))
                  .map(input -> Feed.events(input, prepared.stream(input), true))
                  .toList(),
              random);
      int cut = random.nextInt(events.size() + 1);
      try (EventIds ids = ids();
          Session first = open(ids)) {
        for (Input table : tables) {
          feed.send(Feed.events(table, prepared.stream(table), true));
        }
        await(first);
        feed.send(events.subList(0, cut));
        if (random.nextBoolean()) {
          await(first);
        }
      }
      try (EventIds ids = ids();
          Session second = open(ids)) {
        feed.send(events.subList(cut, events.size()));
        await(second);
        feed.send(prepared.closed().stream().flatMap(s -> Feed.closing(s).stream()).toList());
        await(second);
        awaitPresent(second);
        awaitCorrected(second);
        Map<ConformanceCase, Outcome> outcomes = new LinkedHashMap<>();
        for (ConformanceCase test : cases) {
          outcomes.put(test, outcome(test, second, ids.duplicates()));
        }
        return outcomes;
      }
    }
  }

  private boolean isByArrival(Input input) {
    return prepared.stream(input).processingTime().isPresent();
  }

  private List<Input> inputs(Kind kind) {
    return prepared.inputs().stream().filter(input -> input.kind() == kind).toList();
  }

  private EventIds ids() {
    return new EventIds(folder.resolve("ids"), log, 1 << 20);
  }

  private Map<String, EventQuality> quality(EventIds ids) throws IOException {
    Map<String, EventQuality> quality = new HashMap<>();
    for (Stream stream : prepared.streams()) {
      quality.put(stream.name(), ids.of(stream, EventQuality.NONE));
    }
    return quality;
  }

  private Session open(EventIds ids) throws Exception {
    Session session =
        engine.open(
            new EngineProject(
                prepared.archived(), prepared.tables(), quality(ids), prepared.pipelines()),
            prepared.queried(),
            log,
            folder,
            1 + random.nextInt(5));
    session.pipelines().start();
    return session;
  }

  private Outcome outcome(ConformanceCase test, Session session, Map<String, Long> duplicates)
      throws Exception {
    Check check = new Check(suite, test, session.queries());
    Optional<CompiledPipeline> pipeline = prepared.pipeline(test);
    String inPipeline;
    if (test.inPipeline() instanceof Expected.Refused refused) {
      inPipeline = check.refusedInPipeline(refused);
    } else if (pipeline.isEmpty()) {
      inPipeline = "it was refused:\n" + prepared.problem(test);
    } else {
      long found =
          test.inputs().stream()
              .map(prepared::stream)
              .filter(Objects::nonNull)
              .mapToLong(stream -> duplicates.getOrDefault(stream.name(), 0L))
              .sum();
      inPipeline = check.pipeline(pipeline.get(), status(session, pipeline.get().name()), found);
    }
    return new Outcome(inPipeline, check.query(prepared.query(test)));
  }

  private static PipelineStatus status(Session session, String pipeline) {
    return session.pipelines().pipelines().stream()
        .filter(status -> status.name().equals(pipeline))
        .findFirst()
        .orElseThrow();
  }

  /** Waits until every pipeline has read all that there is, or has failed. */
  private static void await(Session session) throws Exception {
    await(session, status -> status.lag() == 0);
  }

  /** Waits until windows by processing time are closed. */
  private void awaitPresent(Session session) throws Exception {
    Set<String> byArrival = prepared.byArrival();
    Instant closed = Feed.END.minusSeconds(60);
    await(
        session,
        status ->
            !byArrival.contains(status.name())
                || status.watermark().filter(closed::isBefore).isPresent());
  }

  /** Waits until windows that rows came late for are computed again. */
  private void awaitCorrected(Session session) throws Exception {
    for (String pipeline : prepared.correcting()) {
      await(session, () -> session.isCorrected(pipeline, Feed.END));
    }
  }

  private static void await(Session session, Predicate<PipelineStatus> condition) throws Exception {
    await(
        session,
        () ->
            session.pipelines().pipelines().stream()
                .allMatch(
                    status ->
                        condition.test(status) || status.state() == PipelineStatus.State.FAILED));
  }

  private static void await(Session session, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "pipelines lag behind after " + PATIENCE + ": " + session.pipelines().pipelines());
      }
      LockSupport.parkNanos(2_000_000);
    }
  }
}
