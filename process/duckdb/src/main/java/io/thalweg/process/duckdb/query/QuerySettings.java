package io.thalweg.process.duckdb.query;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What all queries together may use.
 *
 * @param lakeFolder the only folder that queries can read files of
 * @param spillFolder for what does not fit into memory; emptied at the start
 * @param memoryBytes of DuckDB, beside Java's heap
 * @param spillBytes of the spill folder
 * @param threads of DuckDB
 * @param concurrent queries that run at a time
 * @param admission how long a query waits for others to end before it is refused
 */
public record QuerySettings(
    Path lakeFolder,
    Path spillFolder,
    long memoryBytes,
    long spillBytes,
    int threads,
    int concurrent,
    Duration admission) {

  private static final long MEBIBYTE = 1L << 20;

  public QuerySettings {
    if (memoryBytes < 16 * MEBIBYTE || spillBytes < 0 || threads < 1 || concurrent < 1) {
      throw new IllegalArgumentException("queries need 16 MiB of memory, a thread and a place");
    }
  }

  /** Fit for a laptop: 512 MiB, 4 GiB of spill, all processors, eight at a time. */
  public static QuerySettings in(Path lakeFolder, Path spillFolder) {
    return new QuerySettings(
        lakeFolder,
        spillFolder,
        512 * MEBIBYTE,
        4096 * MEBIBYTE,
        Runtime.getRuntime().availableProcessors(),
        8,
        Duration.ofSeconds(2));
  }
}
