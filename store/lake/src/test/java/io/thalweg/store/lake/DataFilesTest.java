package io.thalweg.store.lake;

import static io.thalweg.store.lake.TestStreams.everything;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Offsets;
import io.thalweg.process.api.Lake;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.LakeTable.Range;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files hold, and which of them a range leaves out. */
class DataFilesTest {

  private static final String COLUMNS =
      "flag, small, large, real, day, time, text, price, total, huge, _partition, _offset";

  @TempDir Path folder;
  private Lake lake;
  private LakeTable table;
  private DataFileWriter files;
  private long offset;

  @BeforeEach
  void open() throws Exception {
    lake = IcebergLake.open(folder);
    table = lake.table(everything());
    files = new DataFileWriter();
  }

  @AfterEach
  void close() throws Exception {
    lake.close();
    files.close();
  }

  /** Appends one file with rows that differ in {@code i}, from and to inclusive. */
  private Path append(long from, long to) throws Exception {
    Path file =
        files.write(
            table,
            """
            SELECT i %% 2 = 0 AS flag, i::INTEGER AS small, i AS large, i / 2.0::DOUBLE AS real,
              DATE '2026-01-01' + i::INTEGER AS day,
              TIMESTAMP '2026-01-01 00:00:00.000001' + to_hours(i) AS time,
              'machine é ' || lpad(i::VARCHAR, 12, '0') || ' of a long name' AS text,
              (i / 4.0)::DECIMAL(9, 2) AS price, (i / 4.0)::DECIMAL(18, 4) AS total,
              i::DECIMAL(38, 6) AS huge,
              0::INTEGER AS _partition, (%d + i - %d)::BIGINT AS _offset
            FROM range(%d, %d) t(i)"""
                .formatted(offset, from, from, to + 1));
    offset += to - from + 1;
    table.append(List.of(file), Offsets.of(offset));
    return file;
  }

  private Path appendRow(String values) throws Exception {
    Path file = files.write(table, "SELECT " + values + ", 0 AS _partition, 0::BIGINT AS _offset");
    table.append(List.of(file), Offsets.of(++offset));
    return file;
  }

  private List<Path> within(String column, Object from, Object to) {
    try (LakeTable.Snapshot snapshot = table.snapshot(List.of(new Range(column, from, to)))) {
      return snapshot.files();
    }
  }

  @Test
  void icebergAndDuckDbReadTheSameRows() throws Exception {
    append(-3, 3000);
    appendRow(
        "NULL::BOOLEAN AS flag, NULL::INTEGER AS small, NULL::BIGINT AS large, NULL::DOUBLE AS"
            + " real, NULL::DATE AS day, NULL::TIMESTAMP AS time, NULL::VARCHAR AS text,"
            + " NULL::DECIMAL(9,2) AS price, NULL::DECIMAL(18,4) AS total, NULL::DECIMAL(38,6) AS"
            + " huge");
    List<String> byIceberg = new ArrayList<>();
    for (Record row : IcebergReader.rows(folder, "everything")) {
      List<String> values = new ArrayList<>();
      for (String column : COLUMNS.split(", ")) {
        values.add(String.valueOf(row.getField(column)));
      }
      byIceberg.add(String.join("|", values));
    }
    String asText = COLUMNS.replace("time,", "strftime(time, '%Y-%m-%dT%H:%M:%S.%f') AS time,");
    List<String> byDuckDb =
        files.read(within("large", null, null), "SELECT " + asText + " FROM FILES");
    assertThat(byDuckDb).hasSize(3005);
    assertThat(byIceberg).containsExactlyInAnyOrderElementsOf(byDuckDb);
  }

