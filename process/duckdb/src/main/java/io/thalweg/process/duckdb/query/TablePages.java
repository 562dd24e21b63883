package io.thalweg.process.duckdb.query;

import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryException.Kind;
import io.thalweg.process.api.TableReader;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads rows of serving tables: those of pipelines in the order of their numbers, which are
 * DuckDB's, for nothing is deleted from these tables, so that a row keeps its own; a table that
 * changes is a view that numbers its rows itself, and one that is put in place of another has a
 * higher number. Those of reference tables come in the order of their keys, which stand in a hidden
 * column.
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

  private interface Reading<T> {
    T read(Connection connection) throws SQLException;
  }

  private <T> T read(String table, Reading<T> reading) {
    try (Connection connection = serving.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION READ ONLY");
      return reading.read(connection);
    } catch (SQLException e) {
      throw new QueryException(
          Kind.INTERNAL,
          "table \"%s\" could not be read: %s".formatted(table, e.getMessage()),
          List.of(),
          e);
    }
  }

  @Override
  public Page read(Request request) {
    Select select = new Select(request.table(), request.columns(), "rowid");
    request.conditions().forEach(select::where);
    select.where("rowid >= ?", request.from());
    select.where("rowid < ?", request.to());
    return read(
        request.table(),
        connection -> {
          long end;
          try (Statement statement = connection.createStatement();
              ResultSet last =
                  statement.executeQuery(
                      "SELECT coalesce(max(rowid) + 1, 0) FROM " + select.table)) {
            last.next();
            end = last.getLong(1);
          }
          List<Long> numbers = new ArrayList<>();
          List<Object[]> rows = new ArrayList<>();
          boolean more =
              select.run(
                  connection,
                  request.order() == Order.OLDEST ? "rowid" : "rowid DESC",
                  request.limit(),
                  request.size(),
                  rows,
                  place -> numbers.add(Long.parseLong(place)));
          return new Page(rows, numbers, more, end);
        });
  }

  @Override
  public KeyedPage read(KeyedRequest request) {
    Select select = new Select(request.table(), request.columns(), "_key");
    request.conditions().forEach(select::where);
    request.key().ifPresent(key -> select.where("_key = ?", key));
    request.after().ifPresent(key -> select.where("_key > ?", key));
    return read(
        request.table(),
        connection -> {
          List<Object[]> rows = new ArrayList<>();
          String[] last = new String[1];
          boolean more =
              select.run(
                  connection,
                  "_key",
                  request.limit(),
                  request.size(),
                  rows,
                  place -> last[0] = place);
          return new KeyedPage(rows, Optional.ofNullable(last[0]), more);
        });
  }

  /** Takes a row's place. */
  private interface Places {
    void add(String place);
  }

  /** A SELECT of one table's rows, each with its place; for one thread and use. */
  private final class Select {

    private final String table;
    private final String place;
    private final List<Column> all;
    private final List<Column> wanted;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Select(String table, List<String> wanted, String place) {
      this.table = "main." + Sql.name(table);
      this.place = place;
      this.all = columns(table).orElseThrow(() -> new NoSuchElementException("no table " + table));
      this.wanted = wanted.stream().map(this::column).toList();
    }

    private Column column(String name) {
      return all.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    void where(Condition condition) {
      String operator =
          switch (condition.comparison()) {
            case EQUAL -> "=";
            case AT_LEAST -> ">=";
            case BELOW -> "<";
          };
      Column column = column(condition.column());
      where(
          "%s %s CAST(? AS %s)"
              .formatted(Sql.name(column.name()), operator, DuckDbTypes.name(column.type())),
          text(condition.value()));
    }

    private static String text(Object value) {
      if (value instanceof Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
      }
      return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    void where(String condition, Object value) {
      conditions.add(condition);
      values.add(value);
    }

    /** Reads a page; returns whether there is more. */
    boolean run(
        Connection connection,
        String order,
        int limit,
        long size,
        List<Object[]> rows,
        Places places)
        throws SQLException {
      String columns =
          wanted.stream()
              .map(column -> ResultRows.carrier(column.type(), Sql.name(column.name())) + ", ")
              .collect(Collectors.joining());
      String sql =
          "SELECT %s%s FROM %s%s ORDER BY %s LIMIT %d"
              .formatted(
                  columns,
                  place,
                  table,
                  conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions),
                  order,
                  limit + 1L);
      ResultRows result = new ResultRows(wanted);
      long read = 0;
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < values.size(); i++) {
          statement.setObject(i + 1, values.get(i));
        }
        try (ResultSet found = statement.executeQuery()) {
          while (found.next()) {
            if (rows.size() == limit || read >= size) {
              return true;
            }
            Object[] row = result.row(found);
            rows.add(row);
            places.add(found.getString(wanted.size() + 1));
            read += 8 * ResultRows.size(row);
          }
        }
      }
      return false;
    }
  }
}
