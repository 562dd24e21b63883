package io.thalweg.process.duckdb.database;

import io.thalweg.process.duckdb.batch.BatchScan;
import io.thalweg.process.duckdb.sql.DuckDbSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * The file that holds the serving tables, the pipelines' state and their offsets.
 *
 * <p>Safe for use by many threads; the connections it gives are not.
 */
public final class EngineDatabase implements AutoCloseable {

  private static final String FILE = "tables.duckdb";

  private static final Duration WATCH_EVERY = Duration.ofSeconds(1);

  private static volatile Consumer<String> whenUnusable = reason -> {};

  private final DuckDBConnection first;
  private final DatabaseWatch watch;
  private final BatchScan scan;
  private final Commits commits = new Commits();

  private EngineDatabase(DuckDBConnection first, BatchScan scan) throws SQLException {
    this.first = first;
    this.scan = scan;
    this.watch =
        new DatabaseWatch(first.duplicate(), WATCH_EVERY, reason -> whenUnusable.accept(reason));
  }

  /**
   * Has something done when a database can only be used again by another process. All that was
   * committed is in its file.
   *
   * @param action called with the reason; it may end the process
   */
  public static void whenUnusable(Consumer<String> action) {
    whenUnusable = action;
  }

  /**
   * Opens the file, or makes it.
   *
   * @param directory of the file; made where there is none
   * @param memoryBytes that DuckDB may use, beside Java's heap
   * @param threads that it may use
   * @param lakeDirectories where files may be written to; nothing else outside is reachable
   */
  public static EngineDatabase open(
      Path directory, long memoryBytes, int threads, List<Path> lakeDirectories)
      throws SQLException {
    Path spill = directory.resolve("spill");
    try {
      Files.createDirectories(spill);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DuckDBConnection connection =
        DriverManager.getConnection("jdbc:duckdb:" + directory.resolve(FILE))
            .unwrap(DuckDBConnection.class);
    try {
      BatchScan scan = BatchScan.register(connection);
      KeyPartition.register(connection);
      String reachable =
          lakeDirectories.stream()
              .map(path -> Sql.text(path.toAbsolutePath().toString()))
              .collect(Collectors.joining(", ", "[", "]"));
      try (Statement statement = connection.createStatement()) {
        for (String setting : DuckDbSql.SETTINGS) {
          statement.execute(setting);
        }
        for (String setting :
            List.of(
                "memory_limit = '" + memoryBytes / 1024 + "KiB'",
                "threads = " + threads,
                "temp_directory = " + Sql.text(spill.toAbsolutePath().toString()),
                "preserve_insertion_order = false",
                "checkpoint_threshold = '64MiB'",
                "TimeZone = 'UTC'",
                "autoinstall_known_extensions = false",
                "autoload_known_extensions = false",
                "allowed_directories = " + reachable,
                "enable_external_access = false",
                "jdbc_stream_results = false",
                "allowed_configs = ['jdbc_stream_results']",
                "lock_configuration = true")) {
          statement.execute("SET GLOBAL " + setting);
        }
      }
      return new EngineDatabase(connection, scan);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection of its own, to be closed by its user. */
  public Connection connect() throws SQLException {
    return first.duplicate();
  }

  /**
   * A connection of its own that only reads, to be closed by its user. Its results are streamed, so
   * that a large one needs no memory; in return it has one at a time, and what goes wrong is told
   * without its reason.
   */
  public Connection connectForReading() throws SQLException {
    Connection connection = first.duplicate();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION jdbc_stream_results = true");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Tells of transactions that put rows out. */
  public Commits commits() {
    return commits;
  }

  /** How batches are read in this database. */
  public BatchScan scan() {
    return scan;
  }

  @Override
  public void close() {
    try {
      watch.close();
      first.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be closed", e);
    }
  }
}
