package io.thalweg.testing.crash;

import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.LakeTable;
import io.thalweg.store.lake.IcebergLake;
import io.thalweg.testing.crash.Evidence.Placed;
import io.thalweg.testing.crash.Evidence.Row;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads the lake of a platform that has stopped: the catalogue says which files, DuckDB reads them.
 */
final class LakeReader {

  private LakeReader() {}

  /**
   * What the lake has.
   *
   * @param archived the offsets that it records
   */
  record Contents(Offsets archived, List<Placed> rows) {}

  static Contents read(Path folder) throws SQLException {
    try (IcebergLake lake = IcebergLake.open(folder);
        LakeTable.Snapshot snapshot = lake.table(stream()).snapshot(List.of())) {
      return new Contents(snapshot.archived(), rows(snapshot.files()));
    }
  }

  private static List<Placed> rows(List<Path> files) throws SQLException {
    List<Placed> rows = new ArrayList<>();
    if (files.isEmpty()) {
      return rows;
    }
    String list =
        files.stream()
            .map(file -> "'" + file.toString().replace("'", "''") + "'")
            .collect(Collectors.joining(", ", "[", "]"));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT _partition, _offset, id, attempt, amount FROM read_parquet("
                    + list
                    + ")")) {
      while (result.next()) {
        rows.add(
            new Placed(
                result.getInt(1),
                result.getLong(2),
                new Row(result.getLong(3), result.getInt(4), result.getLong(5))));
      }
    }
    return rows;
  }

  private static Stream stream() {
    return new Stream(
        CrashProject.STREAM,
        Optional.empty(),
        List.of(
            new Field("id", Primitive.LONG, true),
            new Field("attempt", Primitive.LONG, false),
            new Field("device", Primitive.STRING, true),
            new Field("time", Primitive.TIMESTAMP, true),
            new Field("amount", Primitive.LONG, false)),
        Optional.of("device"),
        Optional.of(new EventTime("time", CrashProject.LATENESS, EventTime.DEFAULT_IDLENESS)),
        CrashProject.PARTITIONS,
        Stream.UnknownFields.REFUSE);
  }
}
