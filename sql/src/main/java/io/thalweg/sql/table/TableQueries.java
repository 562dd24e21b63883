package io.thalweg.sql.table;

import io.thalweg.definitions.Field;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.Suggestion;
import io.thalweg.definitions.Table;
import io.thalweg.sql.SqlCompiler;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.problem.SqlProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the queries of reference tables: their SQL, and that it gives the tables' fields. */
public final class TableQueries {

  private TableQueries() {}

  /**
   * Every mistake of the tables' queries.
   *
   * @param catalog what queries can name
   */
  public static List<Problem> check(List<Table> tables, Catalog catalog) {
    SqlCompiler compiler = new SqlCompiler(catalog);
    List<Problem> problems = new ArrayList<>();
    for (Table table : tables) {
      if (table.source() instanceof Table.Query query) {
        try {
          List<Column> columns = compiler.compile(query.sql()).columns();
          problems.addAll(columns(table, columns, query.sql().locate(0)));
        } catch (InvalidSqlException e) {
          problems.addAll(e.problems());
        }
      }
    }
    return problems;
  }

  private static List<Problem> columns(Table table, List<Column> columns, Location at) {
    List<Problem> problems = new ArrayList<>();
    List<String> names = table.fields().stream().map(Field::name).toList();
    for (Field field : table.fields()) {
      Optional<Column> column =
          columns.stream().filter(c -> c.name().equalsIgnoreCase(field.name())).findFirst();
      if (column.isEmpty()) {
        problems.add(
            SqlProblem.TABLE_QUERY_COLUMNS
                .at(
                    at,
                    "the query of table \"%s\" gives no column \"%s\""
                        .formatted(table.name(), field.name()))
                .withHint("Add it to the SELECT, or take the field out of the table."));
      } else if (!column.get().type().equals(field.type())) {
        problems.add(
            SqlProblem.TABLE_QUERY_COLUMNS
                .at(
                    at,
                    "column \"%s\" of the query of table \"%s\" is of type %s, the field of type %s"
                        .formatted(field.name(), table.name(), column.get().type(), field.type()))
                .withHint("Give the field that type, or CAST the column."));
      }
    }
    for (Column column : columns) {
      if (names.stream().noneMatch(column.name()::equalsIgnoreCase)) {
        Problem problem =
            SqlProblem.TABLE_QUERY_COLUMNS.at(
                at,
                "column \"%s\" of the query is no field of table \"%s\""
                    .formatted(column.name(), table.name()));
        problems.add(
            Suggestion.of(column.name(), names)
                .map(meant -> problem.withHint("Did you mean \"%s\"?".formatted(meant)))
                .orElse(problem.withHint("Add it to the fields, or take it out of the SELECT.")));
      }
    }
    return problems;
  }
}
