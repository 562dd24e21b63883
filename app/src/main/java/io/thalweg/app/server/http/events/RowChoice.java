package io.thalweg.app.server.http.events;

import io.thalweg.connect.http.events.RowKey;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import io.thalweg.process.api.TableReader.Comparison;
import io.thalweg.process.api.TableReader.Condition;
import io.thalweg.sql.catalog.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which rows and which of their columns a request asks for, checked against the table.
 *
 * @param columns names, in the order asked for
 * @param conditions all of which must hold
 * @param key of the one row of a reference table that is wanted, as the log has it
 */
record RowChoice(List<String> columns, List<Condition> conditions, Optional<String> key) {

  /** Of a reference table. */
  static RowChoice of(Table table, RowParameters parameters) {
    List<String> times =
        table.fields().stream()
            .filter(field -> field.type() == Primitive.TIMESTAMP)
            .map(Field::name)
            .toList();
    return new RowChoice(
        columns(table.name(), table.fields().stream().map(Field::name).toList(), parameters.fields),
        times(
            table.name(),
            times.size() == 1 ? Optional.of(times.get(0)) : Optional.empty(),
            parameters),
        Optional.ofNullable(parameters.key).map(text -> RowKey.parse(table, text)));
  }

  /**
   * Of a table that a pipeline writes.
   *
   * @param rows what the table's rows are as a stream
   */
  static RowChoice of(String table, List<Column> all, Stream rows, RowParameters parameters) {
    List<Condition> conditions = times(table, rows.eventTime().map(EventTime::field), parameters);
    if (parameters.key != null) {
      String key =
          rows.key()
              .orElseThrow(
                  () ->
                      EventChoice.invalid(
                          "table \"%s\" has no key".formatted(table), "Leave key out."));
      conditions.add(
          new Condition(key, Comparison.EQUAL, EventChoice.key(rows, "table", parameters.key)));
    }
    return new RowChoice(
        columns(table, all.stream().map(Column::name).toList(), parameters.fields),
        conditions,
        Optional.empty());
  }

  private static List<Condition> times(
      String table, Optional<String> column, RowParameters parameters) {
    List<Condition> conditions = new ArrayList<>();
    add(table, column, "from", parameters.from, Comparison.AT_LEAST, conditions);
    add(table, column, "to", parameters.to, Comparison.BELOW, conditions);
    return conditions;
  }

  private static void add(
      String table,
      Optional<String> column,
      String parameter,
      String text,
      Comparison comparison,
      List<Condition> conditions) {
    if (text != null) {
      String time =
          column.orElseThrow(
              () ->
                  EventChoice.invalid(
                      "table \"%s\" has no column that is the time of its rows".formatted(table),
                      "Leave %s out, or ask by POST /api/v1/query.".formatted(parameter)));
      conditions.add(new Condition(time, comparison, EventChoice.instant(parameter, text)));
    }
  }

  private static List<String> columns(String table, List<String> known, String fields) {
    if (fields == null) {
      return known;
    }
    List<String> wanted =
        Arrays.stream(fields.split(",", -1)).map(String::strip).distinct().toList();
    for (String field : wanted) {
      if (!known.contains(field)) {
        throw EventChoice.invalid(
            "table \"%s\" has no column \"%s\"".formatted(table, field),
            "It has " + String.join(", ", known) + ".");
      }
    }
    return wanted;
  }
}
