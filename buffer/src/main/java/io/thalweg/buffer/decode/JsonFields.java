package io.thalweg.buffer.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes the values of a row or an array as JSON, in one way only: without spaces, a row's fields
 * in their order and without those that are null, numbers with all their digits, times in ISO-8601
 * and UTC. For one thread.
 */
final class JsonFields implements FieldConsumer {

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final Pattern TRAILING_ZEROS = Pattern.compile("0*Z");
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  private final DataType[] types;

  /** What stands before each value of a row; nothing in an array. */
  private final byte[][] names;

  private final char opening;
  private final char closing;
  private byte[] bytes = new byte[256];
  private int length;
  private int elementStart;
  private byte[] spare = {};

  /** Where the fields of a row stand that have come, and in which order. */
  private final int[] starts;

  private final int[] order;
  private int count;
  private boolean isOrdered;

  private JsonFields(DataType[] types, byte[][] names, char opening, char closing) {
    this.types = types;
    this.names = names;
    this.opening = opening;
    this.closing = closing;
    this.starts = new int[types.length + 1];
    this.order = new int[types.length];
  }

  static JsonFields ofRow(List<Field> fields) {
    return new JsonFields(
        fields.stream().map(Field::type).toArray(DataType[]::new),
        fields.stream()
            .map(field -> ('"' + field.name() + "\":").getBytes(UTF_8))
            .toArray(byte[][]::new),
        '{',
        '}');
  }

  static JsonFields ofArray(DataType element) {
    return new JsonFields(new DataType[] {element}, new byte[][] {{}}, '[', ']');
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Begins the next row or array. */
  void clear() {
    length = 0;
    count = 0;
    isOrdered = true;
    put(opening);
  }

  void end() {
    if (!isOrdered) {
      sort();
    }
    put(closing);
  }

  /** Puts the fields of a row, each with a comma behind it, into their order. */
  private void sort() {
    put(',');
    starts[count] = length;
    byte[] sorted = spare.length < length ? new byte[bytes.length] : spare;
    sorted[0] = bytes[0];
    int to = 1;
    for (int field = 0; field < types.length; field++) {
      for (int i = 0; i < count; i++) {
        if (order[i] == field) {
          int size = starts[i + 1] - starts[i];
          System.arraycopy(bytes, starts[i], sorted, to, size);
          to += size;
        }
      }
    }
    spare = bytes;
    bytes = sorted;
    length = to - 1;
  }

  void beginElement() {
    elementStart = length;
  }

  /** An element for which nothing came is null. */
  void endElement() {
    if (length == elementStart) {
      begin(0);
      put(NULL);
    }
  }

  private void begin(int field) {
    if (length > 1) {
      put(',');
    }
    if (opening == '{') {
      isOrdered &= count == 0 || order[count - 1] < field;
      starts[count] = length;
      order[count++] = field;
    }
    put(names[field]);
  }

  @Override
  public void booleanValue(int field, boolean value) {
    begin(field);
    put(Boolean.toString(value).getBytes(US_ASCII));
  }

  @Override
  public void longValue(int field, long value) {
    begin(field);
    if (types[field] == Primitive.TIMESTAMP) {
      String text = Instant.EPOCH.plus(value, ChronoUnit.MICROS).toString();
      quoted(text.indexOf('.') < 0 ? text : TRAILING_ZEROS.matcher(text).replaceFirst("Z"));
    } else if (types[field] == Primitive.DATE) {
      quoted(LocalDate.ofEpochDay(value).toString());
    } else {
      put(Long.toString(value).getBytes(US_ASCII));
    }
  }

  private void quoted(String text) {
    put('"');
    put(text.getBytes(US_ASCII));
    put('"');
  }

  @Override
  public void doubleValue(int field, double value) {
    begin(field);
    put(Double.toString(value).getBytes(US_ASCII));
  }

  @Override
  public void decimalValue(int field, BigDecimal value) {
    begin(field);
    put(value.toPlainString().getBytes(ISO_8859_1));
  }

  @Override
  public void stringValue(int field, byte[] utf8, int start, int length) {
    begin(field);
    if (types[field].isNested()) {
      put(utf8, start, length);
      return;
    }
    put('"');
    for (int i = start; i < start + length; i++) {
      byte c = utf8[i];
      if (c == '"' || c == '\\') {
        put('\\');
        put((char) c);
      } else if (c >= '\b' && c <= '\r' && c != 0x0B) {
        put('\\');
        put("btn?fr".charAt(c - '\b'));
      } else if (c >= 0 && c < ' ') {
        put(new byte[] {'\\', 'u', '0', '0', HEX[c >> 4], HEX[c & 0xF]});
      } else {
        reserve(1);
        bytes[this.length++] = c;
      }
    }
    put('"');
  }

  private void put(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
  }

  private void put(byte[] text) {
    put(text, 0, text.length);
  }

  private void put(byte[] text, int start, int count) {
    reserve(count);
    System.arraycopy(text, start, bytes, length, count);
    length += count;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
