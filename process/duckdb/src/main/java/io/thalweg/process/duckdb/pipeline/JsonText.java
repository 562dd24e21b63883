package io.thalweg.process.duckdb.pipeline;

import io.thalweg.definitions.Field;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbJson;
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
      parts.add(DuckDbJson.write(fields.get(i).type(), columns.get(i)));
    }
    parts.add("'}'");
    return "concat(" + String.join(", ", parts) + ")";
  }
}
