package io.thalweg.buffer.decode;

import static io.thalweg.buffer.decode.RejectionCode.DUPLICATE_FIELD;
import static io.thalweg.buffer.decode.RejectionCode.MISSING_FIELD;
import static io.thalweg.buffer.decode.RejectionCode.NULL_FIELD;
import static io.thalweg.buffer.decode.RejectionCode.TEXT_TOO_LONG;
import static io.thalweg.buffer.decode.RejectionCode.UNKNOWN_FIELD;
import static io.thalweg.buffer.decode.RejectionCode.WRONG_TYPE;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Field;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads JSON objects with known fields: an event, or a row inside of one. Not safe for use by
 * several threads.
 */
final class FieldsReader {

  private enum Kind {
    BOOLEAN,
    INT,
    LONG,
    DOUBLE,
    DECIMAL,
    DATE,
    TIMESTAMP,
    STRING,
    ARRAY,
    ROW
  }

  private final JsonReader reader;
  private final String owner;
  private final boolean refuseUnknown;
  private final int depth;
  private final Field[] fields;

  /** What messages call each field: its path in the event, written only when it is asked for. */
  private final Object[] paths;

  private final Kind[] kinds;

  /** Of fields with values inside, else null. */
  private final NestedReader[] nested;

  private final FieldTable table;
  private final long[] required;
  private final long[] seen;

  /** The column that the log fills and no event, or null. */
  private String processingTime;

  /** The field that followed each field last time; events of one producer rarely change order. */
  private final int[] successors;

  /**
   * @param owner what messages call what the events belong to
   * @param refuseUnknown whether a field that is not listed is refused
   * @param path of each field
   * @param depth of the objects: 1 for the event itself
   */
  FieldsReader(
      JsonReader reader,
      String owner,
      boolean refuseUnknown,
      List<Field> fields,
      java.util.function.Function<Field, Object> path,
      Predicate<Field> isRequired,
      int depth) {
    this.reader = reader;
    this.owner = owner;
    this.refuseUnknown = refuseUnknown;
    this.depth = depth;
    this.fields = fields.toArray(Field[]::new);
    paths = fields.stream().map(path).toArray();
    kinds = new Kind[paths.length];
    nested = new NestedReader[paths.length];
    table = new FieldTable(fields);
    required = new long[(paths.length + 63) / 64];
    seen = new long[required.length];
    successors = new int[paths.length + 1];
    for (int i = 0; i < paths.length; i++) {
      DataType type = this.fields[i].type();
      kinds[i] = kind(type);
      if (type.isNested()) {
        nested[i] = NestedReader.of(reader, owner, refuseUnknown, type, paths[i], depth + 1);
      }
      successors[i + 1] = (i + 1) % paths.length;
      if (isRequired.test(this.fields[i])) {
        required[i >> 6] |= 1L << i;
      }
    }
  }

  /** Tells who sends a value for a column that the log fills. */
  void refuseProcessingTime(String column) {
    processingTime = column;
  }

  private static Kind kind(DataType type) {
    if (type instanceof DataType.Primitive primitive) {
      return Kind.valueOf(primitive.name());
    } else if (type instanceof DataType.Array) {
      return Kind.ARRAY;
    }
    return type instanceof DataType.Row ? Kind.ROW : Kind.DECIMAL;
  }

  /** Reads the object whose brace stands at the position. */
  void read(FieldConsumer out) {
    reader.position++;
    Arrays.fill(seen, 0);
    if (reader.peek() == '}') {
      reader.position++;
    } else {
      int previous = -1;
      while (true) {
        reader.expect('"', "of a field's name");
        int field = readName(previous);
        reader.expect(':', "after a field's name");
        if (field == FieldTable.NONE) {
          reader.skipValue(depth + 1);
        } else {
          mark(field);
          readValue(field, out);
          previous = field;
        }
        if (reader.peek() == '}') {
          reader.position++;
          break;
        }
        reader.expect(',', "or '}' after a value");
      }
    }
    checkComplete();
  }

  private int readName(int previous) {
    int guess = successors[previous + 1];
    if (table.standsAt(guess, reader.bytes, reader.position, reader.end)) {
      reader.position += table.nameBytes(guess) + 1;
      return guess;
    }
    reader.readText();
    int field = table.find(reader.text, reader.textStart, reader.textLength);
    if (field != FieldTable.NONE) {
      successors[previous + 1] = field;
    } else if (refuseUnknown) {
      throw unknownField();
    }
    return field;
  }

  private void mark(int field) {
    long bit = 1L << field;
    if ((seen[field >> 6] & bit) != 0) {
      throw reader.refuse(
          DUPLICATE_FIELD,
          "field \"%s\" stands twice in the event".formatted(paths[field]),
          "Send each field once.");
    }
    seen[field >> 6] |= bit;
  }

