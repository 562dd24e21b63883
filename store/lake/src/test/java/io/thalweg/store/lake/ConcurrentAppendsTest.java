package io.thalweg.store.lake;

import static io.thalweg.store.lake.TestStreams.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Offsets;
import io.thalweg.process.api.Lake;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.LakeUpkeep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentAppendsTest {

  private static final int APPENDS = 50;
  private static final int ROWS = 10;

  @TempDir Path folder;

  @Test
  void aSnapshotHoldsExactlyTheRowsBeforeItsPositionWhateverUpkeepDoes() throws Exception {
    try (Lake lake = IcebergLake.open(folder);
        DataFileWriter files = new DataFileWriter()) {
      LakeTable table = lake.table(numbers());
      AtomicBoolean done = new AtomicBoolean();
      ExecutorService readers = Executors.newFixedThreadPool(3);
      try {
        Callable<Long> read = () -> countWhile(table, done);
        List<Future<Long>> counts =
            IntStream.range(0, 2).mapToObj(i -> readers.submit(read)).toList();
        Future<Long> compactions = readers.submit(() -> compactWhile(table, done));
        for (int i = 0; i < APPENDS; i++) {
          long next = (i + 1L) * ROWS;
          Path file = files.write(table, numbers(0, next - ROWS, next));
          table.append(List.of(file), Offsets.of(next, 0));
        }
        done.set(true);
        for (Future<Long> count : counts) {
          assertThat(count.get()).isPositive();
        }
        assertThat(compactions.get()).isPositive();
      } finally {
        done.set(true);
        readers.shutdown();
      }
      try (LakeTable.Snapshot last = table.snapshot(List.of())) {
        assertThat(last.files()).hasSizeLessThan(APPENDS);
        assertThat(last.archived()).isEqualTo(Offsets.of(APPENDS * ROWS, 0));
      }
    }
  }

  private static long countWhile(LakeTable table, AtomicBoolean done) throws Exception {
    long snapshots = 0;
    Offsets before = Offsets.of(0, 0);
    try (DataFileWriter files = new DataFileWriter()) {
      while (!done.get()) {
        try (LakeTable.Snapshot snapshot = table.snapshot(List.of())) {
          assertThat(before.isAtMost(snapshot.archived())).isTrue();
          before = snapshot.archived();
          if (!snapshot.files().isEmpty()) {
            assertThat(files.read(snapshot.files(), "SELECT COUNT(*) FROM FILES"))
                .containsExactly(Long.toString(before.get(0)));
            snapshots++;
          }
        }
      }
    }
    return snapshots;
  }

  private static long compactWhile(LakeTable table, AtomicBoolean done) throws Exception {
    LakeUpkeep upkeep = (LakeUpkeep) table;
    long compactions = 0;
    try (DataFileWriter files = new DataFileWriter()) {
      while (!done.get()) {
        List<Path> old =
            upkeep.dataFiles(Optional.empty()).stream().map(LakeUpkeep.DataFile::path).toList();
        if (old.size() > 1) {
          String list = old.stream().map(f -> "'" + f + "'").collect(Collectors.joining(","));
          Path whole = files.write(table, "SELECT * FROM read_parquet([" + list + "])");
          upkeep.replace(old, List.of(whole));
          compactions++;
        }
        upkeep.expireSnapshots(Duration.ZERO);
        upkeep.removeOrphans(Duration.ofMinutes(1));
      }
    }
    return compactions;
  }

  @Test
  void metadataDoNotGrowWithEveryCommit() throws Exception {
    try (Lake lake = IcebergLake.open(folder)) {
      LakeTable table = lake.table(numbers());
      for (int i = 1; i <= 90; i++) {
        table.append(List.of(), Offsets.of(i, 0));
        if (i % 20 == 0) {
          ((LakeUpkeep) table).expireSnapshots(Duration.ZERO);
        }
      }
      assertThat(table.archived()).isEqualTo(Offsets.of(90, 0));
    }
    try (Stream<Path> metadata = Files.list(folder.resolve("streams/numbers/metadata"))) {
      // Up to 21 snapshots with a manifest list each, and 21 versions of the table.
      assertThat(metadata).hasSizeLessThan(70);
    }
  }
}
