package io.thalweg.buffer.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Array;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.DataType.Row;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Stream.UnknownFields;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestedDecodingTest {

  private static final Row READING =
      new Row(
          List.of(
              new Field("at", Primitive.TIMESTAMP, true),
              new Field("value", Primitive.DOUBLE, false),
              new Field("price", new DataType.Decimal(5, 2), false),
              new Field("tags", new Array(Primitive.STRING), false)));

  private static final List<Field> FIELDS =
      List.of(
          new Field("id", Primitive.LONG, false),
          new Field("samples", new Array(Primitive.DOUBLE), true),
          new Field("days", new Array(new Array(Primitive.DATE)), false),
          new Field(
              "position",
              new Row(
                  List.of(
                      new Field("lat", Primitive.DOUBLE, true),
                      new Field("lon", Primitive.DOUBLE, false),
                      new Field("valid", Primitive.BOOLEAN, false))),
              false),
          new Field("readings", new Array(READING), false));

  private final Stream refusing = stream(UnknownFields.REFUSE);

  private static Stream stream(UnknownFields unknown) {
    return new Stream(
        "machines", Optional.empty(), FIELDS, Optional.empty(), Optional.empty(), 1, unknown);
  }

  private static String decode(Stream stream, String event) {
    Values values = new Values(stream);
    byte[] bytes = event.replace('\'', '"').getBytes(UTF_8);
    return new EventDecoder(stream)
        .decode(bytes, 0, bytes.length, values)
        .map(rejection -> rejection.code() + " " + rejection.message())
        .orElseGet(() -> values.byName.toString().replace('"', '\''));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {'samples':[]} ~ {samples=[]}
          {'samples':[ 1 , -2.50,1e3, null ]} ~ {samples=[1.0,-2.5,1000.0,null]}
          {'samples':[-0]} ~ {samples=[-0.0]}
          {'samples':[],'days':[['2026-03-01',null],null,[]]} ~ {samples=[], days=[['2026-03-01',null],null,[]]}
          {'samples':[],'position':null} ~ {samples=[]}
          {'samples':[],'position':{'lat':1,'lon':null}} ~ {samples=[], position={'lat':1.0}}
          {'samples':[],'position':{ 'valid':true , 'lon':2,'lat':1}} ~ {samples=[], position={'lat':1.0,'lon':2.0,'valid':true}}
          {'samples':[],'readings':[{'at':0,'value':0.1,'price':1},null]} ~ {samples=[], readings=[{'at':'1970-01-01T00:00:00Z','value':0.1,'price':1.00},null]}
          {'samples':[],'readings':[{'tags':['ä\\u0001','\\"\\\\'],'at':'2026-03-01T10:00:00.25+01:00'}]} ~ {samples=[], readings=[{'at':'2026-03-01T09:00:00.25Z','tags':['ä\\u0001','\\'\\\\']}]}
          """)
  void arraysAndRowsAreWrittenInOneWay(String event, String values) {
    assertThat(decode(refusing, event)).isEqualTo(values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {'samples':5} ~ WRONG_TYPE field "samples" is an array<double>, not a number: 5 (byte 12)
          {'samples':{}} ~ WRONG_TYPE field "samples" is an array<double>, not an object (byte 11)
          {'samples':null} ~ NULL_FIELD field "samples" is null (byte 15)
          {'samples':[1,'x']} ~ WRONG_TYPE field "samples[1]" is a double, not text: "x" (byte 17)
          {'samples':[1,[2]]} ~ WRONG_TYPE field "samples[1]" is a double, not an array (byte 14)
          {'samples':[1,1e999]} ~ OUT_OF_RANGE field "samples[1]" is beyond the range of a double: 1e999
          {'samples':[1 2]} ~ MALFORMED_JSON "2" stands where ',' or ']' after a value is expected (byte 14)
          {'samples':[1,]} ~ MALFORMED_JSON "]" stands where a value is expected (byte 14)
          {'samples':[1 ~ MALFORMED_JSON the event ends where ',' or ']' after a value is missing (byte 13)
          {'samples':[],'days':[[],['2026-02-30']]} ~ INVALID_DATE field "days[1][0]" is not a day: "2026-02-30"
          {'samples':[],'position':[]} ~ WRONG_TYPE field "position" is a row, not an array (byte 25)
          {'samples':[],'position':{}} ~ MISSING_FIELD field "position.lat" is missing (byte 27)
          {'samples':[],'position':{'lat':1,'lat':2}} ~ DUPLICATE_FIELD field "position.lat" stands twice in the event (byte 40)
          {'samples':[],'position':{'lat':1,'lot':2}} ~ UNKNOWN_FIELD stream "machines" has no field "position.lot" (byte 39)
          {'samples':[],'readings':[{'at':0},{'at':0,'price':1.005}]} ~ TOO_PRECISE field "readings[1].price" has more than 2 digits behind the point: 1.005
          {'samples':[],'readings':[{'value':1}]} ~ MISSING_FIELD field "readings[0].at" is missing (byte 37)
          {'samples':[],'readings':[{'at':null}]} ~ NULL_FIELD field "readings[0].at" is null (byte 36)
          {'samples':[],'readings':[{'at':0},{'at':0,'tags':['a',true]}]} ~ WRONG_TYPE field "readings[1].tags[1]" is a string, not true (byte 59)
          """)
  void whatIsWrongIsNamedByItsPath(String event, String refusal) {
    assertThat(decode(refusing, event)).isEqualTo(refusal);
  }

  @Test
  void aFieldThatARowDoesNotListIsIgnoredWhereTheStreamSaysSo() {
    String event = "{'samples':[],'position':{'lat':1,'alt':{'x':[1]}}}";
    assertThat(decode(stream(UnknownFields.IGNORE), event))
        .isEqualTo("{samples=[], position={'lat':1.0}}");
  }

  @Test
  void anArrayOfMoreElementsThanAllowedIsRefused() {
    String most = "1" + ",1".repeat(EventDecoder.MAX_ELEMENTS - 1);
    assertThat(decode(refusing, "{'samples':[" + most + "]}")).startsWith("{samples=[1.0,");
    assertThat(decode(refusing, "{'samples':[" + most + ",1]}"))
        .startsWith("ARRAY_TOO_LONG field \"samples\" has more than 10,000 elements");
  }

  @Test
  void anEventSaysNothingOfTheOneBefore() {
    EventDecoder decoder = new EventDecoder(refusing);
    for (String event :
        List.of(
            "{'samples':[1,2],'position':{'lon':1,'lat':2},'readings':[{'at':0},{'at':1",
            "{'samples':[3],'position':{'lat':4},'readings':[{'at':2}]}")) {
      Values values = new Values(refusing);
      byte[] bytes = event.replace('\'', '"').getBytes(UTF_8);
      if (decoder.decode(bytes, 0, bytes.length, values).isEmpty()) {
        assertThat(values.byName.toString().replace('"', '\''))
            .isEqualTo(
                "{samples=[3.0], position={'lat':4.0}, readings=[{'at':'1970-01-01T00:00:00.002Z'}]}");
      }
    }
  }
}
