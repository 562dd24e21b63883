package io.thalweg.store.lake;

import io.thalweg.buffer.Offsets;
import io.thalweg.process.api.Lake;
import io.thalweg.process.api.LakeTable;
import java.nio.file.Path;
import java.util.List;

/**
 * Appends to a lake until it is killed, and prints the position after each append. A program of its
 * own, for {@link KilledProcessTest}.
 */
final class LakeAppender {

  private static final int ROWS = 100;

  private LakeAppender() {}

  public static void main(String[] arguments) throws Exception {
    try (Lake lake = IcebergLake.open(Path.of(arguments[0]));
        DataFileWriter files = new DataFileWriter()) {
      LakeTable table = lake.table(TestStreams.numbers());
      while (true) {
        long from = table.archived().get(0);
        Path file = files.write(table, TestStreams.numbers(0, from, from + ROWS));
        table.append(List.of(file), Offsets.of(from + ROWS, 0));
        System.out.println(from + ROWS);
      }
    }
  }
}
