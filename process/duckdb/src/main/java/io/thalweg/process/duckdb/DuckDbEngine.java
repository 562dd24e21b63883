package io.thalweg.process.duckdb;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.ArchiveStatus;
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
import io.thalweg.process.duckdb.feed.StreamFeed;
import io.thalweg.process.duckdb.live.StreamHub;
import io.thalweg.process.duckdb.pipeline.ManagedPipeline;
import io.thalweg.process.duckdb.upkeep.Upkeep;
import io.thalweg.sql.streaming.CompiledPipeline;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The embedded engine: pipelines as micro-batches on DuckDB, each batch in one transaction with the
 * pipeline's offsets, and every stream archived to the lake.
 */
public final class DuckDbEngine implements StreamEngine, LiveEvents, TableChanges {

  private final List<Stream> streams;
  private final Log log;
  private final Lake lake;
  private final EngineSettings settings;
  private final Map<String, EventQuality> quality;
  private final EngineDatabase database;
  private final Map<String, ManagedPipeline> pipelines = new TreeMap<>();
  private final Map<String, StreamFeed> feeds = new HashMap<>();
  private final Map<String, Archiver> archivers = new LinkedHashMap<>();
  private final Map<String, StreamHub> hubs;
  private final Upkeep upkeep;

  /** Held while the log is trimmed, and while a pipeline goes back to its beginning. */
  private final Object trimming = new Object();

  private final Map<String, String> tableWriters = new HashMap<>();
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
   * Opens the database; nothing runs yet.
   *
   * @param streams of the project; each is archived
   * @param quality of streams, by their names; streams that are not there have none
   * @param pipelines of the project, names distinct
   * @param log not closed by the engine
   * @param lake not closed by the engine
   * @throws SQLException when the database cannot be opened
   */
  public DuckDbEngine(
      Collection<Stream> streams,
      Map<String, EventQuality> quality,
      Collection<CompiledPipeline> pipelines,
      Log log,
      Lake lake,
      EngineSettings settings)
      throws SQLException {
    this.streams = List.copyOf(streams);
    this.log = log;
    this.lake = lake;
    this.settings = settings;
    this.quality = Map.copyOf(quality);
    this.database =
        EngineDatabase.open(
            settings.directory(),
            settings.memoryBytes(),
            settings.threads(),
            settings.lakeDirectories());
    this.upkeep = new Upkeep(log, settings.upkeep(), settings.directory().resolve("upkeep"));
    for (CompiledPipeline pipeline : pipelines) {
      this.pipelines.put(pipeline.name(), new ManagedPipeline(pipeline, database, log));
    }
    this.hubs = hubs();
    for (CompiledPipeline pipeline : pipelines) {
      pipeline.definition().to().stream()
          .filter(Output.Table.class::isInstance)
          .forEach(output -> tableWriters.put(output.name(), pipeline.name()));
    }
  }

  @Override
  public synchronized void start() {
    streams.forEach(this::ensureTopic);
    pipelines.values().stream()
        .flatMap(pipeline -> pipeline.topics().stream())
        .forEach(this::ensureTopic);
    try {
      try (Connection connection = database.connect()) {
        for (ManagedPipeline pipeline : pipelines.values()) {
          pipeline.prepare(connection);
        }
      }
      for (Stream stream : streams) {
        Archiver archiver =
            new Archiver(stream, lake.table(stream), feed(stream), database, settings.archive());
        archivers.put(stream.name(), archiver);
        lookAfter(stream, lake.table(stream));
      }
      for (ManagedPipeline pipeline : pipelines.values()) {
        pipeline.open(feeds(pipeline));
      }
      for (Archiver archiver : archivers.values()) {
        archiver.start(log);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not work: " + e.getMessage(), e);
    }
    pipelines.values().forEach(ManagedPipeline::start);
    pipelines.values().stream()
        .flatMap(pipeline -> pipeline.topics().stream())
        .forEach(topic -> upkeep.addResults(topic.name(), () -> readUpTo(topic.name()), trimming));
    upkeep.start();
  }

  private void lookAfter(Stream stream, LakeTable table) {
    String name = stream.name();
    if (table instanceof LakeUpkeep) {
      upkeep.add(stream, table);
    }
    upkeep.addTopic(
        name,
        () -> readUpTo(name).map(table.firstNeeded()::least).orElseGet(table::firstNeeded),
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

  private Map<String, StreamHub> hubs() {
    Map<String, StreamHub> made = new HashMap<>();
    java.util.stream.Stream.concat(
            streams.stream(),
            pipelines.values().stream().flatMap(pipeline -> pipeline.topics().stream()))
        .forEach(
            stream ->
                made.put(
                    stream.name(),
                    new StreamHub(
                        stream.name(), () -> feed(stream), () -> log.ends(stream.name()))));
    return Map.copyOf(made);
  }

  @Override
  public Tail follow(String stream, Runnable arrived) {
    StreamHub hub = hubs.get(stream);
    if (hub == null) {
      throw new NoSuchElementException("no stream \"" + stream + "\"");
    }
    return hub.follow(arrived);
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
      statuses.add(pipeline.status(topic -> ends.computeIfAbsent(topic, this::ends)));
    }
    return statuses;
  }

  @Override
  public synchronized List<ArchiveStatus> archives() {
    return archivers.values().stream().map(Archiver::status).toList();
  }

  @Override
  public synchronized void reset(String name) {
    ManagedPipeline pipeline = pipelines.get(name);
    if (pipeline == null) {
      throw new NoSuchElementException("no pipeline \"" + name + "\"");
    }
    try {
      synchronized (trimming) {
        pipeline.reset(feeds(pipeline));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "pipeline \"" + name + "\" is not reset: " + e.getMessage(), e);
    }
  }

  /** What is in the log and in no stream; to be asked once the engine has started. */
  public QuarantineStore quarantine() {
    return new Quarantines(archivers, database, log);
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
    hubs.values().forEach(StreamHub::close);
    upkeep.close();
    pipelines.values().forEach(ManagedPipeline::close);
    archivers.values().forEach(Archiver::close);
    feeds.values().forEach(StreamFeed::close);
    database.close();
  }

  private List<StreamFeed> feeds(ManagedPipeline pipeline) {
    return pipeline.sources().stream().map(this::feed).toList();
  }

  private synchronized StreamFeed feed(Stream stream) {
    return feeds.computeIfAbsent(
        stream.name(), name -> new StreamFeed(log, stream, qualityOf(stream), settings.feed()));
  }

  private EventQuality qualityOf(Stream stream) {
    return quality.getOrDefault(stream.name(), EventQuality.NONE);
  }

  private void ensureTopic(Stream stream) {
    log.ensureTopic(stream.name(), stream.partitions());
  }

  /** Where a topic ends; empty while the log does not answer. */
  private Optional<Offsets> ends(String topic) {
    try {
      return Optional.of(log.ends(topic));
    } catch (LogException e) {
      return Optional.empty();
    }
  }
}
