package io.thalweg.process.duckdb.query;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.SourceText;
import io.thalweg.process.api.EventPage;
import io.thalweg.process.api.EventReader;
import io.thalweg.process.api.EventRequest;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryException.Kind;
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.QueryResult;
import io.thalweg.process.api.RecentEvents;
import io.thalweg.process.api.TableReader;
import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.sql.SqlCompiler;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.parameters.Parameter;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.problem.InvalidSqlException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Queries on a DuckDB of their own, beside the one of the pipelines. What a person writes is
 * compiled to a plan; DuckDB sees only SQL that was written from plans.
 */
public final class DuckDbQueries implements QueryEngine, EventReader {

  /** How often a query is looked after: how late its limit on time may be noticed. */
  private static final long WATCH_MILLIS = 20;

  private static final long CLOSING_SECONDS = 10;

  /** Pages of events that are read at a time; they have places of their own beside queries. */
  private static final int PAGES = 4;

  private static final QueryLimits RECOMPUTATION_LIMITS =
      new QueryLimits(java.time.Duration.ofHours(1), Long.MAX_VALUE);

  private static final QueryLimits PAGE_LIMITS =
      new QueryLimits(java.time.Duration.ofSeconds(30), Long.MAX_VALUE);

  private final ServingTables tables;
  private final Log log;
  private final QuerySettings settings;
  private final QueryInstance instance;
  private final TailConsumers consumers;
  private final Semaphore places;
  private final Semaphore pages = new Semaphore(PAGES, true);
  private final EventPages eventPages;
  private final TablePages tablePages;
  private final ExecutorService threads;
  private final ScheduledExecutorService watch;
  private final Set<RunningQuery> running = ConcurrentHashMap.newKeySet();
  private volatile Known known;
  private volatile boolean closed;

  /**
   * What queries can name at a time.
   *
   * @param compiler over all of it
   * @param tables the serving tables
   */
  private record Known(
      SqlCompiler compiler, Map<String, QueryableStream> streams, Map<String, Relation> tables) {

    static Known of(Collection<QueryableStream> streams, Collection<Relation> tables) {
      List<Relation> relations = new ArrayList<>(tables);
      streams.forEach(stream -> relations.add(Relation.of(stream.stream())));
      return new Known(
          new SqlCompiler(new Catalog(relations)),
          streams.stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      stream -> stream.stream().name(), Function.identity())),
          tables.stream()
              .collect(Collectors.toUnmodifiableMap(Relation::name, Function.identity())));
    }
  }

  private DuckDbQueries(
      Known known,
      ServingTables tables,
      QuerySettings settings,
      QueryInstance instance,
      TailConsumers consumers,
      Log log) {
    this.known = known;
    this.tables = tables;
    this.settings = settings;
    this.instance = instance;
    this.consumers = consumers;
    this.places = new Semaphore(settings.concurrent(), true);
    this.eventPages =
        new EventPages(
            () -> this.known.streams(), log, plan -> start(plan, PAGE_LIMITS, pages, PAGES));
    this.log = log;
    this.tablePages = new TablePages(() -> this.known.tables(), tables);
    this.threads = Executors.newCachedThreadPool(task -> daemon(task, "query"));
    this.watch = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "query-watch"));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Opens the queries over streams and tables, whose names differ.
   *
   * @param streams what is archived or in the log
   * @param tables the serving tables
   * @param serving gives access to them
   * @param log of the streams; stays its owner's
   * @throws QueryException when DuckDB cannot be opened
   */
  public static DuckDbQueries open(
      Collection<QueryableStream> streams,
      Collection<Relation> tables,
      ServingTables serving,
      Log log,
      QuerySettings settings) {
    try {
      return new DuckDbQueries(
          Known.of(streams, tables),
          serving,
          settings,
          QueryInstance.open(settings, DuckDbSql.SETTINGS),
          new TailConsumers(log),
          log);
    } catch (SQLException e) {
      throw new QueryException(
          Kind.INTERNAL, "queries cannot be opened: " + e.getMessage(), List.of(), e);
    }
  }

  /** Answers queries over these streams and tables from now on; what runs goes on as it began. */
  public void serve(Collection<QueryableStream> streams, Collection<Relation> tables) {
    known = Known.of(streams, tables);
  }

  @Override
  public QueryResult query(String sql, Map<String, Parameter> parameters, QueryLimits limits) {
    return start(compile(sql, parameters), limits, places, settings.concurrent());
  }

  @Override
  public EventPage read(EventRequest request) {
    return eventPages.read(request);
  }

  /** Tries plans on what streams brought last. */
  public RecentEvents recent() {
    return (plan, events, limits) ->
        new RecentPlans(
                known.streams(),
                known.tables(),
                log,
                (part, partLimits, slices) ->
                    start(part, partLimits, places, settings.concurrent(), slices))
            .query(plan, events, limits);
  }

  /**
   * Computes a plan over all that streams hold, however long that takes and however many rows it
   * gives.
   */
  public QueryResult recompute(PlanNode plan) {
    return start(plan, RECOMPUTATION_LIMITS, places, settings.concurrent());
  }

  /** Reads the serving tables. */
  public TableReader tables() {
    return tablePages;
  }

  @Override
  public Offsets end(String stream) {
    return eventPages.end(stream);
  }

  private QueryResult start(PlanNode plan, QueryLimits limits, Semaphore places, int size) {
    return start(plan, limits, places, size, Map.of());
  }

  private QueryResult start(
      PlanNode plan, QueryLimits limits, Semaphore places, int size, Map<String, LogSlice> slices) {
    admit(places, size);
    try {
      RunningQuery query =
          new RunningQuery(
              plan,
              limits,
              DuckDbSql::select,
              instance,
              new QuerySources(
                  known.streams(),
                  tables,
                  instance,
                  consumers,
                  RangeFinder.find(plan, Clock.systemUTC()),
                  slices));
      threads.execute(() -> run(query, places));
      return query;
    } catch (RejectedExecutionException e) {
      places.release();
      throw stopping();
    } catch (RuntimeException e) {
      places.release();
      throw e;
    }
  }

  private void run(RunningQuery query, Semaphore places) {
    running.add(query);
    Future<?> watching =
        watch.scheduleWithFixedDelay(
            query::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    try {
      if (closed) {
        query.close();
      }
      query.run();
    } finally {
      watching.cancel(false);
      running.remove(query);
      places.release();
    }
  }

  private PlanNode compile(String sql, Map<String, Parameter> parameters) {
    try {
      return known.compiler().compile(SourceText.of("query", sql), parameters);
    } catch (InvalidSqlException e) {
      throw new QueryException(Kind.INVALID, e.getMessage(), e.problems(), e);
    }
  }

  private void admit(Semaphore places, int size) {
    if (closed) {
      throw stopping();
    }
    try {
      if (!places.tryAcquire(settings.admission().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new QueryException(
            Kind.BUSY, "%d queries run already; try again in a moment".formatted(size));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryException(Kind.CANCELLED, "the query was interrupted");
    }
  }

  private static QueryException stopping() {
    return new QueryException(Kind.BUSY, "the platform is stopping");
  }

  /** Cancels what runs, and waits until it has ended or a few seconds are over. */
  @Override
  public void close() {
    closed = true;
    running.forEach(RunningQuery::close);
    threads.shutdown();
    try {
      if (threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        instance.close();
      }
      // Otherwise DuckDB is left to the end of the process: it must not go while a query runs.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw new IllegalStateException("the queries' database cannot be closed", e);
    } finally {
      watch.shutdownNow();
      consumers.close();
    }
  }
}
