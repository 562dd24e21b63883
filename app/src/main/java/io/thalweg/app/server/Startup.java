package io.thalweg.app.server;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.ProjectFolderFiles;
import io.thalweg.app.project.ServingRelations;
import io.thalweg.app.server.access.SessionResource;
import io.thalweg.app.server.access.TokensResource;
import io.thalweg.app.server.access.UsersResource;
import io.thalweg.app.server.http.DashboardsResource;
import io.thalweg.app.server.http.PipelinesResource;
import io.thalweg.app.server.http.QuarantineResource;
import io.thalweg.app.server.http.QueryResource;
import io.thalweg.app.server.http.StreamsResource;
import io.thalweg.app.server.http.events.StreamEventsResource;
import io.thalweg.app.server.http.events.TableRowsResource;
import io.thalweg.app.server.http.live.LiveConnections;
import io.thalweg.app.server.http.status.Readiness;
import io.thalweg.app.server.http.status.ReadyResource;
import io.thalweg.app.server.http.status.StatusResource;
import io.thalweg.app.server.http.status.StatusSampler;
import io.thalweg.app.server.metrics.MetricsResource;
import io.thalweg.app.server.metrics.PlatformMetrics;
import io.thalweg.app.server.project.CatalogResource;
import io.thalweg.app.server.project.LiveProject;
import io.thalweg.app.server.project.PipelinePlanResource;
import io.thalweg.app.server.project.PreviewResource;
import io.thalweg.app.server.project.ProjectEditor;
import io.thalweg.app.server.project.ProjectFilesResource;
import io.thalweg.app.server.project.ProjectResource;
import io.thalweg.app.server.tables.TablesResource;
import io.thalweg.app.server.topics.KafkaClients;
import io.thalweg.app.server.topics.TopicsResource;
import io.thalweg.app.tables.TableRefresh;
import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.once.EventIds;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.connect.http.HttpServer;
import io.thalweg.connect.http.events.EventIntake;
import io.thalweg.connect.http.events.EventsResource;
import io.thalweg.connect.http.events.LineProtocolResource;
import io.thalweg.connect.http.events.RowsResource;
import io.thalweg.connect.http.events.SamplesResource;
import io.thalweg.connect.http.events.UdpPoints;
import io.thalweg.connect.http.site.Site;
import io.thalweg.definitions.Project;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.Stream;
import io.thalweg.identity.Identity;
import io.thalweg.process.api.Lake;
import io.thalweg.process.duckdb.DuckDbEngine;
import io.thalweg.process.duckdb.EngineSettings;
import io.thalweg.process.duckdb.query.DuckDbQueries;
import io.thalweg.process.duckdb.query.QuerySettings;
import io.thalweg.process.duckdb.upkeep.UpkeepSettings;
import io.thalweg.store.lake.IcebergLake;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The start of a platform: what can be done at the same time is. Used once. */
final class Startup {

  private static final long LEAST_FREE_BYTES = 256L << 20;

  /** Where the build of visualize/ui puts it. */
  private static final Site WEB_INTERFACE = new Site("io/thalweg/visualize/ui");

  private final CheckedProject checked;
  private final Project project;
  private final DataFolder folder;
  private final int port;
  private final Parts parts;
  private final PlatformMetrics metrics;
  private Map<String, EventQuality> quality;

  /** Kafka's threads ask it too, from before it is there. */
  private volatile LiveProject live;

  /** Kafka's threads ask it too, from before it is there. */
  private volatile DiskWatch disk;

  Startup(CheckedProject checked, DataFolder folder, int port, Parts parts) {
    this.checked = checked;
    this.project = checked.project().orElseThrow();
    this.folder = folder;
    this.port = port;
    this.parts = parts;
    this.metrics = parts.own("the metrics", new PlatformMetrics());
  }

