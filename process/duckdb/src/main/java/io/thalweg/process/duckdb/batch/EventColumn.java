package io.thalweg.process.duckdb.batch;

import java.math.BigDecimal;
import java.util.BitSet;
import org.duckdb.DuckDBWritableVector;

/** The values of one field, row by row. Immutable once built. */
sealed interface EventColumn {

  /** Writes {@code count} rows, from row {@code from}, to the start of a vector. */
  void write(DuckDBWritableVector vector, int from, int count);

  /** Bytes of memory it holds, roughly. */
  long bytes();

  /** 32-bit integers; days of dates. */
  record Ints(int[] values, BitSet nulls) implements EventColumn {
    @Override
    public void write(DuckDBWritableVector vector, int from, int count) {
      for (int i = 0; i < count; i++) {
        vector.setInt(i, values[from + i]);
      }
      writeNulls(nulls, vector, from, count);
    }

    @Override
    public long bytes() {
      return 4L * values.length;
    }
  }

  /** 64-bit integers; microseconds of timestamps. */
  record Longs(long[] values, BitSet nulls) implements EventColumn {
    @Override
    public void write(DuckDBWritableVector vector, int from, int count) {
      for (int i = 0; i < count; i++) {
        vector.setLong(i, values[from + i]);
      }
      writeNulls(nulls, vector, from, count);
    }

    @Override
    public long bytes() {
      return 8L * values.length;
    }
  }

  /** Floating point. */
  record Doubles(double[] values, BitSet nulls) implements EventColumn {
    @Override
    public void write(DuckDBWritableVector vector, int from, int count) {
      for (int i = 0; i < count; i++) {
        vector.setDouble(i, values[from + i]);
      }
      writeNulls(nulls, vector, from, count);
    }

    @Override
    public long bytes() {
      return 8L * values.length;
    }
  }

  /** True or false. */
  record Booleans(BitSet values, BitSet nulls) implements EventColumn {
    @Override
    public void write(DuckDBWritableVector vector, int from, int count) {
      for (int i = 0; i < count; i++) {
        vector.setBoolean(i, values.get(from + i));
      }
      writeNulls(nulls, vector, from, count);
    }

    @Override
    public long bytes() {
      return values.size() / 8;
    }
  }

  /** Exact decimals; an element is null where the row's value is. */
  record Decimals(BigDecimal[] values) implements EventColumn {
    @Override
    public void write(DuckDBWritableVector vector, int from, int count) {
      for (int i = 0; i < count; i++) {
        vector.setBigDecimal(i, values[from + i]);
      }
    }

    @Override
    public long bytes() {
      return 48L * values.length;
    }
  }

  /**
   * Text in UTF-8.
   *
   * @param chunks of bytes, as {@link StringPool} has them
   * @param places of the rows' texts in them, {@link StringPool#NONE} where the row's value is null
   * @param textBytes of all chunks
   */
  record Strings(byte[][] chunks, long[] places, long textBytes) implements EventColumn {

    /** The text of a row, or null. */
    byte[] text(int row) {
      long place = places[row];
      return place == StringPool.NONE
          ? null
          : StringPool.text(chunks[StringPool.chunk(place)], place);
    }

    @Override
    public void write(DuckDBWritableVector vector, int from, int count) {
      byte[][] window = new byte[count][];
      for (int i = 0; i < count; i++) {
        window[i] = text(from + i);
      }
      vector.setStringUtf8Batch(0, window);
    }

    @Override
    public long bytes() {
      return 8L * places.length + textBytes;
    }
  }

  private static void writeNulls(BitSet nulls, DuckDBWritableVector vector, int from, int count) {
    for (int row = nulls.nextSetBit(from);
        row >= 0 && row < from + count;
        row = nulls.nextSetBit(row + 1)) {
      vector.setNull(row - from);
    }
  }
}
