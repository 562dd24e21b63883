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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcebergLakeTest {

  @TempDir Path folder;
  private Lake lake;
  private DataFileWriter files;

  @BeforeEach
  void open() throws Exception {
    lake = IcebergLake.open(folder.resolve("lake"));
    files = new DataFileWriter();
  }

  @AfterEach
  void close() throws Exception {
    lake.close();
    files.close();
  }

  private static List<Path> filesOf(LakeTable table) {
    try (LakeTable.Snapshot snapshot = table.snapshot(List.of())) {
      return snapshot.files();
    }
  }

  @Test
  void aNewTableHoldsNothingYet() {
    LakeTable table = lake.table(numbers());
    assertThat(table.archived()).isEqualTo(Offsets.of(0, 0));
    assertThat(filesOf(table)).isEmpty();
    assertThat(table.fieldIds()).containsOnlyKeys("n", "_partition", "_offset");
  }

  @Test
  void filesAndPositionOutliveTheProcessThatAppendedThem() throws Exception {
    LakeTable table = lake.table(numbers());
    table.append(List.of(files.write(table, numbers(0, 0, 10))), Offsets.of(10, 0));
    table.append(List.of(files.write(table, numbers(1, 0, 5))), Offsets.of(10, 5));
    lake.close();

    lake = IcebergLake.open(folder.resolve("lake"));
    LakeTable again = lake.table(numbers());
    assertThat(again.archived()).isEqualTo(Offsets.of(10, 5));
    assertThat(files.read(filesOf(again), "SELECT COUNT(*), SUM(n) FROM FILES"))
        .containsExactly("15|55");
  }

  @Test
  void aRangeWithoutRowsMovesThePositionAlone() throws Exception {
    LakeTable table = lake.table(numbers());
    table.append(List.of(), Offsets.of(7, 3));
    assertThat(table.archived()).isEqualTo(Offsets.of(7, 3));
    assertThat(filesOf(table)).isEmpty();
    table.append(List.of(files.write(table, numbers(0, 7, 9))), Offsets.of(9, 3));
    assertThat(filesOf(table)).hasSize(1);
  }

  @Test
  void anAppendThatIsRepeatedAddsItsFilesOnce() throws Exception {
    LakeTable table = lake.table(numbers());
    List<Path> written = List.of(files.write(table, numbers(0, 0, 10)));
    table.append(written, Offsets.of(10, 0));
    table.append(written, Offsets.of(10, 0));
    assertThat(filesOf(table)).isEqualTo(written);
  }

  @Test
  void filesBehindTheArchivedPositionAreRefused() throws Exception {
    LakeTable table = lake.table(numbers());
    table.append(List.of(), Offsets.of(10, 0));
    Path late = files.write(table, numbers(0, 5, 10));
    assertThatThrownBy(() -> table.append(List.of(late), Offsets.of(9, 4)))
        .isInstanceOf(LakeException.class)
        .hasMessage(
            "stream \"numbers\" is archived up to [10,0], so it cannot be archived up to [9,4]");
    assertThatThrownBy(() -> table.append(List.of(late), Offsets.of(10, 0)))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("is archived up to [10,0] already, without data file");
    assertThat(filesOf(table)).isEmpty();
  }

  @Test
  void aFileThatWasNeverAppendedIsNotRead() throws Exception {
    LakeTable table = lake.table(numbers());
    files.write(table, numbers(0, 0, 10));
    assertThat(filesOf(table)).isEmpty();
  }

  @Test
  void aFileWhoseColumnsCarryNoIdsIsRefused() throws Exception {
    LakeTable table = lake.table(numbers());
    Path file = files.writeWithoutIds(table, numbers(0, 0, 1));
    assertThatThrownBy(() -> table.append(List.of(file), Offsets.of(1, 0)))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("column \"n\" of data file")
        .hasMessageContaining("has no field id of the table: write it with fieldIds()");
  }

  @Test
  void aColumnOfAnotherTypeIsRefused() throws Exception {
    LakeTable table = lake.table(numbers());
    Path file =
        files.write(table, "SELECT 'x' AS n, 0::INTEGER AS _partition, 0::BIGINT AS _offset");
    assertThatThrownBy(() -> table.append(List.of(file), Offsets.of(1, 0)))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("is stored as BYTE_ARRAY, which is no long");
  }

  @Test
  void aFileThatWasCutOffIsRefused() throws Exception {
    LakeTable table = lake.table(numbers());
    Path file = files.write(table, numbers(0, 0, 1000));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> table.append(List.of(file), Offsets.of(1000, 0)))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("does not end as Parquet does");
    assertThat(table.archived()).isEqualTo(Offsets.of(0, 0));
  }

  @Test
  void anotherNumberOfPartitionsIsRefused() {
    lake.table(stream("s", 2, field("n", DataType.Primitive.LONG)));
    assertThatThrownBy(() -> lake.table(stream("s", 4, field("n", DataType.Primitive.LONG))))
        .isInstanceOf(LakeException.class)
        .hasMessage(
            "stream \"s\" has 4 partitions, but its archive holds 2."
                + " Set its partitions back to 2, or give the stream another name.");
  }

  @Test
  void aFolderThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> IcebergLake.open(file.resolve("lake")))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("the lake in " + file.resolve("lake") + " could not be opened");
  }

  @Test
  void theFolderHoldsNoSideFiles() throws Exception {
    LakeTable table = lake.table(numbers());
    table.append(List.of(files.write(table, numbers(0, 0, 10))), Offsets.of(10, 0));
    lake.close();
    try (Stream<Path> all = Files.walk(folder.resolve("lake"))) {
      assertThat(all.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .allMatch(name -> name.matches("catalog\\.db|.*\\.(parquet|avro|metadata\\.json)"));
    }
  }
}
