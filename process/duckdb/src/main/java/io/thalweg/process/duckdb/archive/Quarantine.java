package io.thalweg.process.duckdb.archive;

import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.quality.ReplayMark;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.batch.RejectedRecord;
import io.thalweg.process.duckdb.batch.Warning;
import io.thalweg.process.duckdb.database.EngineDatabase;
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
import java.util.Map;
import java.util.TreeMap;

/**
 * The table {@code <stream>_quarantine} of the records that are no events of their stream, each
 * once, and the counts of the rules that events break. It is computed from the log: what a batch
 * adds, what its replayed records take away, and the position behind it are one transaction.
 *
 * <p>Safe for use by many threads.
 */
final class Quarantine {

  private final String stream;
  private final String table;
  private final EngineDatabase database;

  Quarantine(String stream, EngineDatabase database) {
    this.stream = stream;
    this.table = "main." + Sql.name(stream + "_quarantine");
    this.database = database;
  }

  /** The table's name as SQL has it. */
  String table() {
    return table;
  }

  /** Makes the tables where there are none. */
  void ensure() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS \"$quarantine\"");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS \"$quarantine\".positions (stream VARCHAR, position VARCHAR)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS \"$quarantine\".counts"
              + " (stream VARCHAR, outcome VARCHAR, rule VARCHAR, code VARCHAR, events BIGINT)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS "
              + table
              + " (\"partition\" INTEGER, \"offset\" BIGINT, appended TIMESTAMP, code VARCHAR,"
              + " message VARCHAR, hint VARCHAR, event VARCHAR, raw BLOB)");
      statement.execute("ALTER TABLE " + table + " ADD COLUMN IF NOT EXISTS rule VARCHAR");
    }
  }

  /** Takes in what a batch says, as far as it is not known yet. */
  synchronized void add(EventBatch batch) throws SQLException {
    List<RejectedRecord> rejected = batch.rejected();
    List<Warning> warnings = batch.warnings();
    List<ReplayMark> replayed = batch.replayed();
    if (rejected.isEmpty() && warnings.isEmpty() && replayed.isEmpty()) {
      return;
    }
    transaction(
        connection -> {
          Offsets known = position(connection, batch.to().partitions());
          insert(connection, rejected, known);
          count(connection, rejected, warnings, known);
          delete(connection, replayed);
          store(connection, later(known, batch.to()));
        });
  }

  /**
   * Takes records out for good.
   *
   * @param condition which, as SQL of our own
   * @return how many
   */
  synchronized long discard(String condition) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate("DELETE FROM " + table + " WHERE " + condition);
    }
  }

  private interface Work {
    void in(Connection connection) throws SQLException;
  }

  private void transaction(Work work) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      try {
        work.in(connection);
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
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

  private static Offsets later(Offsets known, Offsets read) {
    Offsets later = known;
    for (int p = 0; p < read.partitions(); p++) {
      later = later.with(p, Math.max(known.get(p), read.get(p)));
    }
    return later;
  }

  private void insert(Connection connection, List<RejectedRecord> records, Offsets known)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO "
                + table
                + " (\"partition\", \"offset\", appended, rule, code, message, hint, event, raw)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
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
        insert.setString(4, record.rule());
        insert.setString(5, record.rejection().code());
        insert.setString(6, record.rejection().message());
        insert.setString(7, record.rejection().hint());
        insert.setString(8, new String(record.raw(), StandardCharsets.UTF_8));
        insert.setBytes(9, record.raw());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private record Counted(String outcome, String rule, String code) {}

  private void count(
      Connection connection, List<RejectedRecord> rejected, List<Warning> warnings, Offsets known)
      throws SQLException {
    Map<String, Long> sums = new TreeMap<>();
    Map<String, Counted> kinds = new TreeMap<>();
    for (RejectedRecord record : rejected) {
      if (record.offset() >= known.get(record.partition())) {
        note(new Counted("quarantined", record.rule(), record.rejection().code()), kinds, sums);
      }
    }
    for (Warning warning : warnings) {
      if (warning.offset() >= known.get(warning.partition())) {
        note(new Counted("warned", warning.rule(), ""), kinds, sums);
      }
    }
    for (Map.Entry<String, Long> sum : sums.entrySet()) {
      add(connection, kinds.get(sum.getKey()), sum.getValue());
    }
  }

  private static void note(Counted kind, Map<String, Counted> kinds, Map<String, Long> sums) {
    kinds.put(kind.toString(), kind);
    sums.merge(kind.toString(), 1L, Long::sum);
  }

  /** Replaces the count and does not update it (ADR 0032). */
  private void add(Connection connection, Counted kind, long events) throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM \"$quarantine\".counts"
                    + " WHERE stream = ? AND outcome = ? AND rule = ? AND code = ?"
                    + " RETURNING events");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO \"$quarantine\".counts (stream, outcome, rule, code, events)"
                    + " VALUES (?, ?, ?, ?, ?)")) {
      for (PreparedStatement statement : List.of(delete, insert)) {
        statement.setString(1, stream);
        statement.setString(2, kind.outcome());
        statement.setString(3, kind.rule());
        statement.setString(4, kind.code());
      }
      long sum = events;
      try (ResultSet counted = delete.executeQuery()) {
        while (counted.next()) {
          sum += counted.getLong(1);
        }
      }
      insert.setLong(5, sum);
      insert.executeUpdate();
    }
  }

  private void delete(Connection connection, List<ReplayMark> records) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM " + table + " WHERE \"partition\" = ? AND \"offset\" = ?")) {
      for (ReplayMark record : records) {
        delete.setInt(1, record.partition());
        delete.setLong(2, record.offset());
        delete.addBatch();
      }
      if (!records.isEmpty()) {
        delete.executeBatch();
      }
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
