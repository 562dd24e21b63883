package io.thalweg.process.duckdb.pipeline;

import io.thalweg.buffer.FaultPoint;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.batch.BatchScan;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.batch.Lateness;
import io.thalweg.process.duckdb.database.Commits;
import io.thalweg.process.duckdb.database.EngineDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline's connection to the database, on which each batch is one transaction. After an error
 * it is closed and another one opened: what was not committed is gone. For one thread.
 */
final class PipelineSession implements AutoCloseable {

  private final PipelineSql sql;
  private final Outputs outputs;
  private final Map<String, OperatorState> operators;
  private final BatchScan scan;
  private final Commits commits;
  private final String pipeline;
  private final Connection connection;
  private final ProgressTable progressTable;
  private long rowsOut = -1;

  PipelineSession(EngineDatabase database, PipelineTables tables, PipelineSql sql, Outputs outputs)
      throws SQLException {
    this.sql = sql;
    this.outputs = outputs;
    this.commits = database.commits();
    this.pipeline = tables.pipeline();
    this.operators = sql.operators();
    this.scan = database.scan();
    this.connection = database.connect();
    try {
      outputs.prepare(connection);
      this.progressTable = new ProgressTable(connection, tables);
      for (OperatorState operator : operators.values()) {
        operator.open(connection);
      }
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** What a transaction is to do. */
  interface Work {
    /** Does it and says where the pipeline stands then. */
    Progress run(PipelineSession session) throws SQLException;
  }

  /** Runs a transaction; on an error the session must be closed. */
  Progress transaction(Work work) throws SQLException {
    long start = System.nanoTime();
    Progress progress = work.run(this);
    progressTable.store(progress);
    FaultPoint.BEFORE_PIPELINE_COMMIT.reached();
    long computed = System.nanoTime();
    connection.commit();
    long end = System.nanoTime();
    FaultPoint.AFTER_PIPELINE_COMMIT.reached();
    commits.committed(pipeline, end - start, end - computed);
    if (progress.rowsOut() != rowsOut) {
      rowsOut = progress.rowsOut();
      commits.happened(pipeline);
    }
    return progress;
  }

  /**
   * Processes a batch, and what its watermark closes.
   *
   * @param after where the pipeline stands behind the batch, with its new watermark
   * @param before the watermark of the transaction before
   * @return the progress with what was put out
   */
  Progress process(EventBatch batch, Lateness lateness, Progress after, long before)
      throws SQLException {
    if (batch.rows() == 0) {
      return step(Optional.empty(), after, before);
    }
    Stream source = batch.stream();
    long late = batch.lateRows(lateness);
    try (BatchScan.Opened opened = scan.open(batch, lateness)) {
      if (late > 0 && sql.plan().hasLateRows()) {
        for (String statement : sql.addLate(opened, source, sql.changing(operators))) {
          Outputs.execute(connection, statement);
        }
        String onTime = PipelineSql.rowsOnTime(opened, source);
        return late == batch.rows()
            ? step(Optional.empty(), after, before)
            : step(Optional.of(new Step.NewRows(source.name(), onTime)), after, before);
      }
      String all = PipelineSql.rows(opened, source);
      return step(Optional.of(new Step.NewRows(source.name(), all)), after, before);
    }
  }

  /**
   * The closed windows that rows have come late for, of those that wait to be corrected: the first
   * few by their bounds, in microseconds since 1970-01-01T00:00:00Z.
   */
  List<Long> windowsToCorrect(long watermark) throws SQLException {
    ResultsState results = (ResultsState) sql.changing(operators).orElseThrow();
    List<Long> windows =
        PendingWindows.closed(connection, sql.tables(), results.closedBound(watermark));
    connection.rollback();
    return windows;
  }

  /** Whether there are any, also of windows that are open. */
  boolean hasWindowsToCorrect() throws SQLException {
    long count = Step.count(connection, sql.tables().pendingWindows());
    connection.rollback();
    return count > 0;
  }

  /**
   * Puts the right rows of windows in place of what was put out.
   *
   * @param windows as {@link #windowsToCorrect} gave them
   * @param rows of the output
   */
  Progress correct(List<Long> windows, Iterator<Object[]> rows, Progress progress)
      throws SQLException {
    ResultsState results = (ResultsState) sql.changing(operators).orElseThrow();
    Step step =
        new Step(
            connection, operators, Optional.empty(), progress.watermark(), progress.watermark());
    results.correct(step, connection, windows, rows);
    Outputs.execute(connection, PendingWindows.remove(sql.tables(), windows));
    return outputs.write(connection, results, progress);
  }

  /** Leaves windows as they are. */
  Progress leaveUncorrected(List<Long> windows, Progress progress) throws SQLException {
    Outputs.execute(connection, PendingWindows.remove(sql.tables(), windows));
    return progress;
  }

  /** Puts out what a watermark closes. */
  Progress advance(Progress after, long before) throws SQLException {
    return step(Optional.empty(), after, before);
  }

  private Progress step(Optional<Step.NewRows> batch, Progress after, long before)
      throws SQLException {
    Step step = new Step(connection, operators, batch, before, after.watermark());
    Progress progress = write(step, after);
    step.end();
    return progress;
  }

  private Progress write(Step step, Progress after) throws SQLException {
    Optional<ChangingState> changing = sql.changing(operators);
    if (changing.isPresent()) {
      return changing.get().step(step).isPresent()
          ? outputs.write(connection, changing.get(), after)
          : after;
    }
    Optional<String> results = step.rows(sql.plan().output());
    return results.isPresent() ? outputs.write(connection, results.get(), after) : after;
  }

  /** Tells the readers of the topics that nothing before a time comes any more. */
  Progress announce(long watermark, Progress before) throws SQLException {
    return outputs.writeWatermark(connection, watermark, before);
  }

  @Override
  public void close() {
    try {
      progressTable.close();
      connection.close();
    } catch (SQLException e) {
      // What is not committed is gone either way.
      org.slf4j.LoggerFactory.getLogger(PipelineSession.class)
          .debug("the connection did not close", e);
    }
  }
}
