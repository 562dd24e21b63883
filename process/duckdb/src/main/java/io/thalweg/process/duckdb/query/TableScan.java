package io.thalweg.process.duckdb.query;

import io.thalweg.definitions.DataType;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbJson;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Column;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;

/**
 * The table function through which the instance of the queries reads tables of the engine's
 * instance. An opened table is named by a number that stands in the SQL, and read once. Safe for
 * use by many threads.
 */
final class TableScan {

  private static final String FUNCTION = "thalweg_table";

  private final Map<Long, Opened> opened = new ConcurrentHashMap<>();
  private final AtomicLong nextId = new AtomicLong(1);

  private TableScan() {}

  /** Registers the function with the instance that a connection belongs to. */
  static TableScan register(Connection connection) throws SQLException {
    TableScan scan = new TableScan();
    try (var builder = DuckDBFunctions.tableFunction()) {
      builder
          .withName(FUNCTION)
          .withParameter(DuckDBColumnType.BIGINT)
          .withProjectionPushdown()
          .withFunction(scan.new Function())
          .register(connection);
    }
    return scan;
  }

  /**
   * Opens a table to be read once.
   *
   * @param connection whose results are streamed; belongs to the caller, who uses it for nothing
   *     else until this is closed
   * @param where a condition on the table's columns in SQL of ours; TRUE for all rows
   */
  Opened open(Connection connection, String table, List<Column> columns, String where) {
    Opened open = new Opened(nextId.getAndIncrement(), connection, table, columns, where);
    opened.put(open.id, open);
    return open;
  }

  /** A table that SQL can read. */
  final class Opened implements AutoCloseable {
    private final long id;
    private final Connection connection;
    private final String table;
    private final List<Column> columns;
    private final String where;
    private volatile Statement statement;

    private Opened(
        long id, Connection connection, String table, List<Column> columns, String where) {
      this.id = id;
      this.connection = connection;
      this.table = table;
      this.columns = columns;
      this.where = where;
    }

    /** The text that stands in FROM: a sub-query in parentheses with all columns. */
    String sql() {
      return columns.stream()
          .map(Opened::fromCarrier)
          .collect(Collectors.joining(", ", "(SELECT ", " FROM " + FUNCTION + "(" + id + "))"));
    }

    private static String fromCarrier(Column column) {
      String name = Sql.name(column.name());
      if (column.type().isNested()) {
        return DuckDbJson.readNested(column.type(), name) + " AS " + name;
      } else if (column.type() == DataType.Primitive.TIMESTAMP) {
        return "make_timestamp(" + name + ") AS " + name;
      } else if (column.type() == DataType.Primitive.DATE) {
        return "(DATE '1970-01-01' + " + name + ") AS " + name;
      }
      return name;
    }

    private static String toCarrier(Column column) {
      String name = Sql.name(column.name());
      if (column.type().isNested()) {
        return DuckDbJson.writeNested(column.type(), name);
      } else if (column.type() == DataType.Primitive.TIMESTAMP) {
        return "epoch_us(" + name + ")";
      } else if (column.type() == DataType.Primitive.DATE) {
        return "CAST(" + name + " - DATE '1970-01-01' AS INTEGER)";
      }
      return "CAST(" + name + " AS " + DuckDbTypes.name(column.type()) + ")";
    }

    private ResultSet read(List<Column> wanted) throws SQLException {
      if (statement != null) {
        throw new IllegalStateException("table " + table + " is opened for one reading");
      }
      String list =
          wanted.isEmpty()
              ? "1"
              : wanted.stream().map(Opened::toCarrier).collect(Collectors.joining(", "));
      statement = connection.createStatement();
      return statement.executeQuery(
          "SELECT " + list + " FROM main." + Sql.name(table) + " WHERE " + where);
    }

    /** Ends the reading, so that the query that reads fails. From any thread. */
    void cancel() throws SQLException {
      Statement running = statement;
      if (running != null && !running.isClosed()) {
        running.cancel();
      }
    }

    @Override
    public void close() throws SQLException {
      opened.remove(id);
      if (statement != null) {
        statement.close();
      }
    }
  }

  /** A reading of some columns. */
  private record Reading(List<Column> columns, int[] vectors, ResultSet rows) {}

  private final class Function implements DuckDBTableFunction<Opened, Reading, Object> {

    @Override
    public Opened bind(DuckDBTableFunctionBindInfo info) throws SQLException {
      Opened open = opened.get(info.getParameter(0).getLong());
      if (open == null) {
        throw new IllegalStateException("the table is not open any more");
      }
      for (Column column : open.columns) {
        if (column.type() instanceof DataType.Decimal decimal) {
          try (var type = DuckDBLogicalType.decimal(decimal.precision(), decimal.scale())) {
            info.addResultColumn(column.name(), type);
          }
        } else {
          info.addResultColumn(column.name(), carrier(column.type()));
        }
      }
      return open;
    }

    @Override
    public Reading init(DuckDBTableFunctionInitInfo info) throws SQLException {
      Opened open = info.getBindData();
      List<Column> wanted = new ArrayList<>();
      List<Integer> vectors = new ArrayList<>();
      for (int i = 0; i < info.getColumnCount(); i++) {
        long index = info.getColumnIndex(i);
        // A query that needs no column, such as a count, asks for one that there is not.
        if (index >= 0 && index < open.columns.size()) {
          wanted.add(open.columns.get((int) index));
          vectors.add(i);
        }
      }
      info.setMaxThreads(1);
      return new Reading(wanted, vectors.stream().mapToInt(i -> i).toArray(), open.read(wanted));
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk)
        throws SQLException {
      Reading reading = info.getInitData();
      DuckDBWritableVector[] vectors = new DuckDBWritableVector[reading.vectors.length];
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = chunk.vector(reading.vectors[i]);
      }
      long capacity = chunk.capacity();
      long row = 0;
      while (row < capacity && reading.rows.next()) {
        for (int i = 0; i < vectors.length; i++) {
          write(reading.columns.get(i).type(), reading.rows, i + 1, vectors[i], row);
        }
        row++;
      }
      return row;
    }

    private void write(
        DataType type, ResultSet rows, int column, DuckDBWritableVector vector, long row)
        throws SQLException {
      if (type instanceof DataType.Decimal) {
        vector.setBigDecimal(row, rows.getBigDecimal(column));
        return;
      }
      if (type.isNested()) {
        vector.setString(row, rows.getString(column));
        return;
      }
      switch ((DataType.Primitive) type) {
        case BOOLEAN -> vector.setBoolean(row, rows.getBoolean(column));
        case INT, DATE -> vector.setInt(row, rows.getInt(column));
        case LONG, TIMESTAMP -> vector.setLong(row, rows.getLong(column));
        case DOUBLE -> vector.setDouble(row, rows.getDouble(column));
        case STRING -> vector.setString(row, rows.getString(column));
      }
      if (rows.wasNull()) {
        vector.setNull(row);
      }
    }

    private static DuckDBColumnType carrier(DataType type) {
      if (type.isNested()) {
        return DuckDBColumnType.VARCHAR;
      }
      return switch ((DataType.Primitive) type) {
        case BOOLEAN -> DuckDBColumnType.BOOLEAN;
        case INT, DATE -> DuckDBColumnType.INTEGER;
        case LONG, TIMESTAMP -> DuckDBColumnType.BIGINT;
        case DOUBLE -> DuckDBColumnType.DOUBLE;
        case STRING -> DuckDBColumnType.VARCHAR;
      };
    }
  }
}
