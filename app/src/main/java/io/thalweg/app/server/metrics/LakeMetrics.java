package io.thalweg.app.server.metrics;

import io.thalweg.process.api.StreamEngine;
import io.thalweg.process.api.UpkeepStatus;
import java.util.Locale;

/** The archives, and what is done to keep them and the log small. */
final class LakeMetrics implements Measured {

  private final StreamEngine engine;

  LakeMetrics(StreamEngine engine) {
    this.engine = engine;
  }

  @Override
  public void addTo(Families families) {
    engine.upkeep().forEach(task -> add(families, task));
    engine
        .extents()
        .forEach(
            (stream, extent) -> {
              String[] name = {"stream", stream};
              families.gauge(
                  "thalweg_lake_files",
                  "Data files of the newest snapshot",
                  extent.dataFiles(),
                  name);
              families.gauge("thalweg_lake_bytes", "Bytes of these", extent.dataBytes(), name);
              families.gauge(
                  "thalweg_lake_snapshots", "Snapshots that are kept", extent.snapshots(), name);
            });
  }

  private static void add(Families families, UpkeepStatus status) {
    String[] of = {
      "task", status.task().name().toLowerCase(Locale.ROOT), "subject", status.subject()
    };
    families.counter("thalweg_upkeep_runs", "Runs that did something", status.runs(), of);
    families.counter(
        "thalweg_upkeep_removed",
        "Data files, of the log records, that were replaced or deleted",
        status.items(),
        of);
    families.counter(
        "thalweg_upkeep_removed_bytes", "Bytes of these, where known", status.bytes(), of);
    families.counter(
        "thalweg_upkeep_seconds", "Time it took in all", status.took().toNanos() / 1e9, of);
    families.gauge(
        "thalweg_upkeep_failures", "Failures in a row; 0 when all is well", status.failures(), of);
  }
}
