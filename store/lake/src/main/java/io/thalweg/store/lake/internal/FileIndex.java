package io.thalweg.store.lake.internal;

import io.thalweg.process.api.LakeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The data files of a table's newest snapshot with their metrics, kept in memory: an append is
 * followed by reading its one new manifest instead of all. For one thread at a time.
 */
public final class FileIndex {

  private long snapshotId = -1;
  private List<DataFile> files = List.of();

  /**
   * The files of the table's current snapshot, as the table was last refreshed; unmodifiable.
   *
   * @throws LakeException when the table holds row-level deletes, which another engine wrote
   */
  public List<DataFile> files(Table table) {
    Snapshot current = table.currentSnapshot();
    if (current == null) {
      return List.of();
    }
    if (current.snapshotId() == snapshotId) {
      return files;
    }
    boolean extended =
        current.parentId() != null
            && current.parentId() == snapshotId
            && DataOperations.APPEND.equals(current.operation());
    List<DataFile> listed = extended ? extend(current, table) : plan(table);
    files = List.copyOf(listed);
    snapshotId = current.snapshotId();
    return files;
  }

  /**
   * Files of the current snapshot by their paths.
   *
   * @throws LakeException when one of them is not there
   */
  public List<DataFile> find(Table table, List<Path> paths) {
    Map<Path, DataFile> byPath = new HashMap<>();
    files(table).forEach(file -> byPath.put(LocalFileIO.path(file.location()), file));
    List<DataFile> found = new ArrayList<>();
    for (Path path : paths) {
      DataFile file = byPath.get(path.toAbsolutePath());
      if (file == null) {
        throw new LakeException("table %s has no data file %s".formatted(table.name(), path));
      }
      found.add(file);
    }
    return found;
  }

  private List<DataFile> extend(Snapshot appended, Table table) {
    List<DataFile> all = new ArrayList<>(files);
    for (DataFile file : appended.addedDataFiles(table.io())) {
      all.add(file.copy());
    }
    return all;
  }

  private List<DataFile> plan(Table table) {
    List<DataFile> all = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().includeColumnStats().planFiles()) {
      for (FileScanTask task : tasks) {
        if (!task.deletes().isEmpty()) {
          throw new LakeException(
              ("table %s holds row-level deletes of another engine, which are not supported:"
                      + " rewrite its data files without them")
                  .formatted(table.name()));
        }
        all.add(task.file().copy());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the files of table " + table.name() + " not listed", e);
    }
    return all;
  }
}
