package io.thalweg.process.api;

import io.thalweg.buffer.Offsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A stream's archive: Parquet files that a catalog lists, with the offsets up to which they hold
 * the log. Beside the stream's fields each row has {@code _partition} (int) and {@code _offset}
 * (long).
 *
 * <p>One thread appends; any number take snapshots.
 */
public interface LakeTable {

  /** The name of the column that holds a row's partition in the log. */
  String PARTITION_COLUMN = "_partition";

  /** The name of the column that holds a row's offset in the log. */
  String OFFSET_COLUMN = "_offset";

  /**
   * The id that a file's column must carry, for each column by name. What lies inside of one is
   * named by its path: {@code position.lat}, {@code readings.element}.
   */
  Map<String, Integer> fieldIds();

  /** A path that no file has yet, to write a data file to, in Parquet; its folder exists. */
  Path newDataFile();

  /** The position up to which the log is archived. */
  Offsets archived();

  /**
   * The position that no reader of the table needs the log before: the archived one, or that of the
   * oldest snapshot that is open.
   */
  default Offsets firstNeeded() {
    return archived();
  }

  /**
   * Adds files and moves the archived position, in one commit. Files that were never appended, such
   * as those of a crash, are ignored by every reader.
   *
   * @param files written to paths of {@link #newDataFile}; may be empty when a range held no rows
   * @param upTo not behind {@link #archived}
   * @throws LakeException when the commit failed; it may be tried again with the same arguments
   */
  void append(List<Path> files, Offsets upTo);

  /**
   * The table as it is now. Its files stay until it is closed.
   *
   * @param ranges only rows within all of these are wanted; files that hold none may be left out
   */
  Snapshot snapshot(List<Range> ranges);

  /**
   * A condition on a column that helps to leave files out.
   *
   * @param column a field of the stream
   * @param from the least value wanted, inclusive, or null; a Boolean, Long (of a timestamp its
   *     microseconds, of a date its days), Double, BigDecimal or String
   * @param to the greatest value wanted, inclusive, or null
   */
  record Range(String column, Object from, Object to) {}

  /** Files that do not change, and the position of the log that they reach to. */
  interface Snapshot extends AutoCloseable {

    /** Absolute paths of Parquet files; may be empty. */
    List<Path> files();

    /** The log's records before this position are in the files, the others are not. */
    Offsets archived();

    @Override
    void close();
  }
}
