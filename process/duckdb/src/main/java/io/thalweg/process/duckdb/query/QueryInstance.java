package io.thalweg.process.duckdb.query;

import io.thalweg.process.duckdb.batch.BatchScan;
import io.thalweg.process.duckdb.database.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * The in-memory DuckDB that queries run in: it reads files of the lake's folder, what {@link
 * BatchScan} and {@link TableScan} give it, and nothing else, and none of that can be changed once
 * it is open. Safe for use by many threads.
 */
final class QueryInstance implements AutoCloseable {

  private final DuckDBConnection first;
  private final BatchScan batches;
  private final TableScan tables;

  private QueryInstance(DuckDBConnection first, BatchScan batches, TableScan tables) {
    this.first = first;
    this.batches = batches;
    this.tables = tables;
  }

  /**
   * @param dialect settings that the writer of the SQL relies on
   */
  static QueryInstance open(QuerySettings settings, List<String> dialect) throws SQLException {
    empty(settings.spillFolder());
    DuckDBConnection connection =
        DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
    try {
      BatchScan batches = BatchScan.register(connection);
      TableScan tables = TableScan.register(connection);
      try (Statement statement = connection.createStatement()) {
        for (String set : dialect) {
          statement.execute(set);
        }
        for (String setting : settings(settings)) {
          statement.execute("SET GLOBAL " + setting);
        }
      }
      return new QueryInstance(connection, batches, tables);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static List<String> settings(QuerySettings settings) {
    return List.of(
        "memory_limit = '" + settings.memoryBytes() / 1024 + "KiB'",
        "threads = " + settings.threads(),
        "temp_directory = " + Sql.text(absolute(settings.spillFolder())),
        "max_temp_directory_size = '" + settings.spillBytes() / 1024 + "KiB'",
        "TimeZone = 'UTC'",
        // The footers of the lake's files do not change.
        "parquet_metadata_cache = true",
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "jdbc_stream_results = false",
        "allowed_configs = ['jdbc_stream_results']",
        "allowed_directories = [" + Sql.text(absolute(settings.lakeFolder())) + "]",
        "enable_external_access = false",
        "lock_configuration = true");
  }

  private static String absolute(Path folder) {
    return folder.toAbsolutePath().normalize().toString();
  }

  /** Deletes what a process that was killed has left. */
  private static void empty(Path spillFolder) {
    try {
      Files.createDirectories(spillFolder);
      try (Stream<Path> left = Files.list(spillFolder)) {
        for (Path file : left.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + spillFolder + " cannot be used", e);
    }
  }

  /** A connection for one query, to be closed by its user. */
  Connection connect() throws SQLException {
    return first.duplicate();
  }

  BatchScan batches() {
    return batches;
  }

  TableScan tables() {
    return tables;
  }

  @Override
  public void close() throws SQLException {
    first.close();
  }
}
