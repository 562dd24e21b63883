package io.thalweg.buffer.decode;

import java.math.BigDecimal;

/**
 * Receives the values of one event's fields, in the order of the event. A field is its position in
 * the stream's definition. A field that is absent or null is not reported. When the event turns out
 * to be wrong in the middle, what was reported before is void.
 */
public interface FieldConsumer {

  void booleanValue(int field, boolean value);

  /**
   * @param value of an int or long field; of a date field days since 1970-01-01; of a timestamp
   *     field microseconds since 1970-01-01T00:00:00Z
   */
  void longValue(int field, long value);

  /**
   * @param value finite
   */
  void doubleValue(int field, double value);

  /**
   * @param value with exactly the scale of the field's type
   */
  void decimalValue(int field, BigDecimal value);

  /**
   * @param utf8 holds the text as valid UTF-8, or the value of an array or row field as JSON that
   *     is written in one way only, without spaces and without the fields that are null; belongs to
   *     the caller and may change after the call
   */
  void stringValue(int field, byte[] utf8, int start, int length);
}
