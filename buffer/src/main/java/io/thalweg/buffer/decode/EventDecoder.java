package io.thalweg.buffer.decode;

import static io.thalweg.buffer.decode.RejectionCode.DUPLICATE_FIELD;
import static io.thalweg.buffer.decode.RejectionCode.EMPTY_EVENT;
import static io.thalweg.buffer.decode.RejectionCode.EVENT_TOO_LARGE;
import static io.thalweg.buffer.decode.RejectionCode.MISSING_FIELD;
import static io.thalweg.buffer.decode.RejectionCode.NOT_AN_OBJECT;
import static io.thalweg.buffer.decode.RejectionCode.NULL_FIELD;
import static io.thalweg.buffer.decode.RejectionCode.TEXT_TOO_LONG;
import static io.thalweg.buffer.decode.RejectionCode.TRAILING_CONTENT;
import static io.thalweg.buffer.decode.RejectionCode.UNKNOWN_FIELD;
import static io.thalweg.buffer.decode.RejectionCode.WRONG_TYPE;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the events of one stream: exactly one JSON object each, strictly.
 *
 * <p>Nothing is converted silently: a whole number is written without point and exponent, a text is
 * no number, and digits that a field cannot hold are refused unless they are zeros. A double is the
 * nearest one to what is written. A timestamp is ISO-8601 text (without offset: UTC; up to nine
 * digits of a second, those below a microsecond zero) or a number of milliseconds since 1970 with
 * up to three digits behind the point; a date is {@code yyyy-mm-dd}; both in the years 0001 to
 * 9999. Names are compared exactly. A listed field stands once at most; what ignored fields hold
 * has to be well-formed and is not looked at further. The first thing found wrong is the one
 * reported.
 *
 * <p>Not safe for use by several threads: one decoder a thread. Apart from refusals and decimals it
 * makes no objects.
 */
public final class EventDecoder {

  /** The largest event in bytes; fits a record of Kafka's default limit. */
  public static final int MAX_EVENT_BYTES = 1_000_000;

  /** The longest text in bytes of UTF-8, without its escapes. */
  public static final int MAX_TEXT_BYTES = 262_144;

  /** The deepest nesting; the event itself is level 1. */
  public static final int MAX_DEPTH = 32;

  private enum Kind {
    BOOLEAN,
    INT,
    LONG,
    DOUBLE,
    DECIMAL,
    DATE,
    TIMESTAMP,
    STRING
  }

  private final String owner;
  private final Stream stream;
  private final Field[] fields;
  private final Kind[] kinds;
  private final FieldTable table;
  private final long[] required;
  private final long[] seen;
  private final boolean refuseUnknown;
  private final JsonReader reader = new JsonReader();

  /** The field that followed each field last time; events of one producer rarely change order. */
  private final int[] successors;

  public EventDecoder(Stream stream) {
    this(stream, "stream");
  }

  /**
   * @param kind what messages call what the events belong to: {@code stream} or {@code table}
   */
  public EventDecoder(Stream stream, String kind) {
    this.owner = "%s \"%s\"".formatted(kind, stream.name());
    this.stream = stream;
    fields = stream.fields().toArray(Field[]::new);
    kinds = new Kind[fields.length];
    table = new FieldTable(stream.fields());
    required = new long[(fields.length + 63) / 64];
    seen = new long[required.length];
    refuseUnknown = stream.unknownFields() == Stream.UnknownFields.REFUSE;
    successors = new int[fields.length + 1];
    for (int i = 0; i < fields.length; i++) {
      kinds[i] = kind(fields[i].type());
      successors[i + 1] = (i + 1) % fields.length;
      if (isRequired(fields[i])) {
        required[i >> 6] |= 1L << i;
      }
    }
  }

  private boolean isRequired(Field field) {
    return field.required()
        || stream.key().filter(field.name()::equals).isPresent()
        || stream.eventTime().filter(time -> time.field().equals(field.name())).isPresent();
  }

  private static Kind kind(DataType type) {
    return type instanceof DataType.Primitive primitive
        ? Kind.valueOf(primitive.name())
        : Kind.DECIMAL;
  }

