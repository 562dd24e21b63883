package io.thalweg.process.duckdb.query;

import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryException.Kind;
import io.thalweg.process.api.TableReader;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads rows of serving tables in the order of their numbers, which are DuckDB's: nothing is
 * deleted from these tables, so a row keeps its own.
 */
final class TablePages implements TableReader {

  private final Supplier<Map<String, Relation>> tables;
  private final ServingTables serving;

  /**
   * @param tables that there are now
   */
  TablePages(Supplier<Map<String, Relation>> tables, ServingTables serving) {
    this.tables = tables;
    this.serving = serving;
  }

  @Override
  public Optional<List<Column>> columns(String table) {
    return Optional.ofNullable(tables.get().get(table)).map(Relation::columns);
  }

  @Override
  public Page read(Request request) {
    List<Column> all =
        columns(request.table())
            .orElseThrow(() -> new NoSuchElementException("no table " + request.table()));
    List<Column> wanted =
        request.columns().stream()
            .map(name -> all.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow())
            .toList();
    try (Connection connection = serving.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION READ ONLY");
      return read(statement, request, wanted);
    } catch (SQLException e) {
      throw new QueryException(
          Kind.INTERNAL,
          "table \"%s\" could not be read: %s".formatted(request.table(), e.getMessage()),
          List.of(),
          e);
    }
  }

  private static Page read(Statement statement, Request request, List<Column> wanted)
      throws SQLException {
    String table = "main." + Sql.name(request.table());
    long end;
    try (ResultSet last =
        statement.executeQuery("SELECT coalesce(max(rowid) + 1, 0) FROM " + table)) {
      last.next();
      end = last.getLong(1);
    }
    String columns =
        wanted.stream()
            .map(column -> ResultRows.carrier(column.type(), Sql.name(column.name())) + ", ")
            .collect(Collectors.joining());
    String sql =
        "SELECT %srowid FROM %s WHERE rowid >= %d AND rowid < %d ORDER BY rowid %s LIMIT %d"
            .formatted(
                columns,
                table,
                request.from(),
                request.to(),
                request.order() == Order.OLDEST ? "" : "DESC",
                request.limit() + 1L);
    ResultRows result = new ResultRows(wanted);
    List<Object[]> rows = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    long size = 0;
    try (ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        if (rows.size() == request.limit() || size >= request.size()) {
          return new Page(rows, numbers, true, end);
        }
        Object[] row = result.row(found);
        rows.add(row);
        numbers.add(found.getLong(wanted.size() + 1));
        size += 8 * ResultRows.size(row);
      }
    }
    return new Page(rows, numbers, false, end);
  }
}
