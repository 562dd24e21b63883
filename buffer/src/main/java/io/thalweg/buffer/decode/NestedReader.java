package io.thalweg.buffer.decode;

import static io.thalweg.buffer.decode.RejectionCode.ARRAY_TOO_LONG;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Field;
import java.util.List;

/**
 * Reads the arrays or rows of one field, as strictly as an event's own fields, and hands each on as
 * JSON that is written in one way only. Not safe for use by several threads.
 */
abstract class NestedReader {

  private final JsonFields json;

  private NestedReader(JsonFields json) {
    this.json = json;
  }

  /**
   * @param type an array or row
   * @param path of the field, as messages have it
   * @param depth of its values: 2 for a field of the event itself
   */
  static NestedReader of(
      JsonReader reader,
      String owner,
      boolean refuseUnknown,
      DataType type,
      Object path,
      int depth) {
    if (type instanceof DataType.Row row) {
      return new OfRow(
          row,
          new FieldsReader(
              reader,
              owner,
              refuseUnknown,
              row.fields(),
              field -> new Member(path, field.name()),
              Field::required,
              depth));
    }
    return new OfArray(reader, owner, refuseUnknown, (DataType.Array) type, path, depth);
  }

  /** The character that its values begin with. */
  abstract char opening();

  /** Reads the value that begins at the position, and hands it on as a field's. */
  final void read(int field, FieldConsumer out) {
    json.clear();
    read(json);
    out.stringValue(field, json.bytes(), 0, json.length());
  }

  abstract void read(JsonFields json);

  private static final class OfRow extends NestedReader {
    private final FieldsReader fields;

    OfRow(DataType.Row row, FieldsReader fields) {
      super(JsonFields.ofRow(row.fields()));
      this.fields = fields;
    }

    @Override
    char opening() {
      return '{';
    }

    @Override
    void read(JsonFields json) {
      fields.read(json);
      json.end();
    }
  }

  private static final class OfArray extends NestedReader {
    private final JsonReader reader;
    private final Element path;
    private final FieldsReader element;

    OfArray(
        JsonReader reader,
        String owner,
        boolean refuseUnknown,
        DataType.Array array,
        Object path,
        int depth) {
      super(JsonFields.ofArray(array.element()));
      this.reader = reader;
      this.path = new Element(path);
      this.element =
          new FieldsReader(
              reader,
              owner,
              refuseUnknown,
              List.of(new Field("element", array.element(), false)),
              field -> this.path,
              field -> false,
              depth);
    }

    @Override
    char opening() {
      return '[';
    }

    @Override
    void read(JsonFields json) {
      reader.position++;
      path.index = 0;
      if (reader.peek() == ']') {
        reader.position++;
        json.end();
        return;
      }
      while (true) {
        if (path.index == EventDecoder.MAX_ELEMENTS) {
          throw reader.refuse(
              ARRAY_TOO_LONG,
              "field \"%s\" has more than %,d elements".formatted(path.of, path.index),
              "Send several events.");
        }
        json.beginElement();
        element.readValue(0, json);
        json.endElement();
        path.index++;
        if (reader.peek() == ']') {
          reader.position++;
          json.end();
          return;
        }
        reader.expect(',', "or ']' after a value");
      }
    }
  }

  /** The path of a row's field. */
  private record Member(Object of, String name) {
    @Override
    public String toString() {
      return of + "." + name;
    }
  }

  /** The path of the element that is being read. */
  private static final class Element {
    private final Object of;
    private int index;

    Element(Object of) {
      this.of = of;
    }

    @Override
    public String toString() {
      return of + "[" + index + "]";
    }
  }
}
