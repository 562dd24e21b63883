package io.thalweg.process.duckdb.query;

import io.thalweg.buffer.LogException;
import io.thalweg.process.api.LakeException;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryException.Kind;
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.QueryResult;
import io.thalweg.process.duckdb.sql.TooComplexException;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query: a thread of ours runs it, the caller's thread reads its rows. So a limit on time holds
 * for the caller even where DuckDB does not stop when told; then the thread, the connection and the
 * query's place are free only when it does.
 */
final class RunningQuery implements QueryResult, Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningQuery.class);

  /** As {@link ResultRows#size} counts. */
  private static final long SIZE_OF_A_CHUNK = 64 * 1024;

  private final PlanNode plan;
  private final QueryLimits limits;
  private final BiFunction<PlanNode, Function<Relation, String>, String> writer;
  private final QueryInstance instance;
  private final QuerySources sources;
  private final ResultRows result;
  private final RowBuffer buffer = new RowBuffer();
  private final long deadlineNanos;

  private volatile Statement statement;
  private volatile boolean ended;

  // The reader's.
  private List<Object[]> chunk = List.of();
  private int row = -1;

  RunningQuery(
      PlanNode plan,
      QueryLimits limits,
      BiFunction<PlanNode, Function<Relation, String>, String> writer,
      QueryInstance instance,
      QuerySources sources) {
    this.plan = plan;
    this.limits = limits;
    this.writer = writer;
    this.instance = instance;
    this.sources = sources;
    this.result = new ResultRows(plan.columns());
    this.deadlineNanos = System.nanoTime() + limits.time().toNanos();
  }

  /** Runs to the end. On the query's own thread. */
  @Override
  public void run() {
    try (Connection connection = instance.connect()) {
      compute(connection);
      hand(connection);
      buffer.complete();
    } catch (SQLException e) {
      failed(e);
    } catch (LogException | LakeException e) {
      buffer.fail(new QueryException(Kind.INTERNAL, e.getMessage(), List.of(), e));
    } catch (QueryException e) {
      buffer.fail(e);
    } catch (TooComplexException | StackOverflowError e) {
      buffer.fail(new QueryException(Kind.INVALID, "the query is nested too deeply"));
    } catch (CancellationException e) {
      buffer.fail(new QueryException(Kind.CANCELLED, "the query was cancelled"));
    } catch (RuntimeException | Error e) {
      LOG.error("a query failed for a reason of ours", e);
      buffer.fail(new QueryException(Kind.INTERNAL, "the query failed: " + e, List.of(), e));
    } finally {
      ended = true;
    }
  }

  /** Fills the table of the result; afterwards neither lake nor log is needed any more. */
  private void compute(Connection connection) throws SQLException {
    try (sources) {
      PlanNode limited = Limited.to(plan, limits.rows());
      Map<Relation, Integer> occurrences = new HashMap<>();
      writer.apply(
          limited,
          relation -> {
            occurrences.merge(relation, 1, Integer::sum);
            return "nothing";
          });
      sources.open(occurrences, connection);
      String select = writer.apply(limited, sources::from);
      long rows = execute(connection, result.create(select));
      if (rows > limits.rows()) {
        throw new QueryException(
            Kind.LIMIT,
            "the query gives more than %d rows; aggregate, or add a LIMIT"
                .formatted(limits.rows()));
      }
    }
  }

  private long execute(Connection connection, String sql) throws SQLException {
    try (Statement creating = connection.createStatement()) {
      statement = creating;
      checkWanted();
      return creating.executeLargeUpdate(sql);
    } finally {
      statement = null;
    }
  }

  private void checkWanted() {
    if (buffer.hasFailed()) {
      throw new CancellationException();
    }
  }

  private void hand(Connection connection) throws SQLException {
    try (Statement reading = connection.createStatement()) {
      reading.execute("SET SESSION jdbc_stream_results = true");
      try (ResultSet rows = reading.executeQuery(result.read())) {
        List<Object[]> next = new ArrayList<>();
        long size = 0;
        boolean wanted = true;
        while (wanted && rows.next()) {
          Object[] values = result.row(rows);
          next.add(values);
          size += ResultRows.size(values);
          if (size >= SIZE_OF_A_CHUNK) {
            wanted = buffer.put(next);
            next = new ArrayList<>();
            size = 0;
          }
        }
        if (wanted && !next.isEmpty()) {
          buffer.put(next);
        }
      }
    } catch (InterruptedException e) {
      throw new CancellationException();
    }
  }

  private void failed(SQLException error) {
    QueryException cause =
        sources
            .failure()
            .map(e -> new QueryException(Kind.INTERNAL, e.getMessage(), List.of(), e))
            .orElseGet(() -> QueryErrors.of(error));
    if (cause.kind() == Kind.INTERNAL && !buffer.hasFailed()) {
      LOG.error("a query failed for a reason of ours", error);
    }
    buffer.fail(cause);
  }

  /**
   * Looks after the query, again and again until it has ended: tells the caller when the time is
   * over, and DuckDB to stop what nobody waits for. DuckDB forgets what it is told between two
   * statements, so once is not enough.
   */
  void watch() {
    if (!ended && System.nanoTime() > deadlineNanos) {
      buffer.fail(
          new QueryException(
              Kind.LIMIT,
              "the query took longer than %s; narrow it, or allow it more time"
                  .formatted(seconds())));
    }
    if (!ended && buffer.hasFailed()) {
      interrupt();
    }
  }

  private String seconds() {
    long millis = limits.time().toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  private void interrupt() {
    try {
      sources.cancel();
      Statement running = statement;
      if (running != null && !running.isClosed()) {
        running.cancel();
      }
    } catch (SQLException e) {
      LOG.debug("a query that ends by itself could not be cancelled", e);
    }
  }

  @Override
  public List<Column> columns() {
    return plan.columns();
  }

  @Override
  public boolean next() {
    row++;
    if (row < chunk.size()) {
      return true;
    }
    List<Object[]> rows = buffer.take();
    chunk = rows == null ? List.of() : rows;
    row = rows == null ? -1 : 0;
    return rows != null;
  }

  @Override
  public Object value(int column) {
    return chunk.get(row)[column];
  }

  @Override
  public void close() {
    buffer.fail(new QueryException(Kind.CANCELLED, "the query was cancelled"));
    if (!ended) {
      interrupt();
    }
  }
}
