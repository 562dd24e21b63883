package io.thalweg.process.duckdb.batch;

import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import io.thalweg.process.api.LiveEvents;
import io.thalweg.process.api.NestedValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/** Walks over the events of a batch, partition by partition. For one thread. */
public final class BatchRows implements LiveEvents.Event {

  private final List<Field> fields;
  private final List<PartitionSlice> slices;
  private final Offsets from;
  private int nextSlice;
  private PartitionSlice slice;
  private int row;

  /**
   * @param from the first offset of each partition that is wanted
   */
  public BatchRows(EventBatch batch, Offsets from) {
    this.fields = batch.stream().fields();
    this.slices = batch.slices();
    this.from = from;
  }

  /** Moves to the next event; false behind the last. */
  public boolean next() {
    row++;
    while (slice == null || row >= slice.rows()) {
      if (nextSlice == slices.size()) {
        return false;
      }
      slice = slices.get(nextSlice++);
      row = firstRow();
    }
    return true;
  }

  private int firstRow() {
    long wanted = from.get(slice.partition());
    int found = Arrays.binarySearch(slice.offsets(), 0, slice.rows(), wanted);
    return found >= 0 ? found : -found - 1;
  }

  @Override
  public int partition() {
    return slice.partition();
  }

  @Override
  public long offset() {
    return slice.offsets()[row];
  }

  @Override
  public Object value(int field) {
    EventColumn column = slice.columns().get(field);
    DataType type = fields.get(field).type();
    if (column instanceof EventColumn.Ints ints) {
      return ints.nulls().get(row)
          ? null
          : type == Primitive.DATE
              ? LocalDate.ofEpochDay(ints.values()[row])
              : (Object) ints.values()[row];
    } else if (column instanceof EventColumn.Longs longs) {
      return longs.nulls().get(row)
          ? null
          : type == Primitive.TIMESTAMP
              ? Instant.EPOCH.plus(longs.values()[row], ChronoUnit.MICROS)
              : (Object) longs.values()[row];
    } else if (column instanceof EventColumn.Doubles doubles) {
      return doubles.nulls().get(row) ? null : doubles.values()[row];
    } else if (column instanceof EventColumn.Booleans booleans) {
      return booleans.nulls().get(row) ? null : booleans.values().get(row);
    } else if (column instanceof EventColumn.Decimals decimals) {
      BigDecimal value = decimals.values()[row];
      return value == null ? null : value.setScale(((DataType.Decimal) type).scale());
    }
    byte[] text = ((EventColumn.Strings) column).text(row);
    if (text == null) {
      return null;
    }
    String value = new String(text, StandardCharsets.UTF_8);
    return type.isNested() ? new NestedValue(value) : value;
  }
}
