package io.thalweg.buffer.quality;

import java.nio.charset.StandardCharsets;

/** The values of one decoded event; a field is its position in the stream's definition. */
public interface EventValues {

  boolean isNull(int field);

  /**
   * The value of an int, long, date or timestamp field that is not null, as {@link
   * io.thalweg.buffer.decode.FieldConsumer#longValue} gives it.
   */
  long longValue(int field);

  /** The value of a double field that is not null. */
  double doubleValue(int field);

  /** The value of a string field that is not null, in UTF-8; not to be changed. */
  default byte[] utf8(int field) {
    return ((String) value(field)).getBytes(StandardCharsets.UTF_8);
  }

  /** The value of any field: a Boolean, Long, Double, BigDecimal or String; null without one. */
  Object value(int field);
}
