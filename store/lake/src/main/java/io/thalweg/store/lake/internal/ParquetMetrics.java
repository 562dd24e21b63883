package io.thalweg.store.lake.internal;

import io.thalweg.process.api.LakeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;

/**
 * Describes a Parquet file to Iceberg: its size, and of each column how many values it holds and
 * between which bounds. It reads the footer alone, so that the platform needs neither Parquet's nor
 * Hadoop's classes to archive. It also refuses files that the table's readers could not read.
 */
public final class ParquetMetrics {

  private final Path file;
  private final Schema schema;
  private final Map<Integer, Long> sizes = new HashMap<>();
  private final Map<Integer, Long> values = new HashMap<>();
  private final Map<Integer, Long> nulls = new HashMap<>();
  private final Map<Integer, Comparable<Object>> lower = new HashMap<>();
  private final Map<Integer, Comparable<Object>> upper = new HashMap<>();
  private final Set<Integer> unbounded = new HashSet<>();
  private final Set<Integer> uncounted = new HashSet<>();

  private ParquetMetrics(Path file, Schema schema) {
    this.file = file;
    this.schema = schema;
  }

  /**
   * A file as an unpartitioned table lists it.
   *
   * @throws LakeException when it is not Parquet, or a column has no field id of the table, or
   *     another type than the table's
   */
  public static DataFile describe(Path file, Schema schema) {
    try {
      FileMetaData footer = ParquetFooter.read(file);
      return DataFiles.builder(PartitionSpec.unpartitioned())
          .withPath(file.toString())
          .withFormat(FileFormat.PARQUET)
          .withFileSizeInBytes(Files.size(file))
          .withMetrics(new ParquetMetrics(file, schema).collect(footer))
          .withSplitOffsets(splits(footer))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private Metrics collect(FileMetaData footer) {
    List<Optional<ParquetColumn>> columns = columns(footer.getSchema());
    for (RowGroup group : footer.getRow_groups()) {
      for (int i = 0; i < group.getColumnsSize(); i++) {
        ColumnChunk chunk = group.getColumns().get(i);
        columns.get(i).ifPresent(column -> add(column, chunk));
      }
    }
    lower.keySet().removeAll(unbounded);
    upper.keySet().removeAll(unbounded);
    nulls.keySet().removeAll(uncounted);
    return new Metrics(
        footer.getNum_rows(), sizes, values, nulls, null, encode(lower), encode(upper));
  }

  /**
   * The columns that hold values, in the file's order; empty for those inside of arrays and rows,
   * which are not measured. The first element is the root, each other stands before those inside.
   */
  private List<Optional<ParquetColumn>> columns(List<SchemaElement> elements) {
    List<Optional<ParquetColumn>> columns = new ArrayList<>();
    int inside = 0;
    for (SchemaElement element : elements.subList(1, elements.size())) {
      boolean top = inside == 0;
      inside += element.getNum_children() - (top ? 0 : 1);
      if (element.getNum_children() == 0) {
        ParquetColumn column = ParquetColumn.of(file, element, schema);
        columns.add(top ? Optional.of(column) : Optional.empty());
      } else if (top) {
        ParquetColumn.checkNested(file, element, schema);
      }
    }
    return columns;
  }

  private void add(ParquetColumn column, ColumnChunk chunk) {
    ColumnMetaData data = chunk.getMeta_data();
    int id = column.id();
    sizes.merge(id, data.getTotal_compressed_size(), Long::sum);
    values.merge(id, data.getNum_values(), Long::sum);
    if (data.isSetStatistics() && data.getStatistics().isSetNull_count()) {
      long count = data.getStatistics().getNull_count();
      nulls.merge(id, count, Long::sum);
      if (count == data.getNum_values()) {
        return; // nothing that could have bounds
      }
    } else {
      uncounted.add(id);
    }
    if (!data.isSetStatistics()
        || !data.getStatistics().isSetMin_value()
        || !data.getStatistics().isSetMax_value()) {
      unbounded.add(id);
      return;
    }
    Comparable<Object> least = column.lowerBound(data.getStatistics().getMin_value());
    Comparable<Object> greatest = column.upperBound(data.getStatistics().getMax_value());
    if (least == null || greatest == null) {
      unbounded.add(id);
      return;
    }
    lower.merge(id, least, (a, b) -> a.compareTo(b) <= 0 ? a : b);
    upper.merge(id, greatest, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }

  private Map<Integer, ByteBuffer> encode(Map<Integer, Comparable<Object>> bounds) {
    Map<Integer, ByteBuffer> encoded = new HashMap<>();
    bounds.forEach(
        (id, bound) -> {
          Types.NestedField column = schema.findField(id);
          encoded.put(id, Conversions.toByteBuffer(column.type(), bound));
        });
    return encoded;
  }

  private static List<Long> splits(FileMetaData footer) {
    return footer.getRow_groups().stream()
        .map(
            group -> {
              ColumnMetaData first = group.getColumns().get(0).getMeta_data();
              return first.isSetDictionary_page_offset()
                  ? Math.min(first.getDictionary_page_offset(), first.getData_page_offset())
                  : first.getData_page_offset();
            })
        .sorted()
        .toList();
  }
}
