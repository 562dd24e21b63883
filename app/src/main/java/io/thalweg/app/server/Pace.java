package io.thalweg.app.server;

import io.thalweg.process.duckdb.EngineSettings;
import io.thalweg.process.duckdb.archive.ArchiveSettings;
import io.thalweg.process.duckdb.upkeep.UpkeepSettings;
import java.time.Duration;

/**
 * How quickly the work in the background follows, for tests that cannot wait: with the system
 * property {@code thalweg.pace=50} all of its intervals and ages are a fiftieth.
 */
final class Pace {

  private static final int PACE = Integer.getInteger("thalweg.pace", 1);

  private Pace() {}

  static EngineSettings of(EngineSettings usual) {
    ArchiveSettings archive = usual.archive();
    UpkeepSettings upkeep = usual.upkeep();
    return new EngineSettings(
        usual.directory(),
        usual.lakeDirectories(),
        usual.memoryBytes(),
        usual.threads(),
        usual.feed(),
        new ArchiveSettings(archive.rows(), archive.bytes(), of(archive.time())),
        new UpkeepSettings(
            of(upkeep.interval()),
            of(upkeep.rarely()),
            upkeep.fileBytes(),
            upkeep.filesAtOnce(),
            of(upkeep.snapshotAge()),
            of(upkeep.orphanAge()),
            upkeep.memoryBytes(),
            upkeep.log(),
            upkeep.retention(),
            upkeep.clock()));
  }

  private static Duration of(Duration usual) {
    return usual.dividedBy(PACE);
  }
}
