package io.thalweg.process.duckdb.pipeline;

import io.thalweg.buffer.Offsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Keeps {@link Progress} in a table of one row, which is replaced and never updated (ADR 0032). For
 * one thread.
 */
final class ProgressTable implements AutoCloseable {

  private static final String BETWEEN_SOURCES = ";";

  private final PreparedStatement delete;
  private final PreparedStatement insert;

  /** Prepares to store; the table exists. */
  ProgressTable(Connection connection, PipelineTables tables) throws SQLException {
    delete = connection.prepareStatement("DELETE FROM " + tables.progress());
    insert = connection.prepareStatement(insertion(tables));
  }

  static String create(PipelineTables tables) {
    return "CREATE TABLE "
        + tables.progress()
        + " (position VARCHAR, max_times VARCHAR, carried VARCHAR, watermark BIGINT,"
        + " sequence BIGINT, rows_in BIGINT, rows_out BIGINT, late BIGINT)";
  }

  /** Writes the first row. */
  static void insert(Connection connection, PipelineTables tables, Progress progress)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(insertion(tables))) {
      bind(insert, progress);
      insert.executeUpdate();
    }
  }

  private static String insertion(PipelineTables tables) {
    return "INSERT INTO " + tables.progress() + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  }

  static Optional<Progress> load(Connection connection, PipelineTables tables) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT position, max_times, carried, watermark, sequence, rows_in, rows_out, late"
                    + " FROM "
                    + tables.progress())) {
      if (!row.next()) {
        return Optional.empty();
      }
      String[] positions = row.getString(1).split(BETWEEN_SOURCES);
      String[] maxTimes = row.getString(2).split(BETWEEN_SOURCES);
      String[] carried = row.getString(3).split(BETWEEN_SOURCES);
      return Optional.of(
          new Progress(
              IntStream.range(0, positions.length)
                  .mapToObj(
                      i ->
                          new Progress.Source(
                              Offsets.parse(positions[i]), times(maxTimes[i]), times(carried[i])))
                  .toList(),
              row.getLong(4),
              row.getLong(5),
              row.getLong(6),
              row.getLong(7),
              row.getLong(8)));
    }
  }

  void store(Progress progress) throws SQLException {
    delete.executeUpdate();
    bind(insert, progress);
    insert.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    delete.close();
    insert.close();
  }

  private static void bind(PreparedStatement statement, Progress progress) throws SQLException {
    statement.setString(1, sources(progress, source -> source.position().toString()));
    statement.setString(2, sources(progress, source -> text(source.maxTimes())));
    statement.setString(3, sources(progress, source -> text(source.carried())));
    statement.setLong(4, progress.watermark());
    statement.setLong(5, progress.sequence());
    statement.setLong(6, progress.rowsIn());
    statement.setLong(7, progress.rowsOut());
    statement.setLong(8, progress.late());
  }

  private static String sources(Progress progress, Function<Progress.Source, String> text) {
    return progress.sources().stream().map(text).collect(Collectors.joining(BETWEEN_SOURCES));
  }

  private static String text(List<Long> times) {
    return times.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static List<Long> times(String text) {
    return Arrays.stream(text.split(",")).map(Long::valueOf).toList();
  }
}
