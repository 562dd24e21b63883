package io.thalweg.store.lake;

import io.thalweg.process.api.LakeTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes and reads data files as the engine does: with DuckDB. For one thread. */
final class DataFileWriter implements AutoCloseable {

  private final Connection connection;

  DataFileWriter() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
  }

  /** Writes the rows of a SELECT, whose columns have the table's names. */
  Path write(LakeTable table, String select) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      List<String> columns = new ArrayList<>();
      try (ResultSet description = statement.executeQuery("DESCRIBE " + select)) {
        while (description.next()) {
          columns.add(description.getString(1));
        }
      }
      String ids =
          columns.stream()
              .map(column -> column + ": " + table.fieldIds().get(column))
              .collect(Collectors.joining(", "));
      return copy(table, select, "FORMAT parquet, COMPRESSION zstd, FIELD_IDS {" + ids + "}");
    }
  }

  /** Writes the rows of a SELECT as somebody does who forgot the ids. */
  Path writeWithoutIds(LakeTable table, String select) throws SQLException {
    return copy(table, select, "FORMAT parquet");
  }

  private Path copy(LakeTable table, String select, String options) throws SQLException {
    Path file = table.newDataFile();
    try (Statement statement = connection.createStatement()) {
      statement.execute("COPY (%s) TO '%s' (%s)".formatted(select, file, options));
    }
    return file;
  }

  /** Each row of a query over the files, which are its relation {@code FILES}, as text. */
  List<String> read(List<Path> files, String query) throws SQLException {
    String list =
        files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(",", "[", "]"));
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(query.replace("FILES", "read_parquet(" + list + ")"))) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          values.add(String.valueOf(result.getObject(i)));
        }
        rows.add(String.join("|", values));
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
