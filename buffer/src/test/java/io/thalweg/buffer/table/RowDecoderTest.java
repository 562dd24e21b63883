package io.thalweg.buffer.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Table;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowDecoderTest {

  private static final List<Field> FIELDS =
      List.of(
          new Field("name", DataType.Primitive.STRING, true),
          new Field("since", DataType.Primitive.TIMESTAMP, true),
          new Field("price", new DataType.Decimal(6, 2), false),
          new Field("level", DataType.Primitive.DOUBLE, false));

  private static Table table(String... key) {
    return new Table(
        "t",
        new Location("tables/t.yaml", 1, 1),
        Optional.empty(),
        FIELDS,
        List.of(key),
        new Table.Api());
  }

  private static TableRow row(Table table, String json) {
    RowDecoder decoder = RowDecoder.ofRows(table);
    byte[] bytes = json.getBytes(UTF_8);
    assertThat(decoder.decode(bytes, 0, bytes.length)).isEmpty();
    return decoder.row();
  }

  @Test
  void equalRowsHaveEqualTextsHoweverTheyAreWritten() {
    Table table = table("name");
    TableRow one =
        row(
            table,
            """
            {"name": "a\\u0062\\"", "since": "2026-03-01T10:00:00.500+01:00", "price": 1.5, "level": -0.0}""");
    TableRow other =
        row(table, "{\"level\":0,\"price\":1.50,\"since\":1772355600500,\"name\":\"ab\\\"\"}");
    assertThat(one).isEqualTo(other);
    assertThat(one.key()).isEqualTo("ab\"");
    assertThat(one.value())
        .isEqualTo(
            "{\"name\":\"ab\\\"\",\"since\":\"2026-03-01T09:00:00.500Z\",\"price\":1.50,\"level\":0.0}");
  }

  @Test
  void aKeyOfSeveralFieldsIsAnArrayAndWhatIsWrongIsTold() {
    Table table = table("name", "since");
    String json = "{\"name\": \"a\", \"since\": \"2026-03-01T09:00:00Z\", \"price\": null}";
    assertThat(row(table, json))
        .isEqualTo(
            new TableRow(
                "[\"a\",\"2026-03-01T09:00:00Z\"]",
                "{\"name\":\"a\",\"since\":\"2026-03-01T09:00:00Z\"}"));
    byte[] wrong = "{\"name\": \"a\", \"colour\": 1}".getBytes(UTF_8);
    assertThat(RowDecoder.ofRows(table).decode(wrong, 0, wrong.length).orElseThrow().message())
        .startsWith("table \"t\" has no field \"colour\"");
    byte[] key = "{\"since\": 0, \"name\": \"b\"}".getBytes(UTF_8);
    RowDecoder keys = RowDecoder.ofKeys(table);
    assertThat(keys.decode(key, 0, key.length)).isEmpty();
    assertThat(keys.key()).isEqualTo("[\"b\",\"1970-01-01T00:00:00Z\"]");
  }
}
