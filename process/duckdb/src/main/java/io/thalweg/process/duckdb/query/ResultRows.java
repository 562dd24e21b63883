package io.thalweg.process.duckdb.query;

import io.thalweg.definitions.DataType;
import io.thalweg.process.api.NestedValue;
import io.thalweg.process.duckdb.sql.DuckDbJson;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Column;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A query's result as a temporary table, and how its rows are read. Streaming the query itself is
 * no choice: DuckDB's driver then loses the message of every error.
 */
final class ResultRows {

  private static final String TABLE = "temp.main.result";

  private final List<Column> columns;

  ResultRows(List<Column> columns) {
    this.columns = columns;
  }

  /** Computes the result; the columns are named by number, as a query may name two alike. */
  String create(String select) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> "c" + i)
        .collect(Collectors.joining(", ", "CREATE TEMP TABLE result(", ") AS\n" + select));
  }

  /** Reads the result in its order, in types that cost little to take over. */
  String read() {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> carrier(columns.get(i).type(), "c" + i))
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + TABLE));
  }

  /** An expression of a type that costs little to take over, as {@link #row} expects it. */
  static String carrier(DataType type, String column) {
    if (type.isNested()) {
      return DuckDbJson.writeNested(type, column);
    } else if (type == DataType.Primitive.TIMESTAMP) {
      return "epoch_us(" + column + ")";
    } else if (type == DataType.Primitive.DATE) {
      return "CAST(" + column + " - DATE '1970-01-01' AS INTEGER)";
    }
    return "CAST(" + column + " AS " + DuckDbTypes.name(type) + ")";
  }

  /** The current row as {@link io.thalweg.process.api.QueryResult#value} gives its values. */
  Object[] row(ResultSet rows) throws SQLException {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(columns.get(i).type(), rows, i + 1);
    }
    return values;
  }

  /** How large a row is, roughly: one for each value, and one for each character of a text. */
  static long size(Object[] row) {
    long size = row.length;
    for (Object value : row) {
      if (value instanceof String text) {
        size += text.length();
      } else if (value instanceof NestedValue nested) {
        size += nested.json().length();
      }
    }
    return size;
  }

  private static Object value(DataType type, ResultSet rows, int column) throws SQLException {
    if (type instanceof DataType.Decimal decimal) {
      BigDecimal number = rows.getBigDecimal(column);
      return number == null ? null : number.setScale(decimal.scale());
    }
    if (type.isNested()) {
      String json = rows.getString(column);
      return json == null ? null : new NestedValue(json);
    }
    Object value =
        switch ((DataType.Primitive) type) {
          case BOOLEAN -> rows.getBoolean(column);
          case INT -> rows.getInt(column);
          case LONG -> rows.getLong(column);
          case DOUBLE -> rows.getDouble(column);
          case DATE -> LocalDate.ofEpochDay(rows.getInt(column));
          case TIMESTAMP -> instant(rows.getLong(column));
          case STRING -> rows.getString(column);
        };
    return rows.wasNull() ? null : value;
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
