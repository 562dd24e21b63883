package io.thalweg.buffer.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.decode.FieldConsumer;
import io.thalweg.buffer.decode.Rejection;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the rows of one reference table by the contract of events, and writes each in one way only,
 * so that equal rows have equal texts. For one thread.
 */
public final class RowDecoder {

  private final List<Field> fields;
  private final int[] key;
  private final EventDecoder decoder;
  private final Values values;

  private RowDecoder(Table table, Stream stream) {
    this.fields = stream.fields();
    this.key = table.key().stream().mapToInt(stream::indexOf).toArray();
    this.decoder = new EventDecoder(stream, "table");
    this.values = new Values(fields.size());
  }

  /** Reads whole rows. */
  public static RowDecoder ofRows(Table table) {
    return new RowDecoder(table, table.rows());
  }

  /** Reads rows that stand in the log, which may have fields that the table had once. */
  public static RowDecoder ofStoredRows(Table table) {
    return new RowDecoder(table, table.storedRows());
  }

  /** Reads what tells rows apart: objects with the key's fields alone. */
  public static RowDecoder ofKeys(Table table) {
    return new RowDecoder(table, table.keys());
  }

  /**
   * Reads a row from JSON.
   *
   * @return why it is refused, or nothing when it is good; then it is {@link #row} until the next
   */
  public Optional<Rejection> decode(byte[] json, int start, int length) {
    Arrays.fill(values.of, null);
    return decoder.decode(json, start, length, values);
  }

  /** The row that was decoded last. */
  public TableRow row() {
    return new TableRow(key(), json());
  }

  /** The key of the row that was decoded last. */
  public String key() {
    if (key.length == 1) {
      return text(key[0]);
    }
    StringBuilder list = new StringBuilder("[");
    for (int field : key) {
      list.append(list.length() == 1 ? "" : ",");
      value(field, list);
    }
    return list.append(']').toString();
  }

  /**
   * The values of the row that was decoded last, by the fields' order: null, Boolean, Long (of a
   * date days, of a timestamp microseconds since 1970), Double, BigDecimal or String.
   */
  public Object[] values() {
    return values.of.clone();
  }

  private String json() {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < fields.size(); i++) {
      if (values.of[i] != null) {
        json.append(json.length() == 1 ? "" : ",");
        quoted(fields.get(i).name(), json);
        json.append(':');
        value(i, json);
      }
    }
    return json.append('}').toString();
  }

  private void value(int field, StringBuilder json) {
    if (isText(field)) {
      quoted(text(field), json);
    } else {
      json.append(text(field));
    }
  }

  private boolean isText(int field) {
    return fields.get(field).type() == Primitive.STRING
        || fields.get(field).type() == Primitive.DATE
        || fields.get(field).type() == Primitive.TIMESTAMP;
  }

  private String text(int field) {
    Object value = values.of[field];
    if (fields.get(field).type() == Primitive.TIMESTAMP) {
      return Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString();
    } else if (fields.get(field).type() == Primitive.DATE) {
      return LocalDate.ofEpochDay((Long) value).toString();
    } else if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value.toString();
  }

  private static void quoted(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  private static final class Values implements FieldConsumer {

    private final Object[] of;

    Values(int fields) {
      of = new Object[fields];
    }

    @Override
    public void booleanValue(int field, boolean value) {
      of[field] = value;
    }

    @Override
    public void longValue(int field, long value) {
      of[field] = value;
    }

    @Override
    public void doubleValue(int field, double value) {
      of[field] = value + 0.0; // one zero
    }

    @Override
    public void decimalValue(int field, BigDecimal value) {
      of[field] = value;
    }

    @Override
    public void stringValue(int field, byte[] utf8, int start, int length) {
      of[field] = new String(utf8, start, length, UTF_8);
    }
  }
}
