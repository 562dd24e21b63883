package io.thalweg.process.duckdb.archive;

import io.thalweg.buffer.Offsets;
import io.thalweg.process.duckdb.batch.RejectedRecord;
import io.thalweg.process.duckdb.database.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The table {@code <stream>_quarantine} of the records that are no events of their stream, each
 * once. For one thread.
 */
final class Quarantine {

  private final String stream;
  private final String table;

  Quarantine(String stream) {
    this.stream = stream;
    this.table = "main." + Sql.name(stream + "_quarantine");
  }

  /** Makes the table where there is none. */
  void ensure(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS \"$quarantine\"");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS \"$quarantine\".positions (stream VARCHAR, position VARCHAR)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS "
              + table
              + " (\"partition\" INTEGER, \"offset\" BIGINT, appended TIMESTAMP, code VARCHAR,"
              + " message VARCHAR, hint VARCHAR, event VARCHAR, raw BLOB)");
    }
  }

  /**
   * Adds records that are not yet there, in one transaction.
   *
   * @param connection that commits by itself
   * @param upTo behind all of the records
   */
  void add(Connection connection, List<RejectedRecord> records, Offsets upTo) throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    connection.setAutoCommit(false);
    try {
      Offsets known = position(connection, upTo.partitions());
      insert(connection, records, known);
      store(connection, upTo);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private Offsets position(Connection connection, int partitions) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT position FROM \"$quarantine\".positions WHERE stream = ?")) {
      query.setString(1, stream);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Offsets.parse(row.getString(1)) : Offsets.zero(partitions);
      }
    }
  }

  private void insert(Connection connection, List<RejectedRecord> records, Offsets known)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (RejectedRecord record : records) {
        if (record.offset() < known.get(record.partition())) {
          continue;
        }
        insert.setInt(1, record.partition());
        insert.setLong(2, record.offset());
        insert.setObject(
            3,
            LocalDateTime.ofInstant(
                Instant.ofEpochMilli(record.timestampMillis()), ZoneOffset.UTC));
        insert.setString(4, record.rejection().code());
        insert.setString(5, record.rejection().message());
        insert.setString(6, record.rejection().hint());
        insert.setString(7, new String(record.raw(), StandardCharsets.UTF_8));
        insert.setBytes(8, record.raw());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void store(Connection connection, Offsets upTo) throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement("DELETE FROM \"$quarantine\".positions WHERE stream = ?");
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO \"$quarantine\".positions VALUES (?, ?)")) {
      delete.setString(1, stream);
      delete.executeUpdate();
      insert.setString(1, stream);
      insert.setString(2, upTo.toString());
      insert.executeUpdate();
    }
  }
}
