package io.thalweg.process.duckdb;

import io.thalweg.process.duckdb.archive.ArchiveSettings;
import io.thalweg.process.duckdb.feed.FeedSettings;
import io.thalweg.process.duckdb.upkeep.UpkeepSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the engine may use.
 *
 * @param directory of its database
 * @param lakeDirectories where it may write data files
 * @param memoryBytes for DuckDB, beside Java's heap
 * @param threads for DuckDB
 * @param feed bounds of batches
 * @param archive when batches go to the lake
 * @param upkeep how the lake and the log are kept small
 */
public record EngineSettings(
    Path directory,
    List<Path> lakeDirectories,
    long memoryBytes,
    int threads,
    FeedSettings feed,
    ArchiveSettings archive,
    UpkeepSettings upkeep) {

  public EngineSettings {
    lakeDirectories = List.copyOf(lakeDirectories);
  }

  /** All processors, and a GiB of memory. */
  public static EngineSettings of(Path directory, Path lakeDirectory) {
    return new EngineSettings(
        directory,
        List.of(lakeDirectory),
        1L << 30,
        Runtime.getRuntime().availableProcessors(),
        FeedSettings.DEFAULT,
        ArchiveSettings.DEFAULT,
        UpkeepSettings.DEFAULT);
  }

  /** The same with its upkeep changed. */
  public EngineSettings with(UnaryOperator<UpkeepSettings> change) {
    return new EngineSettings(
        directory, lakeDirectories, memoryBytes, threads, feed, archive, change.apply(upkeep));
  }
}
