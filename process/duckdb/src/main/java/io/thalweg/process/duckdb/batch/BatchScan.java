package io.thalweg.process.duckdb.batch;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.sql.DuckDbJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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
 * The table function through which one DuckDB instance reads batches. It is registered once; an
 * opened batch is named by a number that stands in the SQL.
 *
 * <p>Safe for use by many threads: any number of batches is open at a time, and each may be read by
 * several queries and by several threads of a query.
 */
public final class BatchScan {

  /** The column with a row's partition, of type INTEGER. */
  public static final String PARTITION = "_partition";

  /** The column with a row's offset, of type BIGINT. */
  public static final String OFFSET = "_offset";

  /**
   * The column that says whether a row is late, of type INTEGER: a constant of {@link Lateness}.
   */
  public static final String LATE = "_late";

  private static final String FUNCTION = "thalweg_batch";

  private final Map<Long, Opened> opened = new ConcurrentHashMap<>();
  private final AtomicLong nextId = new AtomicLong(1);

  private BatchScan() {}

  /** Registers the function with the instance that a connection belongs to. */
  public static BatchScan register(Connection connection) throws SQLException {
    BatchScan scan = new BatchScan();
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

  /** Opens a batch for a reader to whom no row is late but for the batch's own. */
  public Opened open(EventBatch batch) {
    return open(batch, Lateness.none(batch.from().partitions()));
  }

  /** Opens a batch. Whoever opens it closes it, once no query reads it any more. */
  public Opened open(EventBatch batch, Lateness lateness) {
    Opened open =
        new Opened(
            nextId.getAndIncrement(),
            batch.stream(),
            batch.rows(),
            () -> new BatchMorsels(batch, lateness));
    opened.put(open.id, open);
    return open;
  }

  /**
   * Opens batches that are made while they are read, so that a range of any length needs the memory
   * of one. No row is late but for its own batch.
   *
   * @param stream of the batches
   * @param rows of all batches together, roughly
   */
  public Opened open(Stream stream, long rows, BatchSource source) {
    Lateness lateness = Lateness.none(stream.partitions());
    Opened open =
        new Opened(
            nextId.getAndIncrement(), stream, rows, () -> new SourceMorsels(source, lateness));
    opened.put(open.id, open);
    return open;
  }

  /** Batches, or one batch, that SQL can read. */
  public final class Opened implements AutoCloseable {
    private final long id;
    private final Stream stream;
    private final long rows;
    private final Supplier<Morsels> morsels;

    private Opened(long id, Stream stream, long rows, Supplier<Morsels> morsels) {
      this.id = id;
      this.stream = stream;
      this.rows = rows;
      this.morsels = morsels;
    }

    /**
     * The text that stands in FROM: a sub-query in parentheses with the columns asked for, in their
     * types. Columns that the surrounding query does not use cost nothing.
     *
     * @param columns names of the stream's fields, {@link #PARTITION}, {@link #OFFSET}, {@link
     *     #LATE}; at least one
     */
    public String sql(List<String> columns) {
      return columns.stream()
          .map(this::expression)
          .collect(Collectors.joining(", ", "(SELECT ", " FROM " + FUNCTION + "(" + id + "))"));
    }

    /** As {@link #sql(List)}, with all fields of the stream. */
    public String sql() {
      return sql(stream.fields().stream().map(Field::name).toList());
    }

    private String expression(String column) {
      String quoted = '"' + column.replace("\"", "\"\"") + '"';
      return stream.fields().stream()
          .filter(field -> field.name().equals(column))
          .findAny()
          .map(Field::type)
          .map(
              type -> {
                if (type.isNested()) {
                  return DuckDbJson.readNested(type, quoted) + " AS " + quoted;
                } else if (type == DataType.Primitive.TIMESTAMP) {
                  return "make_timestamp(" + quoted + ") AS " + quoted;
                } else if (type == DataType.Primitive.DATE) {
                  return "(DATE '1970-01-01' + " + quoted + ") AS " + quoted;
                }
                return quoted;
              })
          .orElse(quoted);
    }

    @Override
    public void close() {
      opened.remove(id);
    }
  }

  /** What the threads of one query share. */
  private record Reading(int fields, int[] columns, Morsels morsels) {}

  private final class Function implements DuckDBTableFunction<Opened, Reading, Object> {

    @Override
    public Opened bind(DuckDBTableFunctionBindInfo info) throws SQLException {
      long id = info.getParameter(0).getLong();
      Opened open = opened.get(id);
      if (open == null) {
        throw new IllegalStateException("batch " + id + " is not open");
      }
      for (Field field : open.stream.fields()) {
        if (field.type() instanceof DataType.Decimal decimal) {
          try (var type = DuckDBLogicalType.decimal(decimal.precision(), decimal.scale())) {
            info.addResultColumn(field.name(), type);
          }
        } else {
          info.addResultColumn(field.name(), carrier(field.type()));
        }
      }
      info.addResultColumn(PARTITION, DuckDBColumnType.INTEGER);
      info.addResultColumn(OFFSET, DuckDBColumnType.BIGINT);
      info.addResultColumn(LATE, DuckDBColumnType.INTEGER);
      info.setCardinality(open.rows, true);
      return open;
    }

    @Override
    public Reading init(DuckDBTableFunctionInitInfo info) {
      Opened open = info.getBindData();
      int[] columns = new int[(int) info.getColumnCount()];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = (int) info.getColumnIndex(i);
      }
      Morsels morsels = open.morsels.get();
      info.setMaxThreads(morsels.threads());
      return new Reading(open.stream.fields().size(), columns, morsels);
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk)
        throws Exception {
      Reading reading = info.getInitData();
      Morsel morsel = reading.morsels.next();
      if (morsel == null) {
        return 0;
      }
      for (int i = 0; i < reading.columns.length; i++) {
        write(reading, morsel, reading.columns[i], chunk.vector(i));
      }
      return morsel.count();
    }

    private void write(Reading reading, Morsel morsel, int column, DuckDBWritableVector vector) {
      PartitionSlice slice = morsel.slice();
      int fields = reading.fields;
      if (column >= 0 && column < fields) {
        slice.columns().get(column).write(vector, morsel.from(), morsel.count());
      } else if (column == fields) {
        for (int i = 0; i < morsel.count(); i++) {
          vector.setInt(i, slice.partition());
        }
      } else if (column == fields + 1) {
        for (int i = 0; i < morsel.count(); i++) {
          vector.setLong(i, slice.offsets()[morsel.from() + i]);
        }
      } else if (column == fields + 2) {
        for (int i = 0; i < morsel.count(); i++) {
          vector.setInt(i, morsel.lateness().of(slice, morsel.from() + i));
        }
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
