package io.thalweg.process.duckdb.sql;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.DataType.Primitive;
import java.util.stream.Collectors;

/** DuckDB's names of our types. */
public final class DuckDbTypes {

  private DuckDbTypes() {}

  /** The type's name as it stands in a cast or a table's columns. */
  public static String name(DataType type) {
    if (type instanceof Decimal decimal) {
      return "DECIMAL(" + decimal.precision() + ", " + decimal.scale() + ")";
    }
    if (type instanceof DataType.Array array) {
      return name(array.element()) + "[]";
    } else if (type instanceof DataType.Row row) {
      return row.fields().stream()
          .map(field -> Identifiers.quote(field.name()) + " " + name(field.type()))
          .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }
    return switch ((Primitive) type) {
      case BOOLEAN -> "BOOLEAN";
      case INT -> "INTEGER";
      case LONG -> "BIGINT";
      case DOUBLE -> "DOUBLE";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMP";
      case STRING -> "VARCHAR";
    };
  }
}
