package io.thalweg.app.server.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.QueryResult;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.parameters.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts queries and measures how long they take, from their start until they are closed. */
final class MeteredQueries implements QueryEngine {

  private final QueryEngine engine;
  private final MeterRegistry registry;
  private final AtomicInteger running = new AtomicInteger();
  private final Timer time;

  MeteredQueries(QueryEngine engine, MeterRegistry registry) {
    this.engine = engine;
    this.registry = registry;
    this.time =
        Timer.builder("thalweg.queries")
            .description("Queries that have ended, and their time from start to close")
            .register(registry);
    Gauge.builder("thalweg.queries.running", running, AtomicInteger::get)
        .description("Queries that run or whose rows are being sent")
        .register(registry);
  }

  @Override
  public QueryResult query(String sql, Map<String, Parameter> parameters, QueryLimits limits) {
    try {
      QueryResult result = engine.query(sql, parameters, limits);
      running.incrementAndGet();
      return new Metered(result);
    } catch (QueryException e) {
      count(e);
      throw e;
    }
  }

  private void count(QueryException failure) {
    registry
        .counter("thalweg.queries.failed", "kind", failure.kind().name().toLowerCase(Locale.ROOT))
        .increment();
  }

  @Override
  public void close() {
    engine.close();
  }

  private final class Metered implements QueryResult {
    private final QueryResult result;
    private final Timer.Sample started = Timer.start(registry);
    private final AtomicBoolean ended = new AtomicBoolean();

    Metered(QueryResult result) {
      this.result = result;
    }

    @Override
    public List<Column> columns() {
      return result.columns();
    }

    @Override
    public boolean next() {
      try {
        return result.next();
      } catch (QueryException e) {
        count(e);
        throw e;
      }
    }

    @Override
    public Object value(int column) {
      return result.value(column);
    }

    @Override
    public void close() {
      result.close();
      if (ended.compareAndSet(false, true)) {
        running.decrementAndGet();
        started.stop(time);
      }
    }
  }
}