  /**
   * Reads one event.
   *
   * @param source holds the event in {@code [offset, offset + length)}; only read
   * @param out receives the values as they are found; void when the event is refused
   * @return why the event is refused, or nothing when it is good
   */
  public Optional<Rejection> decode(byte[] source, int offset, int length, FieldConsumer out) {
    if (length > MAX_EVENT_BYTES) {
      return Optional.of(
          new Rejection(
              EVENT_TOO_LARGE.name(),
              "the event has %,d bytes".formatted(length),
              "An event has %,d bytes at most; split it.".formatted(MAX_EVENT_BYTES)));
    }
    try {
      reader.reset(source, offset, length);
      readEvent(out);
      return Optional.empty();
    } catch (RejectedException e) {
      return Optional.of(e.rejection());
    }
  }

  private void readEvent(FieldConsumer out) {
    int first = reader.peek();
    if (first < 0) {
      throw reader.refuse(EMPTY_EVENT, "the event is empty", "Send one JSON object.");
    }
    if (first != '{') {
      throw notAnObject();
    }
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
          reader.skipValue(2);
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
    if (reader.peek() >= 0) {
      throw reader.refuse(
          TRAILING_CONTENT, "something follows the event", "Send exactly one JSON object.");
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
          "field \"%s\" stands twice in the event".formatted(fields[field].name()),
          "Send each field once.");
    }
    seen[field >> 6] |= bit;
  }

  private void readValue(int field, FieldConsumer out) {
    int first = reader.peek();
    if (first == 'n') {
      reader.readLiteral("null");
      if ((required[field >> 6] & 1L << field) != 0) {
        throw reader.refuse(
            NULL_FIELD,
            "field \"%s\" is null".formatted(fields[field].name()),
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
      throw wrongType(field, first == '{' ? "an object" : "an array");
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
        if (length > MAX_TEXT_BYTES) {
          throw reader.refuse(
              TEXT_TOO_LONG,
              "field \"%s\" has %,d bytes".formatted(fields[field].name(), length),
              "A text has %,d bytes at most.".formatted(MAX_TEXT_BYTES));
        }
        out.stringValue(field, text, start, length);
      }
      case TIMESTAMP ->
          out.longValue(field, TimeText.parseTimestamp(text, start, length, fields[field].name()));
      case DATE ->
          out.longValue(field, TimeText.parseDate(text, start, length, fields[field].name()));
      default -> throw wrongType(field, "text: \"" + Excerpt.of(text, start, length) + "\"");
    }
  }

  private void numberValue(int field, FieldConsumer out) {
    Field definition = fields[field];
    switch (kinds[field]) {
      case DOUBLE -> out.doubleValue(field, NumberText.toDouble(reader, definition.name()));
      case LONG ->
          out.longValue(
              field,
              NumberText.toLong(
                  reader, Long.MIN_VALUE, Long.MAX_VALUE, definition.name(), definition.type()));
      case INT ->
          out.longValue(
              field,
              NumberText.toLong(
                  reader,
                  Integer.MIN_VALUE,
                  Integer.MAX_VALUE,
                  definition.name(),
                  definition.type()));
      case TIMESTAMP -> out.longValue(field, TimeText.parseEpochMillis(reader, definition.name()));
      case DECIMAL ->
          out.decimalValue(
              field,
              NumberText.toDecimal(
                  reader, (DataType.Decimal) definition.type(), definition.name()));
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
        String name = fields[64 * word + Long.numberOfTrailingZeros(missing)].name();
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
            .formatted(fields[field].name(), NumberText.named(fields[field].type()), found),
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
    };
  }

  private RejectedException unknownField() {
    String name = Excerpt.of(reader.text, reader.textStart, reader.textLength);
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

  private RejectedException notAnObject() {
    // What is no JSON at all is reported as such.
    int start = reader.position;
    reader.skipValue(1);
    reader.position = start;
    return reader.refuse(
        NOT_AN_OBJECT, "the event is not a JSON object", "Send {\"field\": value, …}.");
  }
}