  @Test
  void icebergPrunesByTheMetricsThatTheFooterGave() throws Exception {
    append(0, 9);
    append(10, 19);
    try (JdbcCatalog catalog = IcebergReader.catalog(folder)) {
      Table read = IcebergReader.table(catalog, "everything");
      Expression late = Expressions.greaterThan("time", "2026-01-01T15:00:00.000000");
      try (CloseableIterable<FileScanTask> tasks =
          read.newScan().filter(late).includeColumnStats().planFiles()) {
        assertThat(tasks)
            .singleElement()
            .satisfies(
                task -> {
                  int text = read.schema().findField("text").fieldId();
                  assertThat(task.file().recordCount()).isEqualTo(10);
                  assertThat(task.file().nullValueCounts()).containsEntry(text, 0L);
                  Object bound =
                      org.apache.iceberg.types.Conversions.fromByteBuffer(
                          Types.StringType.get(), task.file().upperBounds().get(text));
                  assertThat(bound).hasToString("machine é 000001");
                });
      }
    }
  }

  @Test
  void aRangeLeavesOutFilesThatHoldNoneOfIt() throws Exception {
    Path low = append(0, 9);
    Path high = append(10, 19);
    assertThat(within("small", 10L, null)).containsExactly(high);
    assertThat(within("large", null, 9L)).containsExactly(low);
    assertThat(within("large", 9L, 10L)).containsExactlyInAnyOrder(low, high);
    assertThat(within("real", 4.6, null)).containsExactly(high);
    assertThat(within("real", null, 4.5)).containsExactly(low);
    assertThat(within("day", 20_454L + 11, null)).containsExactly(high);
    long noon = LocalDateTime.of(2026, 1, 1, 12, 0).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    assertThat(within("time", noon, null)).containsExactly(high);
    assertThat(within("text", "machine é 000000000010", null)).contains(high);
    assertThat(within("text", "machine ê", null)).isEmpty();
    assertThat(within("price", new BigDecimal("2.4"), null)).containsExactly(high);
    assertThat(within("total", null, new BigDecimal("2.3"))).containsExactly(low);
    assertThat(within("huge", new BigDecimal("9.5"), null)).containsExactly(high);
    assertThat(within("_offset", 12L, null)).containsExactly(high);
    assertThat(within("large", 20L, null)).isEmpty();
  }

  @Test
  void aRangeThatDoesNotFitItsColumnLeavesNothingOut() throws Exception {
    Path file = append(0, 9);
    assertThat(within("large", 1000.5, null)).containsExactly(file);
    assertThat(within("no_such_column", 1L, null)).containsExactly(file);
    assertThat(within("real", Double.NaN, null)).containsExactly(file);
  }

  @Test
  void bothZerosAreWithinARangeThatHoldsOne() throws Exception {
    Path minus = appendRow("-0.0::DOUBLE AS real");
    Path plus = appendRow("0.0::DOUBLE AS real");
    assertThat(within("real", 0.0, 0.0)).containsExactlyInAnyOrder(minus, plus);
    assertThat(within("real", -0.0, -0.0)).containsExactlyInAnyOrder(minus, plus);
  }

  @Test
  void textOutsideTheBasicPlaneIsInTheOrderOfItsCodePoints() throws Exception {
    // As Java's chars the emoji would come first.
    Path file = appendRow("unnest(['\uFF5E', '\uD83D\uDE00']) AS text");
    assertThat(within("text", "\uFF5E", "\uFF5E")).containsExactly(file);
    assertThat(within("text", "\uD83D\uDE00", "\uD83D\uDE00")).containsExactly(file);
  }

  @Test
  void aTextTooLongForABoundIsStillFound() throws Exception {
    Path file = appendRow("repeat('z', 5000) AS text");
    assertThat(within("text", "zzzzzzzzzzzzzzzzzzzzzzzzz", null)).containsExactly(file);
    assertThat(within("text", null, "z")).doesNotContainNull();
    Path highest = appendRow("repeat(chr(1114111), 20) AS text");
    assertThat(within("text", "\uDBFF\uDFFF", null)).contains(highest);
  }
}