  /** Reads the value of a field; one that is null is not handed on. */
  void readValue(int field, FieldConsumer out) {
    int first = reader.peek();
    if (first == 'n') {
      reader.readLiteral("null");
      if ((required[field >> 6] & 1L << field) != 0) {
        throw reader.refuse(
            NULL_FIELD,
            "field \"%s\" is null".formatted(paths[field]),
            "It is required: send a value for it.");
      }
      return;
    }
    if (first == '"') {
      reader.position++;
      reader.readText();
      textValue(field, out);
    } else if (first == '-' || (first >= '0' && first <= '9')) {
      reader.readNumber();
      numberValue(field, out);
    } else if (first == 't' || first == 'f') {
      boolean value = first == 't';
      reader.readLiteral(value ? "true" : "false");
      if (kinds[field] != Kind.BOOLEAN) {
        throw wrongType(field, String.valueOf(value));
      }
      out.booleanValue(field, value);
    } else if (first == '{' || first == '[') {
      if (nested[field] == null || nested[field].opening() != first) {
        throw wrongType(field, first == '{' ? "an object" : "an array");
      }
      nested[field].read(field, out);
    } else {
      throw reader.unexpected("a value");
    }
  }

  private void textValue(int field, FieldConsumer out) {
    byte[] text = reader.text;
    int start = reader.textStart;
    int length = reader.textLength;
    switch (kinds[field]) {
      case STRING -> {
        if (length > EventDecoder.MAX_TEXT_BYTES) {
          throw reader.refuse(
              TEXT_TOO_LONG,
              "field \"%s\" has %,d bytes".formatted(paths[field], length),
              "A text has %,d bytes at most.".formatted(EventDecoder.MAX_TEXT_BYTES));
        }
        out.stringValue(field, text, start, length);
      }
      case TIMESTAMP ->
          out.longValue(field, TimeText.parseTimestamp(text, start, length, paths[field]));
      case DATE -> out.longValue(field, TimeText.parseDate(text, start, length, paths[field]));
      default -> throw wrongType(field, "text: \"" + Excerpt.of(text, start, length) + "\"");
    }
  }

  private void numberValue(int field, FieldConsumer out) {
    Field definition = fields[field];
    switch (kinds[field]) {
      case DOUBLE -> out.doubleValue(field, NumberText.toDouble(reader, paths[field]));
      case LONG ->
          out.longValue(
              field,
              NumberText.toLong(
                  reader, Long.MIN_VALUE, Long.MAX_VALUE, paths[field], definition.type()));
      case INT ->
          out.longValue(
              field,
              NumberText.toLong(
                  reader, Integer.MIN_VALUE, Integer.MAX_VALUE, paths[field], definition.type()));
      case TIMESTAMP -> out.longValue(field, TimeText.parseEpochMillis(reader, paths[field]));
      case DECIMAL ->
          out.decimalValue(
              field,
              NumberText.toDecimal(reader, (DataType.Decimal) definition.type(), paths[field]));
      default ->
          throw wrongType(
              field,
              "a number: "
                  + Excerpt.of(
                      reader.bytes, reader.numberStart, reader.position - reader.numberStart));
    }
  }

  private void checkComplete() {
    for (int word = 0; word < required.length; word++) {
      long missing = required[word] & ~seen[word];
      if (missing != 0) {
        Object name = paths[64 * word + Long.numberOfTrailingZeros(missing)];
        throw reader.refuse(
            MISSING_FIELD,
            "field \"%s\" is missing".formatted(name),
            "%s needs it.".formatted(owner));
      }
    }
  }

  private RejectedException wrongType(int field, String found) {
    return reader.refuse(
        WRONG_TYPE,
        "field \"%s\" is %s, not %s"
            .formatted(paths[field], NumberText.named(fields[field].type()), found),
        hintFor(kinds[field]));
  }

  private static String hintFor(Kind kind) {
    return switch (kind) {
      case BOOLEAN -> "Send true or false, without quotes.";
      case INT, LONG, DOUBLE, DECIMAL -> "Send a number, without quotes.";
      case DATE -> "Send a day as text: \"2026-03-01\".";
      case TIMESTAMP ->
          "Send ISO-8601 text, \"2026-03-01T09:30:00Z\", or milliseconds since 1970 as a number.";
      case STRING -> "Send text in quotes.";
      case ARRAY -> "Send an array: [value, …].";
      case ROW -> "Send an object: {\"field\": value, …}.";
    };
  }

  private RejectedException unknownField() {
    String name = prefix() + Excerpt.of(reader.text, reader.textStart, reader.textLength);
    if (name.equals(processingTime)) {
      return reader.refuse(
          UNKNOWN_FIELD,
          "field \"%s\" of %s is the time at which the log gets the event".formatted(name, owner),
          "Leave it out; a time that the event carries needs a field and a name of its own.");
    }
    String hint =
        table
            .closest(reader.text, reader.textStart, reader.textLength)
            .map("Did you mean \"%s\"?"::formatted)
            .orElse(
                "Add it to the fields of %s%s."
                    .formatted(
                        owner,
                        owner.startsWith("stream") ? ", or set unknown_fields: ignore there" : ""));
    return reader.refuse(UNKNOWN_FIELD, "%s has no field \"%s\"".formatted(owner, name), hint);
  }

  /** The path of these objects in the event, with a point behind it. */
  private String prefix() {
    String first = paths[0].toString();
    return first.substring(0, first.length() - fields[0].name().length());
  }
}
