package io.thalweg.store.lake.internal;

import io.thalweg.process.api.LakeUpkeep;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

/** What a table's metadata know about its files, as upkeep wants it. */
public final class Bounds {

  private Bounds() {}

  /**
   * Describes files.
   *
   * @param measured a column of timestamps
   */
  public static List<LakeUpkeep.DataFile> of(
      List<DataFile> files, Schema schema, Optional<String> measured) {
    Optional<Types.NestedField> column = measured.map(schema::findField);
    return files.stream().map(file -> of(file, column)).toList();
  }

  private static LakeUpkeep.DataFile of(DataFile file, Optional<Types.NestedField> column) {
    Optional<Long> least = column.flatMap(c -> bound(c, file.lowerBounds()));
    Optional<Long> greatest =
        column.filter(c -> hasNoNulls(c, file)).flatMap(c -> bound(c, file.upperBounds()));
    return new LakeUpkeep.DataFile(
        LocalFileIO.path(file.location()),
        file.fileSizeInBytes(),
        file.recordCount(),
        least,
        greatest);
  }

  private static boolean hasNoNulls(Types.NestedField column, DataFile file) {
    Map<Integer, Long> nulls = file.nullValueCounts();
    return nulls != null && Long.valueOf(0).equals(nulls.get(column.fieldId()));
  }

  private static Optional<Long> bound(Types.NestedField column, Map<Integer, ByteBuffer> bounds) {
    return Optional.ofNullable(bounds)
        .map(all -> all.get(column.fieldId()))
        .map(bytes -> Conversions.<Long>fromByteBuffer(column.type(), bytes));
  }
}
