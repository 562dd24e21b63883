package io.thalweg.store.lake;

import static io.thalweg.store.lake.TestStreams.field;
import static io.thalweg.store.lake.TestStreams.numbers;
import static io.thalweg.store.lake.TestStreams.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.DataType;
import io.thalweg.process.api.Lake;
import io.thalweg.process.api.LakeException;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.LakeUpkeep;
import io.thalweg.process.api.LakeUpkeep.Removed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeUpkeepTest {

  private static final String TOTALS = "SELECT COUNT(*), SUM(n) FROM FILES";

  @TempDir Path folder;
  private Lake lake;
  private LakeTable table;
  private LakeUpkeep upkeep;
  private DataFileWriter files;

  @BeforeEach
  void open() throws Exception {
    files = new DataFileWriter();
    reopen();
  }

  private void reopen() {
    if (lake != null) {
      lake.close();
    }
    lake = IcebergLake.open(folder.resolve("lake"));
    table = lake.table(numbers());
    upkeep = (LakeUpkeep) table;
  }

  @AfterEach
  void close() throws Exception {
    lake.close();
    files.close();
  }

  private List<Path> append(int count) throws Exception {
    List<Path> appended = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long from = table.archived().get(0);
      Path file = files.write(table, numbers(0, from, from + 10));
      table.append(List.of(file), Offsets.of(from + 10, 0));
      appended.add(file);
    }
    return appended;
  }

  /** Puts all files of the table into one. */
  private Path compact() throws Exception {
    List<Path> old = paths();
    Path whole =
        files.write(table, "SELECT * FROM read_parquet(" + quoted(old) + ") ORDER BY _offset");
    upkeep.replace(old, List.of(whole));
    return whole;
  }

  private static String quoted(List<Path> files) {
    return files.stream().map(f -> "'" + f + "'").collect(Collectors.joining(",", "[", "]"));
  }

  private List<Path> paths() {
    try (LakeTable.Snapshot snapshot = table.snapshot(List.of())) {
      return snapshot.files();
    }
  }

  private Set<Path> onDisk(String kind) throws Exception {
    try (Stream<Path> all = Files.list(folder.resolve("lake/streams/numbers/" + kind))) {
      return all.collect(Collectors.toSet());
    }
  }

  @Test
  void replacedFilesHoldTheSameRowsAtTheSamePosition() throws Exception {
    append(5);
    Path whole = compact();
    assertThat(paths()).containsExactly(whole);
    assertThat(files.read(paths(), TOTALS)).containsExactly("50|1225");
    assertThat(table.archived()).isEqualTo(Offsets.of(50, 0));
    append(1);
    reopen();
    assertThat(table.archived()).isEqualTo(Offsets.of(60, 0));
    assertThat(files.read(paths(), TOTALS)).containsExactly("60|1770");
  }

  @Test
  void theReplacingSnapshotSaysUpToWhereItHoldsTheLog() throws Exception {
    append(3);
    compact();
    try (JdbcCatalog catalog = IcebergReader.catalog(folder.resolve("lake"))) {
      assertThat(IcebergReader.table(catalog, "numbers").currentSnapshot().summary())
          .containsEntry(IcebergTable.OFFSETS, "[30,0]")
          .containsEntry("total-records", "30");
    }
  }

  @Test
  void filesThatSimplyGoTakeTheirRowsAndNotThePosition() throws Exception {
    List<Path> appended = append(3);
    upkeep.replace(List.of(appended.get(0)), List.of());
    assertThat(paths()).containsExactlyInAnyOrder(appended.get(1), appended.get(2));
    assertThat(table.archived()).isEqualTo(Offsets.of(30, 0));
    reopen();
    assertThat(table.archived()).isEqualTo(Offsets.of(30, 0));
  }

  @Test
  void aFileIsReplacedOnce() throws Exception {
    List<Path> appended = append(2);
    compact();
    assertThatThrownBy(() -> upkeep.replace(appended, List.of()))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("has no data file " + appended.get(0));
    assertThat(files.read(paths(), TOTALS)).containsExactly("20|190");
  }

  @Test
  void anOpenSnapshotKeepsItsFilesAndTheLogBehindIt() throws Exception {
    List<Path> appended = append(3);
    try (LakeTable.Snapshot open = table.snapshot(List.of())) {
      compact();
      append(2);
      assertThat(upkeep.expireSnapshots(Duration.ZERO).files()).isPositive();
      assertThat(open.files()).containsExactlyInAnyOrderElementsOf(appended);
      assertThat(files.read(open.files(), TOTALS)).containsExactly("30|435");
      assertThat(table.firstNeeded()).isEqualTo(Offsets.of(30, 0));
      assertThat(table.archived()).isEqualTo(Offsets.of(50, 0));
    }
    assertThat(table.firstNeeded()).isEqualTo(Offsets.of(50, 0));
    append(1);
    upkeep.expireSnapshots(Duration.ZERO);
    assertThat(onDisk("data")).doesNotContainAnyElementsOf(appended).hasSize(4);
    assertThat(files.read(paths(), TOTALS)).containsExactly("60|1770");
  }

  @Test
  void manyCommitsLeaveBoundedMetadata() throws Exception {
    for (int round = 0; round < 12; round++) {
      append(10);
      compact();
      upkeep.expireSnapshots(Duration.ZERO);
    }
    assertThat(upkeep.extent().snapshots()).isEqualTo(1);
    assertThat(upkeep.extent().dataFiles()).isEqualTo(1);
    assertThat(onDisk("metadata")).hasSizeLessThan(60);
    upkeep.removeOrphans(Duration.ZERO);
    assertThat(onDisk("metadata")).hasSizeLessThan(60);
    assertThat(onDisk("data")).hasSize(1);
    reopen();
    assertThat(files.read(paths(), TOTALS)).containsExactly("1200|719400");
  }

  @Test
  void onlyOldFilesThatNothingNamesAreOrphans() throws Exception {
    append(2);
    Path left = files.write(table, numbers(0, 0, 10));
    Path young = files.write(table, numbers(0, 0, 10));
    Path metadata =
        Files.writeString(folder.resolve("lake/streams/numbers/metadata/left.metadata.json"), "{}");
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    for (Path file : List.of(left, metadata, paths().get(0))) {
      Files.setLastModifiedTime(file, FileTime.from(yesterday));
    }
    long size = Files.size(left) + 2;
    assertThat(upkeep.removeOrphans(Duration.ofHours(1))).isEqualTo(new Removed(2, size));
    assertThat(onDisk("data")).hasSize(3).contains(young);
    assertThat(upkeep.removeOrphans(Duration.ofHours(1))).isEqualTo(Removed.NOTHING);
    reopen();
    assertThat(files.read(paths(), TOTALS)).containsExactly("20|190");
  }

  @Test
  void aFileIsDescribedByTheBoundsOfAColumn() throws Exception {
    LakeTable timed = lake.table(stream("timed", 1, field("moment", DataType.Primitive.TIMESTAMP)));
    String rows = "SELECT %s AS moment, 0::INTEGER AS _partition, %d::BIGINT AS _offset";
    String at = "make_timestamp(%d::BIGINT)";
    Path whole =
        files.write(
            timed,
            rows.formatted(at.formatted(7), 0)
                + " UNION ALL "
                + rows.formatted(at.formatted(9_000_000), 1));
    Path without =
        files.write(
            timed,
            rows.formatted(at.formatted(5), 2)
                + " UNION ALL "
                + rows.formatted("NULL::TIMESTAMP", 3));
    timed.append(List.of(whole, without), Offsets.of(4));
    assertThat(((LakeUpkeep) timed).dataFiles(Optional.of("moment")))
        .containsExactlyInAnyOrder(
            new LakeUpkeep.DataFile(
                whole, Files.size(whole), 2, Optional.of(7L), Optional.of(9_000_000L)),
            new LakeUpkeep.DataFile(
                without, Files.size(without), 2, Optional.of(5L), Optional.empty()));
    assertThat(((LakeUpkeep) timed).columns())
        .extracting(LakeUpkeep.Column::name)
        .containsExactly("moment", "_partition", "_offset");
  }
}
