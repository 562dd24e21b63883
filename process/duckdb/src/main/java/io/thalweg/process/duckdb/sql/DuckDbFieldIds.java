package io.thalweg.process.duckdb.sql;

import io.thalweg.definitions.DataType;
import java.util.Map;
import java.util.stream.Collectors;

/** Which columns of a Parquet file carry which ids, as COPY wants it. */
public final class DuckDbFieldIds {

  private DuckDbFieldIds() {}

  /**
   * What stands in {@code FIELD_IDS} for a column.
   *
   * @param ids by path, as {@code LakeTable.fieldIds} has them
   */
  public static String of(String column, DataType type, Map<String, Integer> ids) {
    return Identifiers.quote(column) + ": " + value(column, type, ids);
  }

  private static String value(String path, DataType type, Map<String, Integer> ids) {
    Integer id = ids.get(path);
    if (type instanceof DataType.Array array) {
      return "{__duckdb_field_id: %d, element: %s}"
          .formatted(id, value(path + ".element", array.element(), ids));
    } else if (type instanceof DataType.Row row) {
      return row.fields().stream()
          .map(
              field ->
                  Identifiers.quote(field.name())
                      + ": "
                      + value(path + "." + field.name(), field.type(), ids))
          .collect(Collectors.joining(", ", "{__duckdb_field_id: " + id + ", ", "}"));
    }
    return String.valueOf(id);
  }
}