  /** Starts everything; on failure the parts that are open are still the caller's to close. */
  HttpServer run() {
    parts.own("the lock of the data folder", DataFolderLock.acquire(folder));
    checkSpace();
    checkPort();
    folder.deleteRunFile();
    String token = folder.token();

    CompletableFuture<Identity> people =
        inBackground(
            "identity", () -> Identity.open(folder.identity(), token, folder.firstPassword()));
    CompletableFuture<Log> opening =
        inBackground(
            "log",
            () -> KafkaLog.open(project.settings().buffer(), folder.log(), kafkaClients(people)));
    CompletableFuture<Lake> lake = inBackground("lake", () -> IcebergLake.open(folder.lake()));
    Identity identity = own("users and tokens", people);
    Lake openLake = own("the lake", lake);
    Log log = own("the log", opening);
    this.disk = watchDisk();
    EventIds ids =
        parts.own("the ids of events", new EventIds(folder.path().resolve("ids"), log, idBytes()));
    QualityHistory history = new QualityHistory(folder.path().resolve("quality"), log, ids);
    quality = judged(checked, history);
    DuckDbEngine engine = openEngine(log, openLake);
    engine.timeCommits(metrics.commits());
    DuckDbQueries queries = openQueries(engine, log, openLake);
    engine.correctBy(queries::recompute);
    TableRefresh refresh =
        parts.own(
            "the refresh of tables",
            new TableRefresh(project.directory(), engine.tables(), queries));
    engine.tables().fillBy(refresh::fill);
    parts.own("the reading of ids", ids::stop);
    engine.start();
    refresh.serve(project.tables());
    refresh.start();
    return serve(engine, queries, log, openLake, history, ids, identity, refresh);
  }

  private KafkaClients kafkaClients(CompletableFuture<Identity> people) {
    return new KafkaClients(() -> people.join().tokens(), this::running, this::hasRoom);
  }

  private CheckedProject running() {
    LiveProject now = live;
    return now == null ? checked : now.get();
  }

  private boolean hasRoom() {
    DiskWatch watch = disk;
    return watch != null && watch.shortage().isEmpty();
  }

  /** Two fifths of the heap; the rest is for everything else. */
  private static long idBytes() {
    return Runtime.getRuntime().maxMemory() / 5 * 2;
  }

  private DuckDbEngine openEngine(Log log, Lake lake) {
    try {
      return parts.own(
          "the engine",
          new DuckDbEngine(
              LiveProject.engine(checked, quality),
              log,
              lake,
              Pace.of(EngineSettings.of(folder.engine(), folder.lake())).with(this::upkeep)));
    } catch (SQLException e) {
      throw new StartException(
          "the engine's database in \"%s\" cannot be opened: %s"
              .formatted(folder.engine(), e.getMessage()),
          "See that nothing else uses that folder and that its disk is not full.");
    }
  }

