package io.thalweg.process.duckdb;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.ArchiveStatus;
import io.thalweg.process.api.CommitListener;
import io.thalweg.process.api.EngineChange;
import io.thalweg.process.api.EngineChange.Effect;
import io.thalweg.process.api.EngineProject;
import io.thalweg.process.api.Lake;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.LakeUpkeep;
import io.thalweg.process.api.LiveEvents;
import io.thalweg.process.api.PipelineStatus;
import io.thalweg.process.api.StreamEngine;
import io.thalweg.process.api.TableChanges;
import io.thalweg.process.api.UpkeepStatus;
import io.thalweg.process.api.quality.QuarantineStore;
import io.thalweg.process.duckdb.archive.Archiver;
import io.thalweg.process.duckdb.archive.Quarantines;
import io.thalweg.process.duckdb.database.EngineDatabase;
import io.thalweg.process.duckdb.pipeline.Correcting;
import io.thalweg.process.duckdb.pipeline.ManagedPipeline;
import io.thalweg.process.duckdb.pipeline.PipelineState;
import io.thalweg.process.duckdb.pipeline.Recomputation;
import io.thalweg.process.duckdb.table.DuckDbTables;
import io.thalweg.process.duckdb.upkeep.Upkeep;
import io.thalweg.sql.streaming.CompiledPipeline;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * The embedded engine: pipelines as micro-batches on DuckDB, each batch in one transaction with the
 * pipeline's offsets, and every stream archived to the lake.
 */
public final class DuckDbEngine implements StreamEngine, LiveEvents, TableChanges {

  private final EngineProject first;
  private final Log log;
  private final Lake lake;
  private final EngineSettings settings;
  private final EngineDatabase database;
  private final EngineNotes notes;
  private final DuckDbTables tables;
  private final Map<String, ManagedPipeline> pipelines = new ConcurrentSkipListMap<>();
  private final EngineTopics topics;
  private final Map<String, Archiver> archivers = new ConcurrentSkipListMap<>();
  private final Map<String, String> tableWriters = new ConcurrentHashMap<>();
  private final Upkeep upkeep;

  /** Held while the log is trimmed, and while a pipeline goes back to its beginning. */
  private final Object trimming = new Object();

  /** Pipelines that are to be opened and are not yet; after a change that failed, all of its. */
  private final Set<String> unopened = new LinkedHashSet<>();

  private final Correcting correcting;
  private volatile Optional<Recomputation> recomputation = Optional.empty();
  private boolean closed;

  /** An engine for streams all of whose events are good. */
  public DuckDbEngine(
      Collection<Stream> streams,
      Collection<CompiledPipeline> pipelines,
      Log log,
      Lake lake,
      EngineSettings settings)
      throws SQLException {
    this(streams, Map.of(), pipelines, log, lake, settings);
  }

  /**
   * An engine of these streams and pipelines; see {@link #DuckDbEngine(EngineProject, Log, Lake,
   * EngineSettings)}.
   */
  public DuckDbEngine(
      Collection<Stream> streams,
      Map<String, EventQuality> quality,
      Collection<CompiledPipeline> pipelines,
      Log log,
      Lake lake,
      EngineSettings settings)
      throws SQLException {
    this(new EngineProject(streams, quality, pipelines), log, lake, settings);
  }

  /**
   * Opens the database; nothing runs yet.
   *
   * @param project to begin with
   * @param log not closed by the engine
   * @param lake not closed by the engine
   * @throws SQLException when the database cannot be opened
   */
  public DuckDbEngine(EngineProject project, Log log, Lake lake, EngineSettings settings)
      throws SQLException {
    this.first = project;
    this.log = log;
    this.lake = lake;
    this.settings = settings;
    this.database =
        EngineDatabase.open(
            settings.directory(),
            settings.memoryBytes(),
            settings.threads(),
            settings.lakeDirectories());
    this.notes = EngineNotes.open(database);
    this.tables = new DuckDbTables(database::connect, log);
    this.topics = new EngineTopics(log, settings.feed());
    this.correcting =
        new Correcting(
            () -> recomputation, settings.upkeep().retention(), settings.upkeep().clock());
    this.upkeep = new Upkeep(log, settings.upkeep(), settings.directory().resolve("upkeep"));
  }

  /**
   * Has something done when an engine's database can only be used again by another process. All
   * that was committed is in its file.
   *
   * @param action called with the reason; it may end the process
   */
  public static void whenUnusable(Consumer<String> action) {
    EngineDatabase.whenUnusable(action);
  }

