package io.thalweg.buffer.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects an event's values as Java objects, by name. */
final class Values implements FieldConsumer {

  private final Stream stream;
  final Map<String, Object> byName = new LinkedHashMap<>();

  Values(Stream stream) {
    this.stream = stream;
  }

  private void put(int field, Object value) {
    byName.put(stream.fields().get(field).name(), value);
  }

  @Override
  public void booleanValue(int field, boolean value) {
    put(field, value);
  }

  @Override
  public void longValue(int field, long value) {
    Field definition = stream.fields().get(field);
    Object object =
        switch ((Primitive) definition.type()) {
          case INT -> Math.toIntExact(value);
          case DATE -> LocalDate.ofEpochDay(value);
          case TIMESTAMP -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
          default -> value;
        };
    put(field, object);
  }

  @Override
  public void doubleValue(int field, double value) {
    put(field, value);
  }

  @Override
  public void decimalValue(int field, BigDecimal value) {
    put(field, value);
  }

  @Override
  public void stringValue(int field, byte[] utf8, int start, int length) {
    put(field, new String(utf8, start, length, UTF_8));
  }
}
