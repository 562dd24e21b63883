package io.thalweg.connect.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.buffer.decode.FieldConsumer;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventId;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Keeps an event's key, or its id in a stream without key, as the text that becomes the record's
 * key: a text as it is, a number in digits without needless ones (a decimal with its scale), a
 * boolean as {@code true} or {@code false}, a day and an instant in ISO-8601 and UTC. It comes from
 * the value and not from how it was written, so that equal keys meet in one partition, and the
 * duplicates of an event. For one thread.
 */
final class KeyText implements FieldConsumer {

  private static final int NONE = -1;

  private final int field;
  private final boolean isTimestamp;
  private final boolean isDate;
  private byte[] key;

  KeyText(Stream stream) {
    field =
        stream.key().or(() -> stream.id().map(EventId::field)).map(stream::indexOf).orElse(NONE);
    Field definition = field == NONE ? null : stream.fields().get(field);
    isTimestamp = definition != null && definition.type() == Primitive.TIMESTAMP;
    isDate = definition != null && definition.type() == Primitive.DATE;
  }

  /** Of the event decoded last; null for a stream with neither key nor id. */
  byte[] key() {
    return key;
  }

  @Override
  public void booleanValue(int field, boolean value) {
    if (field == this.field) {
      key = Boolean.toString(value).getBytes(UTF_8);
    }
  }

  @Override
  public void longValue(int field, long value) {
    if (field == this.field) {
      String text =
          isTimestamp
              ? Instant.EPOCH.plus(value, ChronoUnit.MICROS).toString()
              : isDate ? LocalDate.ofEpochDay(value).toString() : Long.toString(value);
      key = text.getBytes(UTF_8);
    }
  }

  @Override
  public void doubleValue(int field, double value) {
    if (field == this.field) {
      // One zero.
      key = Double.toString(value + 0.0).getBytes(UTF_8);
    }
  }

  @Override
  public void decimalValue(int field, BigDecimal value) {
    if (field == this.field) {
      key = value.toPlainString().getBytes(UTF_8);
    }
  }

  @Override
  public void stringValue(int field, byte[] utf8, int start, int length) {
    if (field == this.field) {
      key = Arrays.copyOfRange(utf8, start, start + length);
    }
  }
}
