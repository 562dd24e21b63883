package io.thalweg.buffer.once;

import io.thalweg.buffer.decode.FieldConsumer;
import java.math.BigDecimal;

/** Listens to nothing. */
final class Nobody implements FieldConsumer {

  @Override
  public void booleanValue(int field, boolean value) {}

  @Override
  public void longValue(int field, long value) {}

  @Override
  public void doubleValue(int field, double value) {}

  @Override
  public void decimalValue(int field, BigDecimal value) {}

  @Override
  public void stringValue(int field, byte[] utf8, int start, int length) {}
}
