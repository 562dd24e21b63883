package io.thalweg.store.lake.internal;

import io.thalweg.buffer.FaultPoint;
import io.thalweg.process.api.LakeUpkeep.Removed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Forgets snapshots and deletes what only they had. */
public final class Expiry {

  private Expiry() {}

  /**
   * Forgets a table's snapshots from before an instant; the newest stays in any case.
   *
   * @return locations of the files that nothing names any more, which are still there
   */
  public static List<String> commit(Table table, long beforeMillis) {
    Snapshot current = table.currentSnapshot();
    boolean any =
        StreamSupport.stream(table.snapshots().spliterator(), false)
            .filter(snapshot -> snapshot.snapshotId() != current.snapshotId())
            .anyMatch(snapshot -> snapshot.timestampMillis() < beforeMillis);
    if (!any) {
      return List.of();
    }
    List<String> useless = new CopyOnWriteArrayList<>();
    table
        .expireSnapshots()
        .expireOlderThan(beforeMillis)
        .retainLast(1)
        .deleteWith(useless::add)
        .commit();
    return useless;
  }

  /** Deletes files; those that a crash leaves are orphans, to be found later. */
  public static Removed delete(Collection<String> locations) {
    long files = 0;
    long bytes = 0;
    for (String location : locations) {
      Path file = LocalFileIO.path(location);
      try {
        long size = Files.size(file);
        Files.delete(file);
        files++;
        bytes += size;
      } catch (NoSuchFileException e) {
        // It is gone already, which is what was wanted.
      } catch (IOException e) {
        throw new UncheckedIOException("file " + file + " could not be deleted", e);
      }
      FaultPoint.DURING_FILE_REMOVAL.reached();
    }
    return new Removed(files, bytes);
  }
}
