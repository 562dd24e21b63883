package io.thalweg.process.duckdb.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Notices that a database has made itself unusable, which DuckDB does when it cannot go on safely,
 * as after a checkpoint that failed. Its file is whole, and opens again in another process.
 */
final class DatabaseWatch implements AutoCloseable {

  private final Connection connection;
  private final Duration every;
  private final Consumer<String> whenUnusable;
  private final Thread thread = new Thread(this::watch, "database-watch");

  /**
   * Watches from now on.
   *
   * @param connection its own, closed with it
   * @param whenUnusable called once by a thread of the watch, with the database's reason
   */
  DatabaseWatch(Connection connection, Duration every, Consumer<String> whenUnusable) {
    this.connection = connection;
    this.every = every;
    this.whenUnusable = whenUnusable;
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      do {
        TimeUnit.NANOSECONDS.sleep(every.toNanos());
      } while (isUsable());
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isUsable() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
      return true;
    } catch (SQLException e) {
      boolean isFatal = DatabaseErrors.isFatal(e);
      if (isFatal) {
        whenUnusable.accept(reason(e));
      }
      return !isFatal;
    }
  }

  /** What went wrong first: every later error only points to it. */
  private static String reason(SQLException error) {
    String original = "Original error: ";
    String message = error.getMessage().strip();
    int at = message.indexOf(original);
    return at < 0
        ? DatabaseErrors.oneLine(error)
        : message.substring(at + original.length()).replace("\"", "").strip();
  }

  @Override
  public void close() throws SQLException {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
