package io.thalweg.buffer.decode;

import static io.thalweg.buffer.decode.RejectionCode.EMPTY_EVENT;
import static io.thalweg.buffer.decode.RejectionCode.EVENT_TOO_LARGE;
import static io.thalweg.buffer.decode.RejectionCode.NOT_AN_OBJECT;
import static io.thalweg.buffer.decode.RejectionCode.TRAILING_CONTENT;

import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import java.util.Optional;

/**
 * Reads the events of one stream: exactly one JSON object each, strictly.
 *
 * <p>Nothing is converted silently: a whole number is written without point and exponent, a text is
 * no number, and digits that a field cannot hold are refused unless they are zeros. A double is the
 * nearest one to what is written. A timestamp is ISO-8601 text (without offset: UTC; up to nine
 * digits of a second, those below a microsecond zero) or a number of milliseconds since 1970 with
 * up to three digits behind the point; a date is {@code yyyy-mm-dd}; both in the years 0001 to
 * 9999. An array is an array of values of its element's type, or nulls; a row is an object with its
 * fields, for which the same holds as for those of the event. Names are compared exactly. A listed
 * field stands once at most; what ignored fields hold has to be well-formed and is not looked at
 * further. The first thing found wrong is the one reported.
 *
 * <p>Not safe for use by several threads: one decoder a thread. Apart from refusals and decimals it
 * makes no objects.
 */
public final class EventDecoder {

  /** The largest event in bytes; fits a record of Kafka's default limit. */
  public static final int MAX_EVENT_BYTES = 1_000_000;

  /** The longest text in bytes of UTF-8, without its escapes. */
  public static final int MAX_TEXT_BYTES = 262_144;

  /** The most elements of one array. */
  public static final int MAX_ELEMENTS = 10_000;

  /** The deepest nesting; the event itself is level 1. */
  public static final int MAX_DEPTH = 32;

  private final JsonReader reader = new JsonReader();
  private final FieldsReader fields;

  public EventDecoder(Stream stream) {
    this(stream, "stream");
  }

  /**
   * @param kind what messages call what the events belong to: {@code stream} or {@code table}
   */
  public EventDecoder(Stream stream, String kind) {
    this.fields =
        new FieldsReader(
            reader,
            "%s \"%s\"".formatted(kind, stream.name()),
            stream.unknownFields() == Stream.UnknownFields.REFUSE,
            stream.eventFields(),
            Field::name,
            field -> isRequired(stream, field),
            1);
    stream.processingTime().ifPresent(fields::refuseProcessingTime);
  }

  private static boolean isRequired(Stream stream, Field field) {
    return field.required()
        || stream.key().filter(field.name()::equals).isPresent()
        || stream.eventTime().filter(time -> time.field().equals(field.name())).isPresent();
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
    fields.read(out);
    if (reader.peek() >= 0) {
      throw reader.refuse(
          TRAILING_CONTENT, "something follows the event", "Send exactly one JSON object.");
    }
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
