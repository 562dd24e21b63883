package io.thalweg.store.lake;

import static io.thalweg.store.lake.TestStreams.field;
import static io.thalweg.store.lake.TestStreams.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Array;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.DataType.Row;
import io.thalweg.process.api.Lake;
import io.thalweg.process.api.LakeException;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.LakeUpkeep;
import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaChangeTest {

  @TempDir Path folder;
  private Lake lake;
  private DataFileWriter files;

  @BeforeEach
  void open() throws Exception {
    lake = IcebergLake.open(folder);
    files = new DataFileWriter();
  }

  @AfterEach
  void close() throws Exception {
    lake.close();
    files.close();
  }

  @Test
  void aNewFieldIsNullInOldRows() throws Exception {
    LakeTable narrow = lake.table(stream("s", 1, field("a", Primitive.STRING)));
    narrow.append(
        List.of(files.write(narrow, "SELECT 'old' AS a, 0 AS _partition, 0::BIGINT AS _offset")),
        Offsets.of(1));

    LakeTable wide =
        lake.table(stream("s", 1, field("b", Primitive.INT), field("a", Primitive.STRING)));
    wide.append(
        List.of(
            files.write(wide, "SELECT 5 AS b, 'new' AS a, 0 AS _partition, 1::BIGINT AS _offset")),
        Offsets.of(2));

    assertThat(IcebergReader.rows(folder, "s"))
        .extracting(row -> row.getField("a") + " " + row.getField("b"))
        .containsExactlyInAnyOrder("old null", "new 5");
  }

  @Test
  void aFieldThatWasRemovedStaysInTheTable() throws Exception {
    lake.table(stream("s", 1, field("a", Primitive.STRING), field("b", Primitive.INT)));
    LakeTable table = lake.table(stream("s", 1, field("a", Primitive.STRING)));
    assertThat(table.fieldIds()).containsKey("b");
    table.append(
        List.of(files.write(table, "SELECT 'x' AS a, 0 AS _partition, 0::BIGINT AS _offset")),
        Offsets.of(1));
    assertThat(IcebergReader.rows(folder, "s"))
        .singleElement()
        .extracting(row -> row.getField("b"))
        .isNull();
  }

  @Test
  void anIntMayBecomeALongAndADecimalLonger() throws Exception {
    LakeTable narrow =
        lake.table(
            stream("s", 1, field("n", Primitive.INT), field("d", new DataType.Decimal(5, 2))));
    narrow.append(
        List.of(
            files.write(
                narrow,
                "SELECT -7::INTEGER AS n, 1.25::DECIMAL(5,2) AS d, 0 AS _partition, 0::BIGINT AS"
                    + " _offset")),
        Offsets.of(1));

    LakeTable wide =
        lake.table(
            stream("s", 1, field("n", Primitive.LONG), field("d", new DataType.Decimal(30, 2))));
    wide.append(
        List.of(
            files.write(
                wide,
                "SELECT 5000000000 AS n, 12345678901234567890.25::DECIMAL(30,2) AS d, 0 AS"
                    + " _partition, 1::BIGINT AS _offset")),
        Offsets.of(2));

    assertThat(IcebergReader.rows(folder, "s"))
        .extracting(SchemaChangeTest::text)
        .containsExactlyInAnyOrder("-7 1.25", "5000000000 12345678901234567890.25");
    try (LakeTable.Snapshot old = wide.snapshot(List.of(new LakeTable.Range("n", -10L, 0L)))) {
      assertThat(old.files()).hasSize(1);
    }
  }

  private static String text(Record row) {
    return row.getField("n") + " " + row.getField("d");
  }

  @Test
  void aFieldWithAnotherTypeIsRefused() {
    lake.table(stream("telemetry", 1, field("machine", Primitive.STRING)));
    assertThatThrownBy(() -> lake.table(stream("telemetry", 1, field("machine", Primitive.INT))))
        .isInstanceOf(LakeException.class)
        .hasMessage(
            "field \"machine\" of stream \"telemetry\" is int, but the stream's archive holds it as"
                + " string. Give the field its old type back, or give the new one another name.");
    lake.table(stream("prices", 1, field("price", new DataType.Decimal(9, 2))));
    assertThatThrownBy(
            () -> lake.table(stream("prices", 1, field("price", new DataType.Decimal(9, 3)))))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("is decimal(9,3), but the stream's archive holds it as decimal(9,2)");
  }

  @Test
  void aRowInsideOfAnArrayMayGetAFieldAndAWiderOne() {
    lake.table(stream("s", 1, field("l", new Array(new Row(List.of(field("a", Primitive.INT)))))));
    LakeTable table =
        lake.table(
            stream(
                "s",
                1,
                field(
                    "l",
                    new Array(
                        new Row(
                            List.of(
                                field("b", new Array(Primitive.DATE)),
                                field("a", Primitive.LONG)))))));
    assertThat(table.fieldIds()).containsKeys("l", "l.element", "l.element.a", "l.element.b");
    assertThat(((LakeUpkeep) table).columns())
        .filteredOn(column -> column.name().equals("l"))
        .extracting(column -> column.type().toString())
        .containsExactly("array<row<a long, b array<date>>>");
  }

  @Test
  void whatLiesInsideOfAnArrayKeepsItsType() {
    lake.table(stream("s", 1, field("l", new Array(new Row(List.of(field("a", Primitive.INT)))))));
    assertThatThrownBy(
            () ->
                lake.table(
                    stream(
                        "s",
                        1,
                        field("l", new Array(new Row(List.of(field("a", Primitive.STRING))))))))
        .hasMessageStartingWith(
            "field \"l[].a\" of stream \"s\" is string, but the stream's archive holds it as int.");
    assertThatThrownBy(() -> lake.table(stream("s", 1, field("l", Primitive.INT))))
        .hasMessageStartingWith(
            "field \"l\" of stream \"s\" is int, but the stream's archive holds it as array<row<a"
                + " int>>.");
  }
}