  private DiskWatch watchDisk() {
    try {
      DiskWatch watch = new DiskWatch(folder.path(), project.settings().disk());
      watch.start();
      return parts.own("the watch over the disk", watch);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private UpkeepSettings upkeep(UpkeepSettings usual) {
    Settings.Buffer buffer = project.settings().buffer();
    return usual.with(
        new UpkeepSettings.LogRetention(
            buffer.bootstrap().isEmpty() || buffer.keep().isPresent(),
            buffer.keep().orElse(Settings.Buffer.DEFAULT_KEEP),
            buffer.bootstrap().isEmpty() || buffer.keepResults().isPresent(),
            buffer.keepResults().orElse(Settings.Buffer.DEFAULT_KEEP_RESULTS),
            disk::isShort),
        project.settings().retention());
  }

  private DuckDbQueries openQueries(DuckDbEngine engine, Log log, Lake lake) {
    return parts.own(
        "the queries",
        DuckDbQueries.open(
            LiveProject.queryable(checked, quality, lake),
            ServingRelations.of(project.streams(), project.tables(), checked.pipelines()),
            engine::connectForReading,
            log,
            QuerySettings.in(folder.lake(), folder.path().resolve("spill"))));
  }

  /** What must hold for the events of each stream, wherever they stand in the log. */
  private static Map<String, EventQuality> judged(CheckedProject project, QualityHistory history) {
    Map<String, EventQuality> quality = new HashMap<>();
    for (Stream stream : project.streams()) {
      quality.put(stream.name(), history.of(stream, project.quality().get(stream.name())));
    }
    return quality;
  }

  private HttpServer serve(
      DuckDbEngine engine,
      DuckDbQueries queries,
      Log log,
      Lake lake,
      QualityHistory history,
      EventIds ids,
      Identity identity,
      TableRefresh refresh) {
    EventIntake intake =
        parts.own(
            "the door for events",
            new EventIntake(
                log,
                project.streams(),
                checked.quality(),
                checked.outputTopics().stream().map(Stream::name).toList(),
                metrics.refusals()));
    intake.limitTo(disk);
    intake.countWith(metrics.arrivals());
    QueryResource query =
        parts.own("the door for queries", new QueryResource(metrics.measured(queries)));
    live =
        new LiveProject(
            checked,
            engine,
            engine.tables(),
            refresh,
            queries,
            intake,
            lake,
            next -> judged(next, history));
    project.settings().udp().ifPresent(udp -> parts.own("the door by UDP", listen(udp, intake)));
    LiveConnections connections = new LiveConnections();
    metrics.watch(
        folder.path(),
        Map.of("log", folder.log(), "lake", folder.lake(), "engine", folder.engine()));
    metrics.watch(sampler(ids, log, engine, connections));
    metrics.watch(ids, () -> live.get().streams());
    metrics.watch(log, () -> names(live.get().topics()));
    metrics.watch(engine, engine.quarantine());
    StatusSampler status = sampler(ids, log, engine, connections);
    ProjectEditor editor = new ProjectEditor(new ProjectFolderFiles(project.directory()), live);
    try {
      HttpServer server =
          parts.own(
              "HTTP",
              HttpServer.start(
                  new HttpServer.Configuration(
                      port,
                      List.of(
                          new EventsResource(intake),
                          new LineProtocolResource(intake),
                          new SamplesResource(intake),
                          new QuarantineResource(engine.quarantine(), intake),
                          query,
                          new DashboardsResource(live, query),
                          new StreamEventsResource(live, queries, engine, connections),
                          new TableRowsResource(live, queries.tables(), engine, connections),
                          new RowsResource(
                              intake,
                              () -> live.get().referenceTables(),
                              engine.tables()::change,
                              engine.tables()::delete),
                          new TablesResource(live, engine.tables(), refresh, queries.tables()),
                          new StatusResource(status, connections),
                          new ReadyResource(new Readiness(status, folder.path())),
                          new MetricsResource(metrics),
                          new PipelinesResource(live, engine, engine.quarantine()),
                          new PipelinePlanResource(live, queries.recent()),
                          new StreamsResource(live),
                          new ProjectResource(editor, live),
                          new ProjectFilesResource(editor),
                          new PreviewResource(
                              editor, queries.recent(), project.settings().buffer()),
                          new CatalogResource(live),
                          new TopicsResource(live, log, engine),
                          new SessionResource(identity),
                          new UsersResource(identity.users()),
                          new TokensResource(identity.tokens())),
                      identity,
                      metrics.refusals()),
                  WEB_INTERFACE));
      // Closed before the server, which would wait for them.
      parts.own("the live connections", connections);
      return server;
    } catch (IOException e) {
      throw new StartException(
          "port %d cannot be listened on: %s".formatted(port, e.getMessage()),
          "Choose another port by --port or http.port in thalweg.yaml; 0 is any free one.");
    }
  }

  private StatusSampler sampler(
      EventIds ids, Log log, DuckDbEngine engine, LiveConnections connections) {
    return new StatusSampler(() -> live.get().streams(), ids::duplicates, log, engine, connections);
  }

  private static UdpPoints listen(Settings.Udp udp, EventIntake intake) {
    try {
      return UdpPoints.open(
          intake,
          udp.precision().name().toLowerCase(Locale.ROOT),
          new InetSocketAddress(udp.host(), udp.port()));
    } catch (IOException | UnresolvedAddressException e) {
      throw new StartException(
          "UDP port %d of %s cannot be listened on: %s".formatted(udp.port(), udp.host(), e),
          "Choose another one by udp.port or udp.host in thalweg.yaml.");
    }
  }

  private static Set<String> names(List<Stream> topics) {
    return topics.stream().map(Stream::name).collect(Collectors.toSet());
  }

  private <T extends AutoCloseable> T own(String name, CompletableFuture<T> opening) {
    try {
      return parts.own(name, opening.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw e;
    }
  }

  private static <T> CompletableFuture<T> inBackground(String name, Supplier<T> open) {
    CompletableFuture<T> result = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                result.complete(open.get());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            },
            "start-" + name)
        .start();
    return result;
  }

  private void checkSpace() {
    try {
      long free = Files.getFileStore(folder.path()).getUsableSpace();
      if (free < LEAST_FREE_BYTES) {
        throw new StartException(
            "the disk of the data folder \"%s\" has only %d MB left"
                .formatted(folder.path(), free >> 20),
            "Make at least %d MB free, or keep the data elsewhere by --data."
                .formatted(LEAST_FREE_BYTES >> 20));
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private StartException unusable(IOException e) {
    return new StartException(
        "the data folder \"%s\" cannot be looked at: %s".formatted(folder.path(), e.getMessage()),
        "Give this user the right to use it, or name another folder by --data.");
  }

  /** Before anything else starts: a port that is taken should be known at once. */
  private void checkPort() {
    if (!Ports.isFree(port)) {
      throw new StartException(
          "port %d is taken by another program".formatted(port),
          "Stop that program, or choose another port by --port or http.port in thalweg.yaml; 0 is any free one.");
    }
  }
}
