package io.thalweg.process.duckdb.upkeep;

import io.thalweg.process.api.LakeUpkeep.DataFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which files are put together: some of about one size and from about one time. A row is rewritten
 * once for each size that its file grows through, so that the work grows with the logarithm, and of
 * each size only a few files are left over.
 */
final class Compactions {

  /** Below it, sizes make no difference: opening a file costs more than reading it. */
  private static final long SMALLEST_BYTES = 64 << 10;

  /** At a time, however small: each one is opened. */
  private static final int MOST_FILES = 256;

  private final long fileBytes;
  private final int filesAtOnce;

  /**
   * @param fileBytes of a file that is large enough; no group is larger, unless by its last file
   * @param filesAtOnce in a group at least
   */
  Compactions(long fileBytes, int filesAtOnce) {
    this.fileBytes = fileBytes;
    this.filesAtOnce = filesAtOnce;
  }

  /** The files to put together next, in the order of their times; empty when all is well. */
  List<DataFile> next(List<DataFile> files) {
    Map<Integer, List<DataFile>> bySize = new TreeMap<>();
    files.stream()
        .filter(file -> file.bytes() < fileBytes * 3 / 4)
        .sorted(Comparator.comparing((DataFile file) -> file.least().orElse(Long.MIN_VALUE)))
        .forEach(file -> bySize.computeIfAbsent(sizeOf(file), s -> new ArrayList<>()).add(file));
    for (List<DataFile> alike : bySize.values()) {
      if (alike.size() >= filesAtOnce) {
        return take(alike);
      }
    }
    return List.of();
  }

  private List<DataFile> take(List<DataFile> alike) {
    List<DataFile> taken = new ArrayList<>();
    long bytes = 0;
    for (DataFile file : alike) {
      if (taken.size() >= MOST_FILES || taken.size() > 1 && bytes + file.bytes() > fileBytes) {
        break;
      }
      taken.add(file);
      bytes += file.bytes();
    }
    return taken;
  }

  private int sizeOf(DataFile file) {
    int size = 0;
    for (long bytes = SMALLEST_BYTES; bytes < file.bytes(); bytes *= filesAtOnce) {
      size++;
    }
    return size;
  }
}
