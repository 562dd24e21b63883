package io.thalweg.process.duckdb.batch;

import io.thalweg.definitions.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Collects the values of one field. A row is set any number of times and then ended; what was set
 * for a row that is not ended is void. For one thread.
 */
abstract class ColumnBuilder {

  private final BitSet nulls = new BitSet();
  private int lastSet = -1;

  static ColumnBuilder of(DataType type, int expectedRows) {
    if (type instanceof DataType.Decimal) {
      return new OfDecimals(expectedRows);
    }
    if (type.isNested()) {
      return new OfStrings(expectedRows);
    }
    return switch ((DataType.Primitive) type) {
      case BOOLEAN -> new OfBooleans();
      case INT, DATE -> new OfInts(expectedRows);
      case LONG, TIMESTAMP -> new OfLongs(expectedRows);
      case DOUBLE -> new OfDoubles(expectedRows);
      case STRING -> new OfStrings(expectedRows);
    };
  }

  void set(int row, boolean value) {
    throw new IllegalStateException("not a boolean field");
  }

  void set(int row, long value) {
    throw new IllegalStateException("not an integer, date or timestamp field");
  }

  void set(int row, double value) {
    throw new IllegalStateException("not a double field");
  }

  void set(int row, BigDecimal value) {
    throw new IllegalStateException("not a decimal field");
  }

  void set(int row, byte[] utf8, int start, int length) {
    throw new IllegalStateException("not a string field");
  }

  final void isSet(int row) {
    lastSet = row;
  }

  /** Ends a row: one that was not set is null. */
  final void endRow(int row) {
    if (lastSet != row) {
      nulls.set(row);
      setNull(row);
    }
  }

  /** Makes void what was set for a row, also for one that is ended. */
  final void resetRow(int row) {
    if (lastSet == row) {
      lastSet = -1;
    }
    nulls.clear(row);
  }

  /** The value of a row that is ended; as {@code EventValues.value} gives it. */
  abstract Object value(int row);

  long longValue(int row) {
    throw new IllegalStateException("not an integer, date or timestamp field");
  }

  double doubleValue(int row) {
    throw new IllegalStateException("not a double field");
  }

  final boolean isNull(int row) {
    return nulls.get(row);
  }

  /** Leaves no old value in a row, and makes room for it. */
  abstract void setNull(int row);

  abstract EventColumn build(int rows);

  final BitSet nulls() {
    return nulls;
  }

  static int grown(int length) {
    return Math.max(64, length + (length >> 1));
  }

  static final class OfBooleans extends ColumnBuilder {
    private final BitSet values = new BitSet();

    @Override
    void set(int row, boolean value) {
      values.set(row, value);
      isSet(row);
    }

    @Override
    void setNull(int row) {
      values.clear(row);
    }

    @Override
    Object value(int row) {
      return isNull(row) ? null : (Object) values.get(row);
    }

    @Override
    EventColumn build(int rows) {
      return new EventColumn.Booleans(values, nulls());
    }
  }

  static final class OfInts extends ColumnBuilder {
    private int[] values;

    OfInts(int expectedRows) {
      values = new int[expectedRows];
    }

    @Override
    void set(int row, long value) {
      reserve(row);
      values[row] = (int) value;
      isSet(row);
    }

    @Override
    void setNull(int row) {
      reserve(row);
    }

    private void reserve(int row) {
      if (row >= values.length) {
        values = Arrays.copyOf(values, grown(row));
      }
    }

    @Override
    Object value(int row) {
      return isNull(row) ? null : (Object) (long) values[row];
    }

    @Override
    long longValue(int row) {
      return values[row];
    }

    @Override
    EventColumn build(int rows) {
      return new EventColumn.Ints(values, nulls());
    }
  }

  static final class OfLongs extends ColumnBuilder {
    private long[] values;

    OfLongs(int expectedRows) {
      values = new long[expectedRows];
    }

    @Override
    void set(int row, long value) {
      reserve(row);
      values[row] = value;
      isSet(row);
    }

    @Override
    void setNull(int row) {
      reserve(row);
      values[row] = EventBatch.NO_TIME;
    }

    private void reserve(int row) {
      if (row >= values.length) {
        values = Arrays.copyOf(values, grown(row));
      }
    }

    long get(int row) {
      return values[row];
    }

    long[] values() {
      return values;
    }

    @Override
    Object value(int row) {
      return isNull(row) ? null : (Object) values[row];
    }

    @Override
    long longValue(int row) {
      return values[row];
    }

    @Override
    EventColumn build(int rows) {
      return new EventColumn.Longs(values, nulls());
    }
  }

  static final class OfDoubles extends ColumnBuilder {
    private double[] values;

    OfDoubles(int expectedRows) {
      values = new double[expectedRows];
    }

    @Override
    void set(int row, double value) {
      reserve(row);
      values[row] = value;
      isSet(row);
    }

    @Override
    void setNull(int row) {
      reserve(row);
    }

    private void reserve(int row) {
      if (row >= values.length) {
        values = Arrays.copyOf(values, grown(row));
      }
    }

    @Override
    Object value(int row) {
      return isNull(row) ? null : (Object) values[row];
    }

    @Override
    double doubleValue(int row) {
      return values[row];
    }

    @Override
    EventColumn build(int rows) {
      return new EventColumn.Doubles(values, nulls());
    }
  }

  static final class OfDecimals extends ColumnBuilder {
    private BigDecimal[] values;

    OfDecimals(int expectedRows) {
      values = new BigDecimal[expectedRows];
    }

    @Override
    void set(int row, BigDecimal value) {
      reserve(row);
      values[row] = value;
      isSet(row);
    }

    @Override
    void setNull(int row) {
      reserve(row);
      values[row] = null;
    }

    private void reserve(int row) {
      if (row >= values.length) {
        values = Arrays.copyOf(values, grown(row));
      }
    }

    @Override
    Object value(int row) {
      return values[row];
    }

    @Override
    EventColumn build(int rows) {
      return new EventColumn.Decimals(values);
    }
  }

  static final class OfStrings extends ColumnBuilder {
    private final StringPool pool = new StringPool();
    private long[] places;

    OfStrings(int expectedRows) {
      places = new long[expectedRows];
    }

    byte[] get(int row) {
      return places[row] == StringPool.NONE ? null : pool.text(places[row]);
    }

    @Override
    void set(int row, byte[] utf8, int start, int length) {
      reserve(row);
      places[row] = pool.add(utf8, start, length);
      isSet(row);
    }

    @Override
    void setNull(int row) {
      reserve(row);
      places[row] = StringPool.NONE;
    }

    private void reserve(int row) {
      if (row >= places.length) {
        places = Arrays.copyOf(places, grown(row));
      }
    }

    @Override
    Object value(int row) {
      byte[] text = get(row);
      return text == null ? null : new String(text, StandardCharsets.UTF_8);
    }

    @Override
    EventColumn build(int rows) {
      return new EventColumn.Strings(pool.chunks(), places, pool.bytes());
    }
  }
}
