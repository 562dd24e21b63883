package io.thalweg.process.duckdb.pipeline;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Field;
import io.thalweg.process.duckdb.database.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows as the JSON that the decoder of events reads: every number with all its digits,
 * timestamps in ISO-8601, UTC, with microseconds only where there are some.
 */
final class JsonText {

  private JsonText() {}

  /**
   * SQL that gives the JSON object of a row.
   *
   * @param columns SQL of the fields' values, in the fields' order
   */
  static String object(List<Field> fields, List<String> columns) {
    if (fields.isEmpty()) {
      return "'{}'";
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      String name = (i == 0 ? "{\"" : ",\"") + fields.get(i).name() + "\":";
      parts.add(Sql.text(name));
      parts.add(value(fields.get(i).type(), columns.get(i)));
    }
    parts.add("'}'");
    return "concat(" + String.join(", ", parts) + ")";
  }

  private static String value(DataType type, String column) {
    String text;
    if (type instanceof DataType.Decimal) {
      text = "CAST(" + column + " AS VARCHAR)";
    } else {
      text =
          switch ((DataType.Primitive) type) {
            case BOOLEAN, INT, LONG -> "CAST(" + column + " AS VARCHAR)";
            // JSON knows no infinity.
            case DOUBLE ->
                "CASE WHEN isfinite(" + column + ") THEN CAST(" + column + " AS VARCHAR) END";
            case DATE -> "'\"' || CAST(" + column + " AS VARCHAR) || '\"'";
            case TIMESTAMP -> timestamp(column);
            case STRING -> "CAST(to_json(" + column + ") AS VARCHAR)";
          };
    }
    return "coalesce(" + text + ", 'null')";
  }

  private static String timestamp(String column) {
    return ("CASE WHEN microsecond(%1$s) %% 1000000 = 0 THEN strftime(%1$s, '\"%%Y-%%m-%%dT%%H:%%M:%%SZ\"')"
            + " ELSE rtrim(strftime(%1$s, '\"%%Y-%%m-%%dT%%H:%%M:%%S.%%f'), '0') || 'Z\"' END")
        .formatted(column);
  }
}
