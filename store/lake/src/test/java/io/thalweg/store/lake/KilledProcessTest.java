package io.thalweg.store.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.process.api.Lake;
import io.thalweg.process.api.LakeTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KilledProcessTest {

  private static final int KILLS = 3;

  @TempDir Path folder;

  @Test
  void aKillAtAnyInstantLeavesWhatWasAcknowledgedOnce() throws Exception {
    Random random = new Random();
    long acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process appender = appender("");
      // Without an append of its own a run would prove nothing.
      while (output().isEmpty()) {
        assertThat(appender.isAlive()).isTrue();
        Thread.onSpinWait();
      }
      LockSupport.parkNanos(random.nextInt(300_000_000));
      appender.destroyForcibly().waitFor();
      List<String> output = output();
      acknowledged = Long.parseLong(output.get(output.size() - 1));
      assertThat(archivedRows()).isGreaterThanOrEqualTo(acknowledged);
    }
  }

  @ParameterizedTest
  @CsvSource({"BEFORE_LAKE_COMMIT, 200", "AFTER_LAKE_COMMIT, 300"})
  void aKillBesideACommitTearsNothingApart(String point, long rows) throws Exception {
    Process appender = appender("-Dthalweg.fault=" + point + ":3");
    assertThat(appender.waitFor()).isEqualTo(137);
    assertThat(output()).containsExactly("100", "200");
    assertThat(archivedRows()).isEqualTo(rows);
  }

  /** Checks that files and position agree. */
  private long archivedRows() throws Exception {
    try (Lake lake = IcebergLake.open(folder.resolve("lake"));
        DataFileWriter files = new DataFileWriter()) {
      LakeTable table = lake.table(TestStreams.numbers());
      try (LakeTable.Snapshot snapshot = table.snapshot(List.of())) {
        long rows = snapshot.archived().get(0);
        assertThat(
                files.read(
                    snapshot.files(), "SELECT COUNT(*), COUNT(DISTINCT n), MAX(n) + 1 FROM FILES"))
            .containsExactly("%1$d|%1$d|%1$d".formatted(rows));
        return rows;
      }
    }
  }

  /** A process with what ships and DuckDB: neither Hadoop nor Parquet's own reader. */
  private Process appender(String option) throws Exception {
    String shipped =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*/(hadoop-|iceberg-(data|parquet)|parquet-[^f]).*"))
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            option.isEmpty() ? "-Dnothing" : option,
            "-cp",
            shipped,
            LakeAppender.class.getName(),
            folder.resolve("lake").toString());
    return java.redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  /** The lines that the process has printed to their end. */
  private List<String> output() throws IOException {
    String text = Files.readString(folder.resolve("output"));
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }
}
