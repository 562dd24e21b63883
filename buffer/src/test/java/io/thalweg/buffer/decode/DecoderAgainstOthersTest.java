package io.thalweg.buffer.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Stream.UnknownFields;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares the decoder with Jackson and with Java's own parsers over random input. */
class DecoderAgainstOthersTest {

  private static final JsonFactory JACKSON = new JsonFactory();

  private final Random random = new Random(20260301);

  private static Stream stream(Field... fields) {
    return new Stream(
        "s",
        Optional.empty(),
        List.of(fields),
        Optional.empty(),
        Optional.empty(),
        1,
        UnknownFields.IGNORE);
  }

  @Test
  void damagedEventsAreJsonForItExactlyWhenTheyAreForJacksonAndJava() {
    Stream stream = stream(new Field("seldom", Primitive.STRING, false));
    EventDecoder decoder = new EventDecoder(stream);
    int good = 0;
    for (int i = 0; i < 300_000; i++) {
      byte[] event = damaged();
      Optional<Rejection> rejection = decoder.decode(event, 0, event.length, new Values(stream));
      // Jackson lets halves of surrogate pairs pass.
      if (rejection.filter(r -> r.code().equals("UNPAIRED_SURROGATE")).isPresent()) {
        continue;
      }
      if (rejection.isEmpty() != (isUtf8(event) && isObject(event))) {
        fail("%s %s %s", new String(event, UTF_8), Arrays.toString(event), rejection);
      }
      good += rejection.isEmpty() ? 1 : 0;
    }
    assertThat(good).as("events that survived their damage").isBetween(30_000, 270_000);
  }

  private static final byte[][] WHOLE =
      java.util.stream.Stream.of(
              "{\"a\":\"x\",\"b\":[1,-2.5e3,{\"c\":null}],\"d\":true}",
              "{ \"é€😀\" : \"\\u00e9\\ud83d\\ude00\\n\" , \"n\":-0.10E-2}",
              "{\"deep\":{\"er\":{\"est\":[[],{},\"\"]}},\"f\":false}",
              "{\"number\":12345678901234567890,\"time\":\"2026-03-01T09:30:00Z\"}")
          .map(s -> s.getBytes(UTF_8))
          .toArray(byte[][]::new);

  private static final byte[] TELLING = "{}[]\",:\\/utfn0-+.eE \n\t9aA\u0001é€😀".getBytes(UTF_8);

  private byte[] damaged() {
    byte[] event = WHOLE[random.nextInt(WHOLE.length)].clone();
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(event.length);
      byte b =
          random.nextBoolean()
              ? TELLING[random.nextInt(TELLING.length)]
              : (byte) random.nextInt(256);
      switch (random.nextInt(3)) {
        case 0 -> event[at] = b;
        case 1 -> {
          byte[] longer = Arrays.copyOf(event, event.length + 1);
          System.arraycopy(event, at, longer, at + 1, event.length - at);
          longer[at] = b;
          event = longer;
        }
        default -> {
          byte[] shorter = Arrays.copyOf(event, event.length - 1);
          System.arraycopy(event, at + 1, shorter, at, shorter.length - at);
          event = shorter.length == 0 ? event : shorter;
        }
      }
    }
    return event;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isObject(byte[] bytes) {
    if (bytes.length > 2 && bytes[0] == (byte) 0xEF) {
      return false;
    }
    try (JsonParser parser = JACKSON.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      // Numbers are read late: all of them have to be asked for.
      int depth = 1;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          return false;
        } else if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        } else {
          parser.getText();
        }
      }
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void doublesAreTheNearestOnes() {
    Stream stream = stream(new Field("x", Primitive.DOUBLE, false));
    EventDecoder decoder = new EventDecoder(stream);
    for (int i = 0; i < 300_000; i++) {
      String written =
          switch (random.nextInt(4)) {
            case 0 -> {
              double any = Double.longBitsToDouble(random.nextLong());
              yield Double.isFinite(any) ? Double.toString(any) : "0";
            }
            case 1 -> BigDecimal.valueOf(random.nextInt(), random.nextInt(25)).toPlainString();
            case 2 -> random.nextLong() + "." + Math.abs((long) random.nextInt());
            default -> random.nextInt(1_000_000) + "e" + (random.nextInt(60) - 30);
          };
      assertThat(value(decoder, stream, written)).isEqualTo(Double.parseDouble(written));
    }
  }

  @Test
  void decimalsAreExact() {
    Stream stream = stream(new Field("x", new Decimal(20, 6), false));
    EventDecoder decoder = new EventDecoder(stream);
    for (int i = 0; i < 100_000; i++) {
      BigDecimal number =
          new BigDecimal(new BigInteger(random.nextInt(1, 80), random), random.nextInt(-3, 10));
      String written = random.nextBoolean() ? number.toString() : number.toPlainString();
      Object expected = null;
      try {
        BigDecimal scaled = number.setScale(6);
        expected = scaled.precision() <= 20 ? scaled : null;
      } catch (ArithmeticException lost) {
        // Refused.
      }
      assertThat(value(decoder, stream, written)).as(written).isEqualTo(expected);
    }
  }

  @Test
  void instantsAreJavas() {
    Stream stream = stream(new Field("x", Primitive.TIMESTAMP, false));
    EventDecoder decoder = new EventDecoder(stream);
    for (int i = 0; i < 200_000; i++) {
      Instant instant =
          Instant.EPOCH.plus(
              random.nextLong(TimeText.MIN_MICROS, TimeText.MAX_MICROS), ChronoUnit.MICROS);
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60 + 1));
      int year = instant.atOffset(offset).getYear();
      if (year < 1 || year > 9999) {
        continue;
      }
      String text = "\"" + instant.atOffset(offset) + "\"";
      assertThat(value(decoder, stream, text)).as(text).isEqualTo(instant);
    }
  }

  private static Object value(EventDecoder decoder, Stream stream, String json) {
    byte[] event = ("{\"x\":" + json + "}").getBytes(UTF_8);
    Values values = new Values(stream);
    return decoder.decode(event, 0, event.length, values).isEmpty() ? values.byName.get("x") : null;
  }
}
