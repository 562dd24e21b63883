package io.thalweg.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Room.Shortage;
import io.thalweg.definitions.Settings;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWatchTest {

  private static final long MEGABYTE = 1_000_000;

  @TempDir Path folder;

  private void file(String name, long bytes) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
      written.setLength(bytes);
    }
  }

  @Test
  void eventsAreRefusedFromTheBudgetOnAndTakenAgainSomewhatBelowIt() throws Exception {
    DiskWatch watch =
        new DiskWatch(folder, new Settings.Disk(Optional.of(100 * MEGABYTE), MEGABYTE));
    assertThat(watch.shortage()).isEmpty();
    assertThat(watch.isShort()).isFalse();

    file("log/a", 50 * MEGABYTE);
    file("lake/b/c", 40 * MEGABYTE);
    watch.measure();
    assertThat(watch.measured().usedBytes()).isEqualTo(90 * MEGABYTE);
    assertThat(watch.isShort()).isTrue();
    assertThat(watch.shortage()).isEmpty();

    file("log/d", 15 * MEGABYTE);
    watch.measure();
    assertThat(watch.shortage().map(Shortage::message))
        .contains("the data take up 105 MB of the 100 MB that they may have");

    file("log/d", 8 * MEGABYTE);
    watch.measure();
    assertThat(watch.shortage()).isPresent();

    file("log/d", 4 * MEGABYTE);
    watch.measure();
    assertThat(watch.shortage()).isEmpty();
  }

  @Test
  void eventsAreRefusedWhileTheDiskHasLessThanIsToStayFree() throws Exception {
    DiskWatch watch =
        new DiskWatch(folder, new Settings.Disk(Optional.empty(), Long.MAX_VALUE / 4));
    assertThat(watch.shortage().map(Shortage::message).orElseThrow())
        .startsWith("the disk has only ")
        .endsWith(" MB are to stay free");
    assertThat(watch.isShort()).isTrue();
  }
}
