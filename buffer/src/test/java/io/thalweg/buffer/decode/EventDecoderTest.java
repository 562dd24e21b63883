package io.thalweg.buffer.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Stream.UnknownFields;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventDecoderTest {

  private final Stream readings = DecoderContract.stream(UnknownFields.REFUSE);

  static List<DecoderContract.Case> cases() {
    return DecoderContract.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheContract(DecoderContract.Case example) {
    Values values = new Values(example.stream());
    Optional<Rejection> rejection =
        new EventDecoder(example.stream())
            .decode(example.event(), 0, example.event().length, values);
    assertThat(rejection.map(Rejection::code)).isEqualTo(example.code());
    if (rejection.isEmpty()) {
      assertThat(values.byName).isEqualTo(example.values());
    }
  }

  @Test
  void keepsTheContractInsideALargerBufferAndAfterOtherEvents() {
    EventDecoder refusing = new EventDecoder(readings);
    EventDecoder ignoring = new EventDecoder(DecoderContract.stream(UnknownFields.IGNORE));
    for (DecoderContract.Case example : cases()) {
      byte[] buffer = new byte[example.event().length + 20];
      Arrays.fill(buffer, (byte) '"');
      System.arraycopy(example.event(), 0, buffer, 7, example.event().length);
      Values values = new Values(example.stream());
      EventDecoder decoder =
          example.stream().unknownFields() == UnknownFields.REFUSE ? refusing : ignoring;
      Optional<Rejection> rejection = decoder.decode(buffer, 7, example.event().length, values);
      assertThat(rejection.map(Rejection::code)).as(example.name()).isEqualTo(example.code());
      if (rejection.isEmpty()) {
        assertThat(values.byName).as(example.name()).isEqualTo(example.values());
      }
    }
  }

  @Test
  void everyCodeButTheSizesIsInTheContract() {
    Set<String> met = cases().stream().flatMap(c -> c.code().stream()).collect(Collectors.toSet());
    assertThat(met)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RejectionCode.values())
                .map(Enum::name)
                .filter(
                    code ->
                        !Set.of("EVENT_TOO_LARGE", "TEXT_TOO_LONG", "ARRAY_TOO_LONG")
                            .contains(code))
                .toList());
  }

  @Test
  void aMisspeltFieldIsNamedWithTheOneThatWasMeant() {
    assertThat(refusal("{\"devcie\":\"a\",\"at\":0}"))
        .isEqualTo(
            new Rejection(
                "UNKNOWN_FIELD",
                "stream \"readings\" has no field \"devcie\" (byte 9)",
                "Did you mean \"device\"?"));
  }

  @Test
  void aFieldLikeNoOtherIsNotGuessed() {
    assertThat(refusal("{\"humidity\":1}").hint())
        .isEqualTo(
            "Add it to the fields of stream \"readings\", or set unknown_fields: ignore there.");
  }

  @Test
  void messagesNameTheFieldAndWhatWasFound() {
    assertThat(refusal("{\"device\":\"a\",\"at\":0,\"ratio\":\"hot\"}"))
        .isEqualTo(
            new Rejection(
                "WRONG_TYPE",
                "field \"ratio\" is a double, not text: \"hot\" (byte 34)",
                "Send a number, without quotes."));
    assertThat(refusal("{\"device\":\"a\",\"at\":\"yesterday\"}"))
        .isEqualTo(
            new Rejection(
                "INVALID_TIMESTAMP",
                "field \"at\" is not an instant: \"yesterday\"",
                "Write it as 2026-03-01T09:30:00.123Z, or as milliseconds since 1970."));
  }

  @Test
  void messagesQuoteLittleAndNoControlCharacters() {
    String message =
        refusal("{\"device\":\"a\",\"at\":\"\\u001b[31m\\u202e" + "x".repeat(100_000) + "\"}")
            .message();
    assertThat(message)
        .isEqualTo("field \"at\" is not an instant: \"\uFFFD[31m\uFFFD" + "x".repeat(34) + "…\"");
  }

  @Test
  void anEventThatIsTooLargeIsRefusedUnread() {
    byte[] event = new byte[EventDecoder.MAX_EVENT_BYTES + 1];
    assertThat(
            new EventDecoder(readings)
                .decode(event, 0, event.length, new Values(readings))
                .map(Rejection::code))
        .contains("EVENT_TOO_LARGE");
  }

  @Test
  void aTextHasItsBound() {
    String longest = "é".repeat(EventDecoder.MAX_TEXT_BYTES / 2);
    assertThat(decode("{\"device\":\"a\",\"at\":0,\"note\":\"" + longest + "\"}")).isEmpty();
    assertThat(refusal("{\"device\":\"a\",\"at\":0,\"note\":\"x" + longest + "\"}").code())
        .isEqualTo("TEXT_TOO_LONG");
  }

  @Test
  void aStreamMayHaveManyFields() {
    Stream wide =
        new Stream(
            "wide",
            Optional.empty(),
            IntStream.range(0, 150).mapToObj(i -> new Field("f" + i, Primitive.INT, true)).toList(),
            Optional.empty(),
            Optional.empty(),
            1,
            UnknownFields.REFUSE);
    EventDecoder decoder = new EventDecoder(wide);
    for (int step : new int[] {1, 7, 149}) {
      String event =
          IntStream.range(0, 150)
              .map(i -> i * step % 150)
              .mapToObj(i -> "\"f" + i + "\":" + i)
              .collect(Collectors.joining(",", "{", "}"));
      Values values = new Values(wide);
      assertThat(decoder.decode(event.getBytes(UTF_8), 0, event.length(), values)).isEmpty();
      assertThat(values.byName).hasSize(150).containsEntry("f77", 77);
      String without = event.replace("\"f77\":77,", "");
      assertThat(
              decoder
                  .decode(without.getBytes(UTF_8), 0, without.length(), values)
                  .map(Rejection::message)
                  .orElseThrow())
          .startsWith("field \"f77\" is missing");
    }
  }

  private Optional<Rejection> decode(String event) {
    byte[] bytes = event.getBytes(UTF_8);
    return new EventDecoder(readings).decode(bytes, 0, bytes.length, new Values(readings));
  }

  private Rejection refusal(String event) {
    return decode(event).orElseThrow();
  }
}
