package io.thalweg.process.duckdb.upkeep;

import io.thalweg.process.api.LakeUpkeep.Column;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbFieldIds;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads data files and writes their rows anew, in a DuckDB of its own that lives as long as this
 * and has one thread and little memory, so that queries and pipelines hardly feel it. For one
 * thread.
 */
final class FileRewriter implements AutoCloseable {

  private final Connection connection;

  /**
   * @param lake the only folder that is read and written
   * @param spill for what does not fit into memory
   */
  FileRewriter(Path lake, Path spill, long memoryBytes) throws SQLException {
    try {
      Files.createDirectories(spill);
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + spill + " cannot be used", e);
    }
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      for (String setting :
          List.of(
              "memory_limit = '" + memoryBytes / 1024 + "KiB'",
              "threads = 1",
              "temp_directory = " + path(spill),
              "TimeZone = 'UTC'",
              "autoinstall_known_extensions = false",
              "autoload_known_extensions = false",
              "allowed_directories = [" + path(lake) + "]",
              "enable_external_access = false",
              "lock_configuration = true")) {
        statement.execute("SET GLOBAL " + setting);
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Writes the rows of files into one.
   *
   * @param columns of the table; a file without one of them has NULL there
   * @param condition of the rows that stay
   * @param order of the rows, or empty for that of the files
   * @return how many rows it wrote
   */
  long write(List<Path> files, List<Column> columns, String condition, List<String> order, Path to)
      throws SQLException {
    String ordered =
        order.isEmpty()
            ? ""
            : " ORDER BY " + order.stream().map(Sql::name).collect(Collectors.joining(", "));
    String ids =
        columns.stream()
            .map(column -> DuckDbFieldIds.of(column.name(), column.type(), ids(column)))
            .collect(Collectors.joining(", ", "{", "}"));
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(
          "COPY (SELECT * FROM %s WHERE %s%s) TO %s (FORMAT parquet, COMPRESSION zstd, FIELD_IDS %s)"
              .formatted(source(files, columns), condition, ordered, path(to), ids));
    }
  }

  private static Map<String, Integer> ids(Column column) {
    Map<String, Integer> ids = new HashMap<>(column.ids());
    ids.put(column.name(), column.id());
    return ids;
  }

  /** How many rows of files meet a condition. */
  long count(List<Path> files, List<Column> columns, String condition) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT count(*) FROM %s WHERE %s".formatted(source(files, columns), condition))) {
      result.next();
      return result.getLong(1);
    }
  }

  private static String source(List<Path> files, List<Column> columns) {
    String list =
        files.stream().map(FileRewriter::path).collect(Collectors.joining(", ", "[", "]"));
    String schema =
        columns.stream()
            .map(
                column ->
                    "%d: {name: %s, type: %s, default_value: NULL}"
                        .formatted(
                            column.id(),
                            Sql.text(column.name()),
                            Sql.text(DuckDbTypes.name(column.type()))))
            .collect(Collectors.joining(", ", "MAP {", "}"));
    return "read_parquet(%s, schema = %s)".formatted(list, schema);
  }

  private static String path(Path file) {
    return Sql.text(file.toAbsolutePath().normalize().toString());
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
