package io.thalweg.process.duckdb.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.process.api.LakeUpkeep.DataFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompactionsTest {

  private static final long MEGABYTE = 1 << 20;
  private final Compactions compactions = new Compactions(128 * MEGABYTE, 8);
  private long names;

  private DataFile file(long bytes, long time) {
    return new DataFile(
        Path.of("/lake/" + names++), bytes, bytes / 10, Optional.of(time), Optional.of(time + 1));
  }

  private List<DataFile> files(int count, long bytes) {
    List<DataFile> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(file(bytes, i));
    }
    return files;
  }

  @Test
  void aFewSmallFilesAreLeftAlone() {
    assertThat(compactions.next(files(7, 1000))).isEmpty();
    assertThat(compactions.next(List.of())).isEmpty();
  }

  @Test
  void filesOfOneSizeArePutTogetherInTheOrderOfTheirTimes() {
    List<DataFile> files = files(8, 1000);
    List<DataFile> mixed = new ArrayList<>(files);
    mixed.add(file(30 * MEGABYTE, 3));
    java.util.Collections.shuffle(mixed, new Random(1));
    assertThat(compactions.next(mixed)).containsExactlyElementsOf(files);
  }

  @Test
  void filesThatAreLargeEnoughAreNotTouched() {
    assertThat(compactions.next(files(100, 100 * MEGABYTE))).isEmpty();
  }

  @Test
  void aGroupIsNoLargerThanAFileShouldBe() {
    List<DataFile> group = compactions.next(files(20, 30 * MEGABYTE));
    assertThat(group).hasSize(4);
  }

  @Test
  void manyCommitsLeaveFewFilesAndRewriteEachRowAFewTimes() {
    List<DataFile> files = new ArrayList<>();
    long appended = 0;
    long rewritten = 0;
    for (int commit = 0; commit < 60_000; commit++) {
      files.add(file(10_000, commit));
      appended += 10_000;
      List<DataFile> group = compactions.next(files);
      while (!group.isEmpty()) {
        long bytes = group.stream().mapToLong(DataFile::bytes).sum();
        files.removeAll(group);
        files.add(file(bytes, group.get(0).least().orElseThrow()));
        rewritten += bytes;
        group = compactions.next(files);
      }
    }
    assertThat(files).hasSizeLessThan(50);
    assertThat(rewritten / appended).isLessThan(7);
  }
}
