package io.thalweg.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The one file that tokens, users and sessions are kept in. A change is on disk when its call
 * returns. Safe for use by many threads, one at a time.
 */
final class Database implements AutoCloseable {

  /** What makes each form of the file out of the one before, from an empty file on. */
  private static final List<List<String>> FORMS =
      List.of(
          List.of(
              """
              CREATE TABLE tokens (
                id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
                role TEXT NOT NULL, device TEXT, created INTEGER NOT NULL, expires INTEGER,
                last_used INTEGER, events_per_second INTEGER, requests_per_second INTEGER)""",
              """
              CREATE TABLE users (
                name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL,
                created INTEGER NOT NULL)""",
              """
              CREATE TABLE sessions (
                hash TEXT PRIMARY KEY, user TEXT NOT NULL, created INTEGER NOT NULL,
                last_used INTEGER NOT NULL)"""),
          List.of("ALTER TABLE tokens ADD COLUMN scram TEXT"));

  private final Connection connection;

  private Database(Connection connection) {
    this.connection = connection;
  }

  /** Opens the file, made where there is none and then readable by its owner alone. */
  static Database open(Path file) {
    try {
      if (!Files.exists(file)) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (posix) {
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
      }
      Database database = new Database(DriverManager.getConnection("jdbc:sqlite:" + file));
      database.prepare(file);
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + file, e);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot open %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void prepare(Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = FULL");
      int version;
      try (ResultSet found = statement.executeQuery("PRAGMA user_version")) {
        version = found.getInt(1);
      }
      if (version > FORMS.size()) {
        throw new SQLException(
            "%s was written by a newer Thalweg (form %d, this one knows %d)"
                .formatted(file, version, FORMS.size()));
      }
      connection.setAutoCommit(false);
      for (List<String> form : FORMS.subList(version, FORMS.size())) {
        for (String sql : form) {
          statement.execute(sql);
        }
      }
      statement.execute("PRAGMA user_version = " + FORMS.size());
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  /** One change with its values in order: texts, numbers or nulls. */
  synchronized void change(String sql, Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The same change for many rows, all or none. */
  synchronized void changeAll(String sql, List<Object[]> rows) {
    if (rows.isEmpty()) {
      return;
    }
    try {
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (Object[] row : rows) {
          bind(statement, row);
          statement.executeUpdate();
        }
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Makes something of each row. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  synchronized <T> List<T> rows(String sql, RowReader<T> reader) {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<T> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(reader.read(found));
      }
      return rows;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private static IllegalStateException failed(SQLException e) {
    return new IllegalStateException("the file of users and tokens failed: " + e.getMessage(), e);
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
