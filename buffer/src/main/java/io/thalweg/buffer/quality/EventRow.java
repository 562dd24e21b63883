package io.thalweg.buffer.quality;

import io.thalweg.buffer.decode.FieldConsumer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The values of the event decoded last that its quality looks at; all values are handed on to
 * another consumer. For one thread.
 */
public final class EventRow implements FieldConsumer, EventValues {

  private final FieldConsumer next;
  private final boolean[] kept;
  private final Object[] values;

  /**
   * @param fields how many the stream has
   * @param next hears everything too
   */
  public EventRow(int fields, EventQuality quality, FieldConsumer next) {
    this.next = next;
    this.values = new Object[fields];
    this.kept = new boolean[fields];
    for (int i = 0; i < fields; i++) {
      kept[i] = quality.looksAt(i);
    }
  }

  /** Forgets the last event. */
  public void reset() {
    Arrays.fill(values, null);
  }

  @Override
  public void booleanValue(int field, boolean value) {
    keep(field, value);
    next.booleanValue(field, value);
  }

  @Override
  public void longValue(int field, long value) {
    keep(field, value);
    next.longValue(field, value);
  }

  @Override
  public void doubleValue(int field, double value) {
    keep(field, value);
    next.doubleValue(field, value);
  }

  @Override
  public void decimalValue(int field, BigDecimal value) {
    keep(field, value);
    next.decimalValue(field, value);
  }

  @Override
  public void stringValue(int field, byte[] utf8, int start, int length) {
    if (kept[field]) {
      values[field] = new String(utf8, start, length, StandardCharsets.UTF_8);
    }
    next.stringValue(field, utf8, start, length);
  }

  private void keep(int field, Object value) {
    if (kept[field]) {
      values[field] = value;
    }
  }

  @Override
  public boolean isNull(int field) {
    return values[field] == null;
  }

  @Override
  public long longValue(int field) {
    return (Long) values[field];
  }

  @Override
  public double doubleValue(int field) {
    return (Double) values[field];
  }

  @Override
  public Object value(int field) {
    return values[field];
  }
}
