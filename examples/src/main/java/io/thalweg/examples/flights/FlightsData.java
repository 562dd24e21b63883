package io.thalweg.examples.flights;

import io.thalweg.examples.DemoException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * The Parquet file with the flights: from the npm package {@code vega-datasets}, which packs
 * statistics of the US Bureau of Transportation.
 *
 * <p>Immutable.
 *
 * @param parquet the file, its rows in the order of departure
 * @param flights how many rows of it count, from the first on
 */
record FlightsData(Path parquet, long flights) {

  /** How many rows the file has. */
  static final long ALL = 3_000_000;

  private static final String PACKAGE = "vega-datasets";
  private static final String FILE = "data/flights-3m.parquet";

  /**
   * Fetches the file unless the cache has it, and counts its rows.
   *
   * @throws DemoException when npm is missing or fails, or the file is not the one expected
   */
  static FlightsData fetch(Path cache, long flights, PrintStream out) throws DemoException {
    Path folder = cache.resolve("npm");
    Path file = folder.resolve("node_modules").resolve(PACKAGE).resolve(FILE);
    if (!Files.exists(file)) {
      out.println("fetching the flights (npm package " + PACKAGE + ", about 17 MB)");
      install(folder);
    }
    if (!Files.exists(file)) {
      throw new DemoException("npm has installed %s, but without %s".formatted(PACKAGE, FILE));
    }
    FlightsData data = new FlightsData(file, flights);
    try (Connection duckdb = data.open();
        Statement statement = duckdb.createStatement();
        ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM '" + data.path() + "'")) {
      count.next();
      if (count.getLong(1) != ALL) {
        throw new DemoException(
            "%s has %,d flights, not %,d; delete the folder %s, so that it is fetched again"
                .formatted(file, count.getLong(1), ALL, folder));
      }
    } catch (SQLException e) {
      throw new DemoException(
          "%s is not readable; delete the folder %s, so that it is fetched again: %s"
              .formatted(file, folder, e.getMessage()),
          e);
    }
    return data;
  }

  private static void install(Path folder) throws DemoException {
    Process npm;
    Path log;
    try {
      Files.createDirectories(folder);
      log = Files.createTempFile(folder, "npm", ".log");
      npm =
          new ProcessBuilder(
                  "npm",
                  "install",
                  "--prefix",
                  folder.toString(),
                  "--no-save",
                  "--no-audit",
                  "--no-fund",
                  "--ignore-scripts",
                  PACKAGE + "@" + version())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      npm.getOutputStream().close();
    } catch (IOException e) {
      throw new DemoException(
          "npm does not start, and the flights come as an npm package; install Node.js with npm"
              + " (on Debian: apt-get install npm)",
          e);
    }
    try {
      if (!npm.waitFor(10, TimeUnit.MINUTES)) {
        throw new DemoException("npm has not fetched " + PACKAGE + " within 10 minutes");
      }
      if (npm.exitValue() != 0) {
        throw new DemoException(
            "npm could not fetch %s %s:%n%s"
                .formatted(PACKAGE, version(), Files.readString(log).strip()));
      }
      Files.delete(log);
    } catch (IOException e) {
      throw new DemoException("npm's messages are not readable: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted while npm fetched " + PACKAGE, e);
    } finally {
      npm.destroy();
    }
  }

  private static String version() {
    try (InputStream in = FlightsData.class.getResourceAsStream("vega-datasets.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A new DuckDB in memory with the view {@code flights}, whose columns are the stream's fields.
   */
  Connection open() throws SQLException {
    Properties streaming = new Properties();
    streaming.setProperty("jdbc_stream_results", "true");
    Connection duckdb = DriverManager.getConnection("jdbc:duckdb:", streaming);
    try (Statement statement = duckdb.createStatement()) {
      statement.execute("SET memory_limit = '1GB'");
      statement.execute(
          """
          CREATE VIEW flights AS
          SELECT file_row_number + 1 AS flight, date AS departure, origin, destination, delay, distance
          FROM read_parquet('%s', file_row_number = true)
          WHERE file_row_number < %d"""
              .formatted(path(), flights));
      return duckdb;
    } catch (SQLException e) {
      duckdb.close();
      throw e;
    }
  }

  private String path() {
    return parquet.toString().replace("'", "''");
  }
}
