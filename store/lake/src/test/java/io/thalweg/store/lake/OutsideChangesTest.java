package io.thalweg.store.lake;

import static io.thalweg.store.lake.TestStreams.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.buffer.Offsets;
import io.thalweg.process.api.Lake;
import io.thalweg.process.api.LakeException;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.LakeUpkeep;
import io.thalweg.store.lake.internal.ParquetMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another engine changes a table beside the platform. */
class OutsideChangesTest {

  @TempDir Path folder;
  private Lake lake;
  private LakeTable table;
  private DataFileWriter files;
  private JdbcCatalog outside;

  @BeforeEach
  void open() throws Exception {
    lake = IcebergLake.open(folder);
    table = lake.table(numbers());
    files = new DataFileWriter();
    outside = IcebergReader.catalog(folder);
  }

  @AfterEach
  void close() throws Exception {
    outside.close();
    lake.close();
    files.close();
  }

  private Path append(long from, long to) throws Exception {
    Path file = files.write(table, numbers(0, from, to));
    table.append(List.of(file), Offsets.of(to, 0));
    return file;
  }

  /** Replaces all files by one. */
  private Path rewrite(long rows) throws Exception {
    Table other = IcebergReader.table(outside, "numbers");
    Path whole = files.write(table, numbers(0, 0, rows));
    DataFile added = ParquetMetrics.describe(whole, other.schema());
    Set<DataFile> removed = new java.util.HashSet<>();
    try (CloseableIterable<FileScanTask> tasks = other.newScan().planFiles()) {
      tasks.forEach(task -> removed.add(task.file().copy()));
    }
    other.newRewrite().rewriteFiles(removed, Set.of(added)).commit();
    return whole;
  }

  @Test
  void aRewriteIsSeenAtOnceAndKeepsThePosition() throws Exception {
    append(0, 10);
    append(10, 20);
    Path whole = rewrite(20);
    try (LakeTable.Snapshot snapshot = table.snapshot(List.of())) {
      assertThat(snapshot.files()).containsExactly(whole);
      assertThat(snapshot.archived()).isEqualTo(Offsets.of(20, 0));
    }
    Path next = append(20, 30);
    try (LakeTable.Snapshot snapshot = table.snapshot(List.of())) {
      assertThat(snapshot.files()).containsExactlyInAnyOrder(whole, next);
    }
  }

  @Test
  void filesThatAQueryReadsStayUntilItEnds() throws Exception {
    Path old = append(0, 10);
    try (LakeTable.Snapshot reading = table.snapshot(List.of())) {
      rewrite(10);
      for (int i = 1; i <= 5; i++) {
        table.append(List.of(), Offsets.of(10, i));
      }
      ((LakeUpkeep) table).expireSnapshots(Duration.ZERO);
      assertThat(reading.files()).containsExactly(old);
      assertThat(old).exists();
    }
    ((LakeUpkeep) table).expireSnapshots(Duration.ZERO);
    assertThat(Files.exists(old)).isFalse();
  }

  @Test
  void aTableThatWasTurnedBackIsRefused() throws Exception {
    append(0, 10);
    Table other = IcebergReader.table(outside, "numbers");
    long first = other.currentSnapshot().snapshotId();
    append(10, 20);
    other.refresh();
    other.manageSnapshots().rollbackTo(first).commit();
    assertThatThrownBy(() -> table.snapshot(List.of()))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining(
            "the archive of stream \"numbers\" says that it is archived up to [20,0], but its"
                + " files reach to [10,0]: it was turned back from outside");
    assertThatThrownBy(() -> table.append(List.of(), Offsets.of(30, 0)))
        .isInstanceOf(LakeException.class);
  }
}
