package io.thalweg.process.duckdb.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.process.api.LakeUpkeep.Column;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRewriterTest {

  private static final List<Column> COLUMNS =
      List.of(
          new Column(1, "n", Primitive.LONG),
          new Column(2, "text", Primitive.STRING),
          new Column(7, "younger", Primitive.DOUBLE));

  @TempDir Path folder;

  /** Rows by their hash, so in no order; without the youngest column. */
  private Path write(Statement statement, String name, long from, long to) throws SQLException {
    Path file = folder.resolve(name);
    statement.execute(
        "COPY (SELECT i AS n, md5(i::VARCHAR) || md5((i + 1)::VARCHAR) AS text FROM range(%d, %d) t(i)"
                .formatted(from, to)
            + " ORDER BY hash(i)) TO '%s' (FORMAT parquet, FIELD_IDS {n: 1, text: 2})"
                .formatted(file));
    return file;
  }

  @Test
  void itSortsMoreThanItsMemoryHoldsAndLeavesNothingBehind() throws Exception {
    Path spill = folder.resolve("spill");
    Path whole = folder.resolve("whole.parquet");
    List<Path> files = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 3; i++) {
        files.add(write(statement, i + ".parquet", i * 400_000L, (i + 1) * 400_000L));
      }
      long written;
      try (FileRewriter rewriter = new FileRewriter(folder, spill, 64 << 20)) {
        assertThat(rewriter.count(files, COLUMNS, "n < 10")).isEqualTo(10);
        written = rewriter.write(files, COLUMNS, "n >= 200000", List.of("n"), whole);
      }
      assertThat(written).isEqualTo(1_000_000);
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT count(*), count(DISTINCT n), min(n), count(younger),"
                  + " count(*) FILTER (n < before) FROM (SELECT *, lag(n) OVER () AS before FROM"
                  + " read_parquet('%s'))".formatted(whole))) {
        rows.next();
        assertThat(List.of(rows.getLong(1), rows.getLong(2), rows.getLong(3)))
            .containsExactly(1_000_000L, 1_000_000L, 200_000L);
        assertThat(rows.getLong(4)).isZero();
        assertThat(rows.getLong(5)).isZero();
      }
    }
    try (Stream<Path> left = Files.list(spill)) {
      assertThat(left).isEmpty();
    }
  }
}
