package io.thalweg.buffer.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Stream.UnknownFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shared test set of what an event is, read from {@code contract.txt} beside it. Whoever
 * decodes events runs it: the decoder itself, the HTTP door and each engine's reader of the log.
 */
public final class DecoderContract {

  private DecoderContract() {}

  /**
   * One event and what it means.
   *
   * @param name a sentence
   * @param stream that it is an event of; {@link #stream} with either treatment of unknown fields
   * @param event its bytes
   * @param code it is refused with, or nothing when it is good
   * @param values of a good event's fields that are not null: String, Instant, Integer, Long,
   *     Double, BigDecimal, Boolean or LocalDate
   */
  public record Case(
      String name, Stream stream, byte[] event, Optional<String> code, Map<String, Object> values) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The stream of all cases. */
  public static Stream stream(UnknownFields unknownFields) {
    return new Stream(
        "readings",
        Optional.empty(),
        List.of(
            new Field("device", Primitive.STRING, true),
            new Field("at", Primitive.TIMESTAMP, true),
            new Field("small", Primitive.INT, false),
            new Field("count", Primitive.LONG, false),
            new Field("ratio", Primitive.DOUBLE, false),
            new Field("price", new DataType.Decimal(9, 2), false),
            new Field("wide", new DataType.Decimal(38, 0), false),
            new Field("active", Primitive.BOOLEAN, false),
            new Field("day", Primitive.DATE, false),
            new Field("note", Primitive.STRING, false)),
        Optional.of("device"),
        Optional.of(new EventTime("at", Duration.ZERO, EventTime.DEFAULT_IDLENESS)),
        1,
        unknownFields);
  }

  public static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    String[] lines = read().split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].startsWith("==")) {
        cases.add(parse(lines[i].substring(2).strip(), lines[i + 1], lines[i + 2]));
        i += 2;
      } else if (!lines[i].isEmpty() && !lines[i].startsWith("#")) {
        throw new IllegalStateException("line " + (i + 1) + " belongs to no case: " + lines[i]);
      }
    }
    return cases;
  }

  private static String read() {
    try (InputStream file = DecoderContract.class.getResourceAsStream("contract.txt")) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case parse(String name, String event, String meaning) {
    if (!meaning.startsWith("-> ")) {
      throw new IllegalStateException("case \"" + name + "\" has no ->");
    }
    Stream stream =
        stream(name.startsWith("ignoring:") ? UnknownFields.IGNORE : UnknownFields.REFUSE);
    String result = meaning.substring(3);
    if (!result.startsWith("ok ")) {
      return new Case(name, stream, bytes(event), Optional.of(result), Map.of());
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (String part : result.substring(3).split(" \\| ", -1)) {
      String[] pair = part.split("=", 2);
      Field field = stream.fields().get(stream.indexOf(pair[0]));
      values.put(pair[0], value(field.type(), pair[1]));
    }
    return new Case(name, stream, bytes(event), Optional.empty(), values);
  }

  private static byte[] bytes(String event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int from = 0;
    int at;
    while ((at = event.indexOf("%{", from)) >= 0) {
      bytes.writeBytes(event.substring(from, at).getBytes(UTF_8));
      int end = event.indexOf('}', at);
      bytes.writeBytes(HexFormat.ofDelimiter(" ").parseHex(event.substring(at + 2, end)));
      from = end + 1;
    }
    bytes.writeBytes(event.substring(from).getBytes(UTF_8));
    return bytes.toByteArray();
  }

  private static Object value(DataType type, String text) {
    if (!(type instanceof Primitive primitive)) {
      return new BigDecimal(text);
    }
    return switch (primitive) {
      case BOOLEAN -> Boolean.valueOf(text);
      case INT -> Integer.valueOf(text);
      case LONG -> Long.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case DATE -> LocalDate.parse(text);
      case TIMESTAMP -> Instant.parse(text);
      case STRING ->
          text.startsWith("\"")
              ? text.substring(1, text.length() - (text.endsWith("\"") ? 1 : 0)).translateEscapes()
              : text;
    };
  }
}
