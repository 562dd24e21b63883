package io.thalweg.process.api;

import io.thalweg.definitions.DataType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What keeps a {@link LakeTable} small and quick: its files put together, and what nobody needs any
 * more taken away. Nothing of it moves the archived position or takes a file from an open snapshot.
 *
 * <p>One thread at a time calls it, beside the one that appends and those that read.
 */
public interface LakeUpkeep {

  /** All columns of the table, also those that the stream has no longer. */
  List<Column> columns();

  /**
   * The files of the newest snapshot.
   *
   * @param measured the column whose bounds are wanted: a timestamp
   */
  List<DataFile> dataFiles(Optional<String> measured);

  /**
   * Puts files in the place of others, in one commit.
   *
   * @param old files of the newest snapshot, at least one
   * @param written to paths of {@link LakeTable#newDataFile}; none when the old ones simply go
   * @throws LakeException when the commit failed, or an old file is not the table's any more
   */
  void replace(List<Path> old, List<Path> written);

  /**
   * Forgets snapshots that are older, are not the newest and are not open, and deletes the files
   * that only they have.
   */
  Removed expireSnapshots(Duration age);

  /**
   * Deletes files in the table's folders that no snapshot names, such as those of a crash.
   *
   * @param age since the file was last written; longer than any file waits for its commit
   */
  Removed removeOrphans(Duration age);

  /** How much there is to look after. */
  Extent extent();

  /**
   * A column with the id that it carries in the files.
   *
   * @param ids of what lies inside of it, as {@link LakeTable#fieldIds} has them
   */
  record Column(int id, String name, DataType type, Map<String, Integer> ids) {
    public Column {
      ids = Map.copyOf(ids);
    }

    /** A column with nothing inside. */
    public Column(int id, String name, DataType type) {
      this(id, name, type, Map.of());
    }
  }

  /**
   * A data file.
   *
   * @param least no measured value is below it, in microseconds; empty where nothing is known
   * @param greatest no measured value is above it, in microseconds; empty where nothing is known or
   *     a row has none
   */
  record DataFile(
      Path path, long bytes, long rows, Optional<Long> least, Optional<Long> greatest) {}

  /** What was taken away. */
  record Removed(long files, long bytes) {
    public static final Removed NOTHING = new Removed(0, 0);
  }

  /**
   * The size of a table.
   *
   * @param dataFiles of the newest snapshot
   * @param dataBytes of these
   * @param snapshots that are kept
   */
  record Extent(long dataFiles, long dataBytes, long snapshots) {}
}
