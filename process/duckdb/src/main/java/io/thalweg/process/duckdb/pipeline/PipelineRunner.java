package io.thalweg.process.duckdb.pipeline;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.PipelineStatus;
import io.thalweg.process.api.PipelineStatus.State;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.database.DatabaseErrors;
import io.thalweg.process.duckdb.database.EngineDatabase;
import io.thalweg.process.duckdb.feed.StreamFeed;
import io.thalweg.process.duckdb.feed.TrimmedLogException;
import io.thalweg.sql.streaming.CompiledPipeline;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One pipeline on its own thread, from start to close. What passes is tried again; what is wrong
 * with the data or the SQL ends this pipeline and no other.
 */
public final class PipelineRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PipelineRunner.class);

  /** How often a batch is repeated after an error of the database that may pass. */
  private static final int ATTEMPTS = 8;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final CompiledPipeline pipeline;
  private final EngineDatabase database;
  private final Log log;
  private final PipelineTables tables;
  private final PipelineSql sql;
  private final Outbox outbox;
  private final Outputs outputs;
  private final Optional<TopicPublisher> publisher;
  private final PipelineHealth health;
  private final Optional<Corrector> corrector;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private final List<StreamFeed.Reader> readers = new ArrayList<>();

  /** Of several sources, the one that has its turn; only of the thread. */
  private int nextReader;

  private volatile Progress progress;
  private volatile State state = State.STOPPED;
  private volatile Optional<String> trouble = Optional.empty();
  private volatile Optional<String> failure = Optional.empty();

  /**
   * @param feeds of its sources, in their order
   * @param progress that the database holds for this pipeline, whose tables exist
   * @param health is told how it goes
   * @param correcting how windows are computed again
   */
  PipelineRunner(
      CompiledPipeline pipeline,
      EngineDatabase database,
      Log log,
      List<StreamFeed> feeds,
      Progress progress,
      PipelineHealth health,
      Correcting correcting) {
    this.pipeline = pipeline;
    this.database = database;
    this.log = log;
    for (int i = 0; i < feeds.size(); i++) {
      readers.add(feeds.get(i).reader(progress.position(i)));
    }
    this.progress = progress;
    this.health = health;
    health.reached(progress);
    this.tables = new PipelineTables(pipeline.name());
    this.sql = new PipelineSql(pipeline, tables);
    this.outbox = new Outbox(pipeline, tables);
    this.outputs = new Outputs(pipeline, outbox);
    this.publisher =
        outbox.isNeeded()
            ? Optional.of(new TopicPublisher(pipeline.name(), database, log, outbox, this::fail))
            : Optional.empty();
    this.corrector =
        pipeline.corrects()
            ? Optional.of(new Corrector(pipeline.plan(), correcting))
            : Optional.empty();
    this.thread = new Thread(this::run, "pipeline-" + pipeline.name());
  }

  /** Starts the thread. */
  public void start() {
    state = State.RUNNING;
    publisher.ifPresent(topics -> topics.start(progress.sequence()));
    thread.start();
  }

  /**
   * How it is doing.
   *
   * @param ends of a topic, where the log answers
   */
  public PipelineStatus status(Function<String, Optional<Offsets>> ends) {
    return status(pipeline, state, failure.or(() -> trouble), progress, health, ends);
  }

  /** How a pipeline is doing that has come so far. */
  static PipelineStatus status(
      CompiledPipeline pipeline,
      State state,
      Optional<String> error,
      Progress now,
      PipelineHealth health,
      Function<String, Optional<Offsets>> ends) {
    Map<String, Offsets> positions = new LinkedHashMap<>();
    long lag = 0;
    for (int i = 0; i < pipeline.plan().sources().size(); i++) {
      String source = pipeline.plan().sources().get(i).name();
      positions.put(source, now.position(i));
      lag += ends.apply(source).map(now.position(i)::until).orElse(0L);
    }
    return new PipelineStatus(
        pipeline.name(),
        state,
        error,
        positions,
        lag,
        now.watermark() == EventBatch.NO_TIME
            ? Optional.empty()
            : Optional.of(Instant.EPOCH.plus(now.watermark(), ChronoUnit.MICROS)),
        now.rowsIn(),
        now.rowsOut(),
        now.late(),
        health.rates(),
        health.lastError());
  }

  private List<Stream> sources() {
    return pipeline.plan().sources();
  }

  /** Commits the batch that runs and stops. */
  @Override
  public void close() {
    stopping.countDown();
    readers.forEach(StreamFeed.Reader::wakeup);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    publisher.ifPresent(TopicPublisher::close);
  }

  private void run() {
    MDC.put("pipeline", pipeline.name());
    BatchProcessor processor =
        new BatchProcessor(pipeline.plan(), outputs.carriesWatermarks(), progress, this::ends);
    try {
      while (isRunning()) {
        try {
          work(processor);
        } catch (LogException | KafkaException | QueryException e) {
          pause(FIRST_PAUSE.multipliedBy(20), e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException | RuntimeException e) {
      if (stopping.getCount() > 0) {
        fail(e);
      }
    } finally {
      readers.forEach(StreamFeed.Reader::close);
      if (state == State.RUNNING) {
        state = State.STOPPED;
      }
    }
  }

  /** Processes batches on one session after the other. */
  private void work(BatchProcessor processor) throws SQLException, InterruptedException {
    int failures = 0;
    while (isRunning()) {
      try (PipelineSession session = new PipelineSession(database, tables, sql, outputs)) {
        while (isRunning()) {
          step(processor, session);
          failures = 0;
          trouble = Optional.empty();
        }
      } catch (SQLException e) {
        failures++;
        if (!DatabaseErrors.isTransient(e) || failures >= ATTEMPTS) {
          throw e;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << failures);
        pause(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE, e);
      }
    }
  }

  private void step(BatchProcessor processor, PipelineSession session)
      throws SQLException, InterruptedException {
    Optional<StreamFeed.Next> next = StreamFeed.awaitAny(readers, nextReader, patience(processor));
    if (next.isPresent()) {
      int source = next.get().reader();
      processor.process(source, next.get().batch(), session);
      readers.get(source).advance(next.get().batch());
      nextReader = (source + 1) % readers.size();
    } else {
      processor.tick(session);
    }
    moved(processor);
    if (corrector.isPresent()) {
      corrector.get().correct(session, processor.progress()).ifPresent(processor::moved);
      moved(processor);
    }
  }

  private void moved(BatchProcessor processor) {
    if (progress.sequence() != processor.progress().sequence()) {
      publisher.ifPresent(TopicPublisher::recordsAdded);
    }
    progress = processor.progress();
    health.reached(progress);
  }

  private Duration patience(BatchProcessor processor) {
    Duration patience = processor.patience();
    return corrector
        .map(Corrector::patience)
        .filter(sooner -> sooner.compareTo(patience) < 0)
        .orElse(patience);
  }

  private boolean isRunning() {
    return stopping.getCount() > 0 && state == State.RUNNING;
  }

  private Optional<Offsets> ends(int source) {
    try {
      return Optional.of(log.ends(sources().get(source).name()));
    } catch (LogException e) {
      return Optional.empty();
    }
  }

  private void pause(Duration time, Exception reason) throws InterruptedException {
    String message = DatabaseErrors.oneLine(reason);
    trouble = Optional.of(message);
    health.failed(message);
    LOG.debug("pipeline {} tries again in {}", pipeline.name(), time, reason);
    stopping.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void fail(Exception reason) {
    String message = DatabaseErrors.oneLine(reason);
    failure = Optional.of(message);
    health.failed(message);
    state = State.FAILED;
    if (reason instanceof SQLException || reason instanceof TrimmedLogException) {
      LOG.warn("pipeline {} stopped: {}", pipeline.name(), message);
    } else {
      LOG.error("pipeline {} stopped", pipeline.name(), reason);
    }
    readers.forEach(StreamFeed.Reader::wakeup);
  }
}
