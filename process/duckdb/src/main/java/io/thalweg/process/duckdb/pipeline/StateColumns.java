package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Column;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The columns c0, c1, … of a table that keeps rows, whatever those of the rows are called.
 *
 * @param rows the columns of the rows
 */
record StateColumns(List<Column> rows) {

  StateColumns {
    rows = List.copyOf(rows);
  }

  int count() {
    return rows.size();
  }

  /** The columns' names and types in a statement that makes a table. */
  String definition() {
    return IntStream.range(0, rows.size())
        .mapToObj(i -> "c" + i + " " + DuckDbTypes.name(rows.get(i).type()))
        .collect(Collectors.joining(", "));
  }

  /** The names, each behind a prefix such as {@code t.}. */
  List<String> names(String prefix) {
    return IntStream.range(0, rows.size()).mapToObj(i -> prefix + "c" + i).toList();
  }

  String list(String prefix) {
    return String.join(", ", names(prefix));
  }

  /** The columns with the names that they have in the rows. */
  String renamed() {
    return IntStream.range(0, rows.size())
        .mapToObj(i -> "c" + i + " AS " + Sql.name(rows.get(i).name()))
        .collect(Collectors.joining(", "));
  }

  /** NULL for each column, in its type. */
  List<String> nulls() {
    return rows.stream()
        .map(column -> "CAST(NULL AS " + DuckDbTypes.name(column.type()) + ")")
        .toList();
  }
}
