package io.thalweg.process.duckdb.pipeline;

import io.thalweg.buffer.FaultPoint;
import io.thalweg.process.duckdb.batch.BatchScan;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.batch.Lateness;
import io.thalweg.process.duckdb.database.EngineDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A pipeline's connection to the database, on which each batch is one transaction. After an error
 * it is closed and another one opened: what was not committed is gone. For one thread.
 */
final class PipelineSession implements AutoCloseable {

  /** So many rows of the windows' state are not worth putting together. */
  private static final long COMPACT_FROM = 200_000;

  private final PipelineSql sql;
  private final Outputs outputs;
  private final BatchScan scan;
  private final Runnable rowsAreOut;
  private final Connection connection;
  private final ProgressTable progressTable;
  private long stateRows;
  private long rowsOut = -1;
  private long compactAt = COMPACT_FROM;

  PipelineSession(EngineDatabase database, PipelineTables tables, PipelineSql sql, Outputs outputs)
      throws SQLException {
    this.sql = sql;
    this.outputs = outputs;
    this.rowsAreOut = () -> database.commits().happened(tables.pipeline());
    this.scan = database.scan();
    this.connection = database.connect();
    try {
      outputs.prepare(connection);
      this.progressTable = new ProgressTable(connection, tables);
      if (sql.windows().isPresent()) {
        stateRows = count(tables.windows());
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
    Progress progress = work.run(this);
    progressTable.store(progress);
    FaultPoint.BEFORE_PIPELINE_COMMIT.reached();
    connection.commit();
    FaultPoint.AFTER_PIPELINE_COMMIT.reached();
    if (progress.rowsOut() != rowsOut) {
      rowsOut = progress.rowsOut();
      rowsAreOut.run();
    }
    return progress;
  }

  /** Processes the rows of a batch that are not late to a pipeline with windows. */
  Progress collect(EventBatch batch, Lateness lateness, Progress before) throws SQLException {
    long late = batch.lateRows(lateness);
    Progress progress = before.after(batch, late);
    if (batch.rows() == 0) {
      return progress;
    }
    try (BatchScan.Opened opened = scan.open(batch, lateness)) {
      if (late < batch.rows()) {
        stateRows += execute(sql.windows().orElseThrow().add(sql.rows(opened, late > 0)));
      }
      if (late > 0) {
        execute(sql.addLate(opened));
      }
    }
    compactIfWorthIt();
    return progress;
  }

  /** Processes the rows of a batch in a pipeline without windows. */
  Progress pass(EventBatch batch, Progress before) throws SQLException {
    Progress progress = before.after(batch, 0);
    if (batch.rows() == 0) {
      return progress;
    }
    try (BatchScan.Opened opened = scan.open(batch)) {
      return outputs.write(connection, sql.rows(opened, false), progress);
    }
  }

  /** Puts out the windows that end at or before a time, and forgets them. */
  Progress close(long closedBelow, Progress before) throws SQLException {
    WindowState windows = sql.windows().orElseThrow();
    if (stateRows == 0) {
      return before;
    }
    Progress progress =
        outputs.write(connection, sql.results(windows.closedGroups(closedBelow)), before);
    stateRows -= execute(windows.discard(closedBelow));
    compactAt = Math.max(COMPACT_FROM, 2 * stateRows);
    return progress;
  }

  /** Tells the readers of the topics that nothing before a time comes any more. */
  Progress announce(long watermark, Progress before) throws SQLException {
    return outputs.writeWatermark(connection, watermark, before);
  }

  private void compactIfWorthIt() throws SQLException {
    if (stateRows < compactAt) {
      return;
    }
    for (String statement : sql.windows().orElseThrow().compact()) {
      if (statement.startsWith("INSERT")) {
        stateRows = execute(statement);
      } else {
        execute(statement);
      }
    }
    compactAt = Math.max(COMPACT_FROM, 2 * stateRows);
  }

  private long execute(String statement) throws SQLException {
    return Outputs.execute(connection, statement);
  }

  private long count(String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM " + table)) {
      result.next();
      return result.getLong(1);
    }
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
