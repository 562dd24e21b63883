package io.thalweg.app.server.project;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.ProjectFolder;
import io.thalweg.app.project.ServingRelations;
import io.thalweg.app.tables.TableRefresh;
import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.connect.http.events.EventIntake;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.Settings.Listener;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import io.thalweg.process.api.EngineProject;
import io.thalweg.process.api.Lake;
import io.thalweg.process.api.StreamEngine;
import io.thalweg.process.api.table.ReferenceTables;
import io.thalweg.process.duckdb.query.DuckDbQueries;
import io.thalweg.process.duckdb.query.QueryableStream;
import io.thalweg.sql.streaming.CompiledPipeline.OutputTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The project that runs, and its change into another one while everything else goes on. Whoever
 * needs to know what there is asks here each time. Safe for use by many threads; one change at a
 * time.
 */
public final class LiveProject implements Supplier<CheckedProject> {

  private final StreamEngine engine;
  private final ReferenceTables tables;
  private final TableRefresh refresh;
  private final DuckDbQueries queries;
  private final EventIntake intake;
  private final Lake lake;
  private final Function<CheckedProject, Map<String, EventQuality>> quality;
  private final Optional<Listener> started;
  private volatile CheckedProject current;

  /**
   * @param current that all of these run already
   * @param quality what must hold for the events of a project's streams, wherever they stand in the
   *     log; called when a project is about to run
   */
  public LiveProject(
      CheckedProject current,
      StreamEngine engine,
      ReferenceTables tables,
      TableRefresh refresh,
      DuckDbQueries queries,
      EventIntake intake,
      Lake lake,
      Function<CheckedProject, Map<String, EventQuality>> quality) {
    this.current = current;
    this.started = current.settings().buffer().listener();
    this.engine = engine;
    this.tables = tables;
    this.refresh = refresh;
    this.queries = queries;
    this.intake = intake;
    this.lake = lake;
    this.quality = quality;
  }

  /** What runs now; without mistakes. */
  @Override
  public CheckedProject get() {
    return current;
  }

  /** What an engine runs of a project. */
  public static EngineProject engine(CheckedProject project, Map<String, EventQuality> quality) {
    return new EngineProject(
        project.streams(), project.referenceTables(), quality, project.pipelines());
  }

  /** What queries can read of a project besides its tables. */
  public static List<QueryableStream> queryable(
      CheckedProject project, Map<String, EventQuality> quality, Lake lake) {
    List<QueryableStream> streams = new ArrayList<>();
    for (Stream stream : project.streams()) {
      streams.add(
          QueryableStream.archived(
              stream, quality.getOrDefault(stream.name(), EventQuality.NONE), lake.table(stream)));
    }
    project.readableTopics().forEach(stream -> streams.add(QueryableStream.inLog(stream)));
    return streams;
  }

  /** Why a project without mistakes cannot run here: what the platform holds contradicts it. */
  public List<Problem> problems(CheckedProject next) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Stream> archived =
        current.streams().stream().collect(Collectors.toMap(Stream::name, stream -> stream));
    for (Stream stream : next.streams()) {
      if (isArchivedAlike(stream, archived.get(stream.name()))) {
        continue;
      }
      lake.contradiction(stream)
          .ifPresent(
              message ->
                  problems.add(
                      new Problem(
                          new Location("streams/" + stream.name() + ".yaml", 1, 1),
                          "ARCHIVE_CONTRADICTS",
                          message)));
    }
    for (Table table : next.referenceTables()) {
      tables
          .contradiction(table)
          .ifPresent(
              message -> problems.add(new Problem(table.location(), "TABLE_CONTRADICTS", message)));
    }
    Map<String, Stream> running =
        current.outputTopics().stream().collect(Collectors.toMap(Stream::name, topic -> topic));
    next.pipelines()
        .forEach(
            pipeline ->
                pipeline.topics().stream()
                    .map(OutputTopic::stream)
                    .forEach(
                        topic ->
                            partitions(topic, Optional.ofNullable(running.get(topic.name())))
                                .ifPresent(
                                    message ->
                                        problems.add(
                                            new Problem(
                                                pipeline.definition().location(),
                                                "TOPIC_CONTRADICTS",
                                                message)))));
    takenPort(next.settings().buffer().listener()).ifPresent(problems::add);
    return problems;
  }

  /** A platform whose log finds its port taken would not start any more. */
  private Optional<Problem> takenPort(Optional<Listener> wanted) {
    return wanted
        .filter(listener -> !wanted.equals(current.settings().buffer().listener()))
        // Its own listener, which was switched off but runs until the next start.
        .filter(listener -> started.filter(own -> own.port() == listener.port()).isEmpty())
        .flatMap(KafkaLog::obstacle)
        .map(
            message ->
                new Problem(
                        new Location(ProjectFolder.SETTINGS_FILE, 1, 1),
                        "LISTENER_PORT_TAKEN",
                        message)
                    .withDetail("The platform would not start with it."));
  }

  /** Whether the archive holds a stream already as it is now. */
  private static boolean isArchivedAlike(Stream stream, Stream running) {
    return running != null
        && running.partitions() == stream.partitions()
        && columns(running).equals(columns(stream));
  }

  private static Map<String, DataType> columns(Stream stream) {
    return stream.fields().stream().collect(Collectors.toMap(Field::name, Field::type));
  }

  private static Optional<String> partitions(Stream topic, Optional<Stream> running) {
    return running
        .filter(now -> now.partitions() != topic.partitions())
        .map(
            now ->
                ("topic \"%s\" has %d partitions, and the pipeline is to write %d. Set them back, or"
                        + " give the topic another name.")
                    .formatted(topic.name(), now.partitions(), topic.partitions()));
  }

  /** What would come of running another project. */
  public List<ProjectEffect> effects(CheckedProject next) {
    List<ProjectEffect> effects = new ArrayList<>();
    engine
        .changes(engine(next, Map.of()))
        .forEach(change -> effects.add(ProjectEffect.of(change, current, next)));
    effects.addAll(ProjectEffect.ofDashboards(current, next));
    if (!current.settings().equals(next.settings())) {
      effects.add(ProjectEffect.ofSettings());
    }
    return effects;
  }

  /** Remembers that a change is wanted, so that a start makes it should {@link #apply} not come. */
  public synchronized void approve(CheckedProject next) {
    engine.approve(engine(next, Map.of()));
  }

  /**
   * Runs a project without mistakes and problems from now on; some seconds at most.
   *
   * @throws RuntimeException when a part of the platform fails; to be tried again, which goes on
   *     where this ended
   */
  public synchronized void apply(CheckedProject next) {
    Map<String, EventQuality> judged = quality.apply(next);
    engine.apply(engine(next, judged));
    queries.serve(
        queryable(next, judged, lake),
        ServingRelations.of(next.streams(), next.referenceTables(), next.pipelines()));
    intake.serve(
        next.streams(), next.quality(), next.outputTopics().stream().map(Stream::name).toList());
    current = next;
    refresh.serve(next.referenceTables());
  }
}
