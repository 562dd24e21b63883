package io.thalweg.testing.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform itself, killed a few times; more often with {@code -Dthalweg.crash.kills=200}. */
class CrashTest {

  private static final int KILLS = Integer.getInteger("thalweg.crash.kills", 8);
  private static final long SEED = Long.getLong("thalweg.crash.seed", System.nanoTime() & 0xFFFF);

  @TempDir Path folder;

  @Test
  void nothingIsLostOrDoubledHoweverThePlatformDies() throws Exception {
    CrashRun.Outcome outcome = new CrashRun(folder, System.out).run(KILLS, SEED);
    Summary.print(outcome, SEED, System.out);

    assertThat(outcome.findings()).as("seed %d", SEED).isEmpty();
    assertThat(outcome.lives()).hasSize(KILLS);
    assertThat(outcome.events()).isPositive();
  }
}
