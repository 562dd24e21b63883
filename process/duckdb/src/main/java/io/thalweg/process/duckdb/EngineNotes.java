package io.thalweg.process.duckdb;

import io.thalweg.process.duckdb.database.EngineDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What people have decided about pipelines, kept beside the pipelines' state: which are stopped,
 * and which changes of definitions are wanted. Safe for use by many threads.
 */
final class EngineNotes {

  /** No pipeline's name has a point, so that none has this schema. */
  private static final String SCHEMA = "\"$engine.notes\"";

  private final EngineDatabase database;

  private EngineNotes(EngineDatabase database) {
    this.database = database;
  }

  static EngineNotes open(EngineDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS " + SCHEMA);
      statement.execute(
          "CREATE TABLE IF NOT EXISTS " + SCHEMA + ".stopped (pipeline VARCHAR PRIMARY KEY)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS "
              + SCHEMA
              + ".wanted (pipeline VARCHAR, definition VARCHAR)");
    }
    return new EngineNotes(database);
  }

  /** The pipelines that are to stay stopped. */
  Set<String> stopped() throws SQLException {
    Set<String> stopped = new HashSet<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT pipeline FROM " + SCHEMA + ".stopped")) {
      while (rows.next()) {
        stopped.add(rows.getString(1));
      }
    }
    return stopped;
  }

  void stop(String pipeline) throws SQLException {
    change("INSERT OR IGNORE INTO " + SCHEMA + ".stopped VALUES (?)", pipeline);
  }

  void start(String pipeline) throws SQLException {
    change("DELETE FROM " + SCHEMA + ".stopped WHERE pipeline = ?", pipeline);
  }

  /** Remembers which definitions pipelines may change to at the next start; others no more. */
  void want(Map<String, String> definitions) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement();
          PreparedStatement insert =
              connection.prepareStatement("INSERT INTO " + SCHEMA + ".wanted VALUES (?, ?)")) {
        statement.execute("DELETE FROM " + SCHEMA + ".wanted");
        for (Map.Entry<String, String> definition : definitions.entrySet()) {
          insert.setString(1, definition.getKey());
          insert.setString(2, definition.getValue());
          insert.executeUpdate();
        }
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  /** Whether a pipeline may change to a definition. */
  boolean isWanted(String pipeline, String definition) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT 1 FROM " + SCHEMA + ".wanted WHERE pipeline = ? AND definition = ?")) {
      query.setString(1, pipeline);
      query.setString(2, definition);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  private void change(String sql, String pipeline) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, pipeline);
      statement.executeUpdate();
    }
  }
}
