package io.thalweg.process.duckdb.archive;

import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.duckdb.batch.BatchScan;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.database.EngineDatabase;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbFieldIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream.Builder;

/** Writes batches into one data file and has the lake list it. For one thread. */
final class ArchiveWriter {

  private final Stream stream;
  private final LakeTable table;
  private final EngineDatabase database;
  private final List<String> columns;

  ArchiveWriter(Stream stream, LakeTable table, EngineDatabase database) {
    this.stream = stream;
    this.table = table;
    this.database = database;
    Builder<String> names = java.util.stream.Stream.builder();
    stream.fields().stream().map(Field::name).forEach(names);
    names.add(LakeTable.PARTITION_COLUMN).add(LakeTable.OFFSET_COLUMN);
    this.columns = names.build().toList();
  }

  /**
   * Archives batches that follow each other.
   *
   * @throws io.thalweg.process.api.LakeException when the lake did not take the file
   */
  void write(List<EventBatch> batches) throws SQLException {
    Offsets upTo = batches.get(batches.size() - 1).to();
    List<EventBatch> filled = batches.stream().filter(batch -> batch.rows() > 0).toList();
    List<Path> files = filled.isEmpty() ? List.of() : List.of(table.newDataFile());
    if (!files.isEmpty()) {
      try (Connection connection = database.connect()) {
        copy(connection, filled, files.get(0));
      }
    }
    table.append(files, upTo);
  }

  private void copy(Connection connection, List<EventBatch> batches, Path file)
      throws SQLException {
    List<BatchScan.Opened> opened = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (EventBatch batch : batches) {
        opened.add(database.scan().open(batch));
      }
      String rows =
          opened.stream()
              .map(batch -> "FROM " + batch.sql(columns))
              .collect(Collectors.joining(" UNION ALL "));
      String order =
          stream.eventTime().map(time -> " ORDER BY " + Sql.name(time.field())).orElse("");
      Map<String, Integer> ids = table.fieldIds();
      String fieldIds =
          java.util.stream.Stream.concat(
                  stream.fields().stream()
                      .map(field -> DuckDbFieldIds.of(field.name(), field.type(), ids)),
                  java.util.stream.Stream.of(LakeTable.PARTITION_COLUMN, LakeTable.OFFSET_COLUMN)
                      .map(name -> DuckDbFieldIds.of(name, DataType.Primitive.LONG, ids)))
              .collect(Collectors.joining(", ", "{", "}"));
      statement.execute(
          "COPY (SELECT * FROM (%s)%s) TO %s (FORMAT parquet, COMPRESSION zstd, FIELD_IDS %s)"
              .formatted(rows, order, Sql.text(file.toAbsolutePath().toString()), fieldIds));
    } catch (SQLException e) {
      // On a full disk every attempt would leave the part of a file.
      deleteUnfinished(file);
      throw e;
    } finally {
      opened.forEach(BatchScan.Opened::close);
    }
  }

  private static void deleteUnfinished(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Nothing names it: it is found as an orphan.
    }
  }
}