  /** Has a listener hear of every transaction from now on. */
  public void timeCommits(CommitListener listener) {
    database.commits().time(listener);
  }

  @Override
  public synchronized void start() {
    open(first, Set.of());
    upkeep.start();
  }

  @Override
  public synchronized List<EngineChange> changes(EngineProject next) {
    return diff(next).changes();
  }

  private EngineDiff diff(EngineProject next) {
    Map<String, CompiledPipeline> running = new HashMap<>();
    pipelines.forEach((name, pipeline) -> running.put(name, pipeline.compiled()));
    return new EngineDiff(archivers.keySet(), topics.streams(), tables.served(), running, next);
  }

  @Override
  public synchronized void approve(EngineProject next) {
    Set<String> anew = diff(next).fromTheBeginning();
    Map<String, String> definitions = new HashMap<>();
    for (CompiledPipeline pipeline : next.pipelines()) {
      if (anew.contains(pipeline.name())) {
        definitions.put(pipeline.name(), PipelineState.definition(pipeline));
      }
    }
    working(() -> notes.want(definitions));
  }

  @Override
  public synchronized void apply(EngineProject next) {
    EngineDiff diff = diff(next);
    synchronized (trimming) {
      working(() -> end(diff));
      open(next, diff.fromTheBeginning());
    }
  }

  /** Stops what differs. What is to go on is left as unopened, also where this fails midway. */
  private void end(EngineDiff diff) throws SQLException {
    for (String name : diff.endedPipelines()) {
      unopened.add(name);
      pipelines.get(name).close();
    }
    for (String topic : diff.endedTopics()) {
      upkeep.remove(topic);
      Archiver archiver = archivers.remove(topic);
      if (archiver != null) {
        archiver.close();
      }
      topics.close(topic);
    }
    try (Connection connection = database.connect()) {
      for (String name : diff.pipelines(Effect.ANEW)) {
        pipelines.get(name).dropOutputs(connection);
        tableWriters.values().removeIf(name::equals);
      }
      for (String name : diff.pipelines(Effect.REMOVED)) {
        pipelines.get(name).drop(connection);
        notes.start(name);
        pipelines.remove(name);
        unopened.remove(name);
        tableWriters.values().removeIf(name::equals);
      }
    }
  }

  /** Opens and starts what is not yet running of a project. */
  private void open(EngineProject project, Set<String> anew) {
    tables.serve(project.tables());
    List<Stream> streams =
        project.streams().stream().filter(stream -> !archivers.containsKey(stream.name())).toList();
    List<Stream> read = topics.open(project);
    List<ManagedPipeline> started = new ArrayList<>();
    working(
        () -> {
          prepare(project, anew);
          List<Archiver> archives = new ArrayList<>();
          for (Stream stream : streams) {
            archives.add(
                new Archiver(
                    stream, lake.table(stream), topics.feed(stream), database, settings.archive()));
          }
          Set<String> stopped = notes.stopped();
          for (String name : unopened) {
            ManagedPipeline pipeline = pipelines.get(name);
            if (!stopped.contains(name)) {
              pipeline.open(topics.feeds(pipeline));
              started.add(pipeline);
            }
          }
          for (int i = 0; i < streams.size(); i++) {
            archives.get(i).start(log);
            archivers.put(streams.get(i).name(), archives.get(i));
          }
        });
    unopened.clear();
    started.forEach(ManagedPipeline::start);
    streams.forEach(stream -> lookAfter(stream, lake.table(stream)));
    read.stream()
        .filter(topic -> !archivers.containsKey(topic.name()))
        .forEach(topic -> upkeep.addResults(topic.name(), () -> readUpTo(topic.name()), trimming));
  }

  private void prepare(EngineProject project, Set<String> anew) throws SQLException {
    try (Connection connection = database.connect()) {
      for (CompiledPipeline compiled : project.pipelines()) {
        if (pipelines.containsKey(compiled.name()) && !unopened.contains(compiled.name())) {
          continue;
        }
        ManagedPipeline pipeline = new ManagedPipeline(compiled, database, log, correcting);
        if (anew.contains(compiled.name())
            || notes.isWanted(compiled.name(), PipelineState.definition(compiled))) {
          pipeline.forget(connection);
        }
        pipeline.prepare(connection);
        pipelines.put(compiled.name(), pipeline);
        EngineDiff.tables(compiled).forEach(table -> tableWriters.put(table, compiled.name()));
        unopened.add(compiled.name());
      }
    }
    notes.want(Map.of());
  }

