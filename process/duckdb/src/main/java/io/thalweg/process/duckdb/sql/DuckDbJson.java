package io.thalweg.process.duckdb.sql;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Field;
import java.util.stream.Collectors;

/**
 * Values as the JSON that the decoder of events reads, and arrays and rows read back from it: that
 * is how they come into DuckDB and out of it, for its Java functions know single values alone.
 *
 * <p>Every number has all its digits, timestamps are in ISO-8601, UTC, with microseconds only where
 * there are some. A row has no field that is null.
 */
public final class DuckDbJson {

  private DuckDbJson() {}

  /** SQL of type VARCHAR that gives a value's JSON, of a NULL {@code null}. */
  public static String write(DataType type, String value) {
    return "coalesce(" + text(type, value, 0) + ", 'null')";
  }

  /** SQL of type VARCHAR that gives an array's or row's JSON; NULL stays NULL. */
  public static String writeNested(DataType type, String value) {
    return text(type, value, 0);
  }

  /**
   * SQL that reads an array or row.
   *
   * @param text SQL of JSON that has the type's form; NULL gives NULL
   */
  public static String readNested(DataType type, String text) {
    return "from_json(" + text + ", " + Identifiers.text(structure(type)) + ")";
  }

  /** A type as DuckDB's JSON functions want it: JSON itself. */
  private static String structure(DataType type) {
    if (type instanceof DataType.Array array) {
      return "[" + structure(array.element()) + "]";
    } else if (type instanceof DataType.Row row) {
      return row.fields().stream()
          .map(field -> '"' + field.name() + "\":" + structure(field.type()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return '"' + DuckDbTypes.name(type) + '"';
  }

  /**
   * @param depth how many arrays lie around it, each of which names its elements
   */
  private static String text(DataType type, String value, int depth) {
    if (type instanceof DataType.Array array) {
      String element = "x" + depth;
      return "('[' || array_to_string(list_transform(%s, lambda %s: coalesce(%s, 'null')), ',') || ']')"
          .formatted(value, element, text(array.element(), element, depth + 1));
    } else if (type instanceof DataType.Row row) {
      return row.fields().stream()
          .map(field -> member(value, field, depth))
          .collect(
              Collectors.joining(
                  ", ",
                  "CASE WHEN " + value + " IS NOT NULL THEN '{' || concat_ws(',', ",
                  ") || '}' END"));
    } else if (type instanceof DataType.Decimal) {
      return "CAST(" + value + " AS VARCHAR)";
    }
    return switch ((DataType.Primitive) type) {
      case BOOLEAN, INT, LONG -> "CAST(" + value + " AS VARCHAR)";
      // JSON knows no infinity.
      case DOUBLE -> "CASE WHEN isfinite(" + value + ") THEN CAST(" + value + " AS VARCHAR) END";
      case DATE -> "'\"' || CAST(" + value + " AS VARCHAR) || '\"'";
      case TIMESTAMP -> timestamp(value);
      case STRING -> "CAST(to_json(" + value + ") AS VARCHAR)";
    };
  }

  /** NULL for a field that is null, which the list leaves out. */
  private static String member(String row, Field field, int depth) {
    String name = Identifiers.text('"' + field.name() + "\":");
    String value = "struct_extract(" + row + ", " + Identifiers.text(field.name()) + ")";
    return "(" + name + " || " + text(field.type(), value, depth) + ")";
  }

  private static String timestamp(String column) {
    return ("CASE WHEN microsecond(%1$s) %% 1000000 = 0 THEN strftime(%1$s,"
            + " '\"%%Y-%%m-%%dT%%H:%%M:%%SZ\"') ELSE rtrim(strftime(%1$s,"
            + " '\"%%Y-%%m-%%dT%%H:%%M:%%S.%%f'), '0') || 'Z\"' END")
        .formatted(column);
  }
}
