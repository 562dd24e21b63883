package io.thalweg.process.duckdb.pipeline;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.PipelineStatus;
import io.thalweg.process.api.PositionAheadOfLogException;
import io.thalweg.process.duckdb.database.DatabaseErrors;
import io.thalweg.process.duckdb.database.EngineDatabase;
import io.thalweg.process.duckdb.feed.StreamFeed;
import io.thalweg.sql.streaming.CompiledPipeline;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A pipeline from the engine's side: prepared, opened, started, and reset where its user wants so.
 * One that cannot start says why in its status.
 *
 * <p>Safe for use by many threads.
 */
public final class ManagedPipeline implements AutoCloseable {

  private final CompiledPipeline pipeline;
  private final EngineDatabase database;
  private final Log log;
  private final PipelineState state;
  private final PipelineHealth health = new PipelineHealth();
  private final Correcting correcting;
  private Optional<String> refusal = Optional.empty();

  /** How far it has come, while it does not run. */
  private Optional<Progress> rest = Optional.empty();

  private Optional<PipelineRunner> runner = Optional.empty();

  /**
   * @param correcting how windows are computed again
   */
  public ManagedPipeline(
      CompiledPipeline pipeline, EngineDatabase database, Log log, Correcting correcting) {
    this.pipeline = pipeline;
    this.database = database;
    this.log = log;
    this.state = new PipelineState(pipeline);
    this.correcting = correcting;
  }

  /** The streams it reads. */
  public List<Stream> sources() {
    return pipeline.plan().sources();
  }

  public String name() {
    return pipeline.name();
  }

  /** What it runs. */
  public CompiledPipeline compiled() {
    return pipeline;
  }

  /** The topics it writes. */
  public List<Stream> topics() {
    return pipeline.topics().stream().map(CompiledPipeline.OutputTopic::stream).toList();
  }

  /**
   * Makes or checks its tables.
   *
   * @throws PositionAheadOfLogException when its source has lost records that were read
   */
  public synchronized void prepare(Connection connection) {
    refusal = Optional.empty();
    try {
      state.ensure(connection, log);
      rest = Optional.of(state.load(connection));
    } catch (ChangedDefinitionException | SQLException e) {
      String message = DatabaseErrors.oneLine(e);
      refusal = Optional.of(message);
      health.failed(message);
    }
  }

  /** Takes its place in the feeds of its sources, which are given in their order. */
  public synchronized void open(List<StreamFeed> feeds) throws SQLException {
    if (refusal.isEmpty()) {
      try (Connection connection = database.connect()) {
        Progress progress = state.load(connection);
        runner =
            Optional.of(
                new PipelineRunner(pipeline, database, log, feeds, progress, health, correcting));
      }
    }
  }

  /** Runs from now on, where it can. */
  public synchronized void start() {
    runner.ifPresent(PipelineRunner::start);
  }

  /**
   * Forgets all that was computed, by this definition or another one of the same name, so that it
   * begins anew at the beginning of its sources. It does not run.
   */
  public synchronized void forget(Connection connection) throws SQLException {
    state.reset(connection, log);
    refusal = Optional.empty();
  }

  /** Drops all of its tables; it does not run, and never will again. */
  public synchronized void drop(Connection connection) throws SQLException {
    state.drop(connection);
  }

  /** Drops the tables it puts out; what it computes from is another one's to take over. */
  public synchronized void dropOutputs(Connection connection) throws SQLException {
    state.dropOutputs(connection);
  }

  /** Commits the batch that runs and stops, until it is opened and started again. */
  public synchronized void stop() throws SQLException {
    close();
    refusal = Optional.empty();
    try (Connection connection = database.connect()) {
      rest = Optional.of(state.load(connection));
    }
  }

  /**
   * How it is doing.
   *
   * @param ends of a topic, where the log answers
   */
  public synchronized PipelineStatus status(Function<String, Optional<Offsets>> ends) {
    if (runner.isPresent()) {
      return runner.get().status(ends);
    }
    return PipelineRunner.status(
        pipeline,
        refusal.isPresent() ? PipelineStatus.State.FAILED : PipelineStatus.State.STOPPED,
        refusal,
        rest.orElseGet(
            () ->
                Progress.at(
                    sources().stream().map(source -> Offsets.zero(source.partitions())).toList())),
        health,
        ends);
  }

  @Override
  public synchronized void close() {
    runner.ifPresent(PipelineRunner::close);
    runner = Optional.empty();
  }
}