  private void lookAfter(Stream stream, LakeTable table) {
    String name = stream.name();
    if (table instanceof LakeUpkeep) {
      upkeep.add(stream, table);
    }
    upkeep.addTopic(
        name,
        () ->
            topics.needed(
                name, readUpTo(name).map(table.firstNeeded()::least).orElseGet(table::firstNeeded)),
        trimming);
  }

  /** The position of the slowest pipeline that reads a topic; empty when none does. */
  private Optional<Offsets> readUpTo(String topic) {
    return pipelines.values().stream()
        .map(pipeline -> pipeline.status(any -> Optional.empty()).positions().get(topic))
        .filter(Objects::nonNull)
        .reduce(Offsets::least);
  }

  @Override
  public List<UpkeepStatus> upkeep() {
    return upkeep.status();
  }

  @Override
  public Tail follow(String stream, Runnable arrived) {
    return topics.follow(stream, arrived);
  }

  @Override
  public Listening listen(String table, Runnable changed) {
    String pipeline = tableWriters.get(table);
    if (pipeline == null) {
      throw new NoSuchElementException("no pipeline writes table \"" + table + "\"");
    }
    return database.commits().listen(pipeline, changed);
  }

  @Override
  public List<PipelineStatus> pipelines() {
    Map<String, Optional<Offsets>> ends = new HashMap<>();
    List<PipelineStatus> statuses = new ArrayList<>();
    for (ManagedPipeline pipeline : pipelines.values()) {
      statuses.add(pipeline.status(topic -> ends.computeIfAbsent(topic, topics::ends)));
    }
    return statuses;
  }

  @Override
  public List<ArchiveStatus> archives() {
    return archivers.values().stream().map(Archiver::status).toList();
  }

  @Override
  public Map<String, LakeUpkeep.Extent> extents() {
    Map<String, LakeUpkeep.Extent> extents = new TreeMap<>();
    archivers.forEach(
        (stream, archiver) -> archiver.extent().ifPresent(extent -> extents.put(stream, extent)));
    return extents;
  }

  @Override
  public synchronized void reset(String name) {
    ManagedPipeline pipeline = find(name);
    working(
        () -> {
          synchronized (trimming) {
            pipeline.close();
            try (Connection connection = database.connect()) {
              pipeline.forget(connection);
            }
            resume(pipeline);
          }
        });
  }

  @Override
  public synchronized void stop(String name) {
    ManagedPipeline pipeline = find(name);
    working(
        () -> {
          notes.stop(name);
          pipeline.stop();
        });
  }

  @Override
  public synchronized void resume(String name) {
    ManagedPipeline pipeline = find(name);
    working(() -> resume(pipeline));
  }

  private void resume(ManagedPipeline pipeline) throws SQLException {
    notes.start(pipeline.name());
    pipeline.close();
    try (Connection connection = database.connect()) {
      pipeline.prepare(connection);
    }
    pipeline.open(topics.feeds(pipeline));
    pipeline.start();
  }

  private ManagedPipeline find(String name) {
    ManagedPipeline pipeline = pipelines.get(name);
    if (pipeline == null) {
      throw new NoSuchElementException("no pipeline \"" + name + "\"");
    }
    return pipeline;
  }

  private interface Work {
    void run() throws SQLException;
  }

  private static void working(Work work) {
    try {
      work.run();
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not work: " + e.getMessage(), e);
    }
  }

  /** What is in the log and in no stream; to be asked once the engine has started. */
  public QuarantineStore quarantine() {
    return new Quarantines(archivers, database, log);
  }

  /** The reference tables; to be changed once the engine has started. */
  public DuckDbTables tables() {
    return tables;
  }

  /** From now on windows are computed again when rows come late and their pipeline wants so. */
  public void correctBy(Recomputation newRecomputation) {
    recomputation = Optional.of(newRecomputation);
  }

  /** A connection to the serving tables, to be closed by its user. */
  public Connection connect() throws SQLException {
    return database.connect();
  }

  /** As {@link #connect}, to read large results: they are streamed, one at a time. */
  public Connection connectForReading() throws SQLException {
    return database.connectForReading();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    topics.closeHubs();
    upkeep.close();
    pipelines.values().forEach(ManagedPipeline::close);
    archivers.values().forEach(Archiver::close);
    topics.close();
    tables.close();
    database.close();
  }
}
