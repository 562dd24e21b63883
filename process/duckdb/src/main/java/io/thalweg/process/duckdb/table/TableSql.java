package io.thalweg.process.duckdb.table;

import io.thalweg.definitions.Field;
import io.thalweg.definitions.Table;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The SQL of one reference table. Beside its fields, the table and its history have the hidden
 * columns {@code _key} and {@code _value}: the row's record in the log, by which rows are compared.
 */
final class TableSql {

  /** The changes that are being applied, in the order of their offsets; of one connection alone. */
  static final String STAGE = "table_changes";

  /** What the name of each table's schema begins with; no pipeline's does. */
  static final String SCHEMA = "$$";

  private static final String HIDDEN = "_key VARCHAR, _value VARCHAR";

  private final Table table;
  private final String columns;
  private final String names;

  TableSql(Table table) {
    this.table = table;
    this.columns =
        table.fields().stream()
            .map(field -> Sql.name(field.name()) + " " + DuckDbTypes.name(field.type()) + ", ")
            .collect(Collectors.joining());
    this.names =
        table.fields().stream()
            .map(Field::name)
            .map(name -> Sql.name(name) + ", ")
            .collect(Collectors.joining());
  }

  /** What the table was when its rows were written. */
  String definition() {
    return table.fields().stream()
            .map(
                field ->
                    Sql.name(field.name())
                        + " "
                        + DuckDbTypes.name(field.type())
                        + (field.required() ? " NOT NULL, " : ", "))
            .collect(Collectors.joining())
        + "PRIMARY KEY ("
        + String.join(", ", table.key())
        + ")";
  }

  String schema() {
    return Sql.name(SCHEMA + table.name());
  }

  String progress() {
    return schema() + ".progress";
  }

  String rows() {
    return "main." + Sql.name(table.name());
  }

  String history() {
    return "main." + Sql.name(table.history());
  }

  List<String> create() {
    return List.of(
        "CREATE SCHEMA " + schema(),
        "CREATE TABLE " + progress() + " (definition VARCHAR, position BIGINT, time BIGINT)",
        "CREATE TABLE " + rows() + " (" + columns + HIDDEN + ")",
        "CREATE TABLE %s (%s%s TIMESTAMP, %s TIMESTAMP, %s)"
            .formatted(history(), columns, Table.VALID_FROM, Table.VALID_TO, HIDDEN));
  }

  List<String> drop() {
    return drop(table.name());
  }

  /** Drops the table of a name, whatever its definition was. */
  static List<String> drop(String table) {
    return List.of(
        "DROP TABLE IF EXISTS main." + Sql.name(table),
        "DROP TABLE IF EXISTS main." + Sql.name(table + Table.HISTORY),
        "DROP SCHEMA IF EXISTS " + Sql.name(SCHEMA + table) + " CASCADE");
  }

  String createStage() {
    return "CREATE TEMP TABLE %s (%s%s, _offset BIGINT, _time TIMESTAMP)"
        .formatted(STAGE, columns, HIDDEN);
  }

  /** Takes out of the stage what changes nothing: a row as it is already. */
  String dropUnchanged() {
    return """
        DELETE FROM temp.%1$s WHERE _offset IN (
          SELECT _offset FROM (
            SELECT c._offset, c._value, m._value AS current_value,
              lag(c._value) OVER w AS previous_value, row_number() OVER w AS place
            FROM temp.%1$s c LEFT JOIN %2$s m ON c._key = m._key
            WINDOW w AS (PARTITION BY c._key ORDER BY c._offset))
          WHERE CASE WHEN place = 1 THEN current_value ELSE previous_value END
            IS NOT DISTINCT FROM _value)"""
        .formatted(STAGE, rows());
  }

  /** Applies the stage to the table and its history. */
  List<String> apply() {
    return List.of(
        // versions that end are replaced and not updated (ADR 0032)
        """
        INSERT INTO %2$s SELECT version.* REPLACE (changed.since AS %3$s) FROM %2$s AS version
          JOIN (SELECT _key, min(_time) AS since FROM temp.%1$s GROUP BY _key) AS changed
            ON version._key = changed._key
          WHERE version.%3$s IS NULL"""
            .formatted(STAGE, history(), Table.VALID_TO),
        "DELETE FROM %2$s WHERE %3$s IS NULL AND _key IN (SELECT _key FROM temp.%1$s)"
            .formatted(STAGE, history(), Table.VALID_TO),
        """
        INSERT INTO %2$s SELECT %3$s_time, ends, _key, _value FROM (
          SELECT *, lead(_time) OVER (PARTITION BY _key ORDER BY _offset) AS ends FROM temp.%1$s)
          WHERE _value IS NOT NULL"""
            .formatted(STAGE, history(), names),
        "DELETE FROM %2$s WHERE _key IN (SELECT _key FROM temp.%1$s)".formatted(STAGE, rows()),
        """
        INSERT INTO %2$s SELECT %3$s_key, _value FROM (
          SELECT * FROM temp.%1$s
          QUALIFY row_number() OVER (PARTITION BY _key ORDER BY _offset DESC) = 1)
          WHERE _value IS NOT NULL"""
            .formatted(STAGE, rows(), names));
  }
}
