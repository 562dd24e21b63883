package io.thalweg.process.duckdb.upkeep;

import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.LakeUpkeep;
import io.thalweg.process.api.LakeUpkeep.Column;
import io.thalweg.process.api.LakeUpkeep.DataFile;
import io.thalweg.process.api.LakeUpkeep.Removed;
import io.thalweg.process.duckdb.database.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps that look after one stream's archive. For one thread. */
final class StreamUpkeep {

  /** So much of a disk stays free, whatever could be put together. */
  private static final long SPARE_BYTES = 256L << 20;

  private final Stream stream;
  private final LakeTable table;
  private final LakeUpkeep upkeep;
  private final UpkeepSettings settings;
  private final Compactions compactions;
  private final Optional<Duration> retention;
  private final Path spill;
  private long nextRareNanos = System.nanoTime();
  private long nextOrphansNanos = System.nanoTime();

  /**
   * @param table that is a {@link LakeUpkeep} too
   * @param spill a folder of this one's own
   */
  StreamUpkeep(Stream stream, LakeTable table, UpkeepSettings settings, Path spill) {
    this.stream = stream;
    this.table = table;
    this.upkeep = (LakeUpkeep) table;
    this.settings = settings;
    this.compactions = new Compactions(settings.fileBytes(), settings.filesAtOnce());
    this.retention =
        stream.eventTime().isPresent()
            ? stream.retention().or(settings::retention)
            : Optional.empty();
    this.spill = spill;
  }

  /**
   * Puts some small files together, without the rows that are too old.
   *
   * @return what was replaced; nothing when there is nothing to do
   */
  Removed compact() throws SQLException {
    List<DataFile> files = compactions.next(files());
    return files.isEmpty() || !fits(files) ? Removed.NOTHING : rewrite(files);
  }

  /** Removes rows that are too old: files of nothing else, and rarely, half of a file or more. */
  Removed removeExpired() throws SQLException {
    Removed dropped = dropExpired();
    if (!dropped.equals(Removed.NOTHING) || System.nanoTime() - nextRareNanos < 0) {
      return dropped;
    }
    Removed rewritten = rewriteExpired();
    if (rewritten.equals(Removed.NOTHING)) {
      nextRareNanos = rareNanos();
    }
    return rewritten;
  }

  private long rareNanos() {
    return System.nanoTime() + settings.rarely().toNanos();
  }

  private Removed dropExpired() {
    Optional<Long> oldest = oldestMicros();
    if (oldest.isEmpty()) {
      return Removed.NOTHING;
    }
    List<DataFile> expired =
        files().stream()
            .filter(file -> file.greatest().filter(g -> g < oldest.get()).isPresent())
            .toList();
    if (!expired.isEmpty()) {
      upkeep.replace(paths(expired), List.of());
    }
    return sum(expired);
  }

  /** Rewrites a file of which half the rows or more are too old, if there is one. */
  private Removed rewriteExpired() throws SQLException {
    Optional<Long> oldest = oldestMicros();
    if (oldest.isEmpty()) {
      return Removed.NOTHING;
    }
    try (FileRewriter rewriter = rewriter()) {
      for (DataFile file : files()) {
        if (file.least().filter(least -> least < oldest.get()).isPresent() && fits(List.of(file))) {
          long kept = rewriter.count(paths(List.of(file)), upkeep.columns(), young());
          if (kept <= file.rows() / 2) {
            return rewrite(List.of(file));
          }
        }
      }
    }
    return Removed.NOTHING;
  }

  Removed expireSnapshots() {
    boolean isShort = settings.log().diskIsShort().getAsBoolean();
    return upkeep.expireSnapshots(isShort ? Duration.ZERO : settings.snapshotAge());
  }

  /** Looks for them rarely: all of the table's metadata are read. */
  Removed removeOrphans() {
    if (System.nanoTime() - nextOrphansNanos < 0) {
      return Removed.NOTHING;
    }
    nextOrphansNanos = rareNanos();
    return upkeep.removeOrphans(settings.orphanAge());
  }

  private List<DataFile> files() {
    return upkeep.dataFiles(stream.eventTime().map(EventTime::field));
  }

  private Removed rewrite(List<DataFile> files) throws SQLException {
    List<Column> columns = upkeep.columns();
    Path whole = table.newDataFile();
    long written;
    try (FileRewriter rewriter = rewriter()) {
      written = rewriter.write(paths(files), columns, young(), order(columns), whole);
    } catch (SQLException e) {
      delete(whole);
      throw e;
    }
    long before = files.stream().mapToLong(DataFile::rows).sum();
    if (written != before && oldestMicros().isEmpty() || written > before) {
      delete(whole);
      throw new IllegalStateException(
          "%d rows of stream \"%s\" became %d when files were put together; they stay as they are"
              .formatted(before, stream.name(), written));
    }
    if (written == 0) {
      delete(whole);
    }
    upkeep.replace(paths(files), written == 0 ? List.of() : List.of(whole));
    return sum(files);
  }

  private FileRewriter rewriter() throws SQLException {
    return new FileRewriter(table.newDataFile().getParent(), spill, settings.memoryBytes());
  }

  /**
   * By time, which most queries choose by, then by key and place, so that it is always the same.
   */
  private List<String> order(List<Column> columns) {
    List<String> order = new ArrayList<>();
    stream.eventTime().map(EventTime::field).ifPresent(order::add);
    stream.key().ifPresent(order::add);
    order.add(LakeTable.PARTITION_COLUMN);
    order.add(LakeTable.OFFSET_COLUMN);
    return order;
  }

  private Optional<Long> oldestMicros() {
    return retention.map(
        age -> ChronoUnit.MICROS.between(Instant.EPOCH, settings.clock().instant().minus(age)));
  }

  /** The condition of rows that are not too old. */
  private String young() {
    return oldestMicros()
        .map(
            oldest ->
                // nobody knows how old a row without a processing time is
                "(%1$s >= %2$s OR %1$s IS NULL)"
                    .formatted(
                        Sql.name(stream.eventTime().orElseThrow().field()), Sql.timestamp(oldest)))
        .orElse("TRUE");
  }

  /** Whether the disk holds the files twice, and what sorting them spills. */
  private boolean fits(List<DataFile> files) {
    try {
      long free = Files.getFileStore(table.newDataFile().getParent()).getUsableSpace();
      return free > SPARE_BYTES + 4 * sum(files).bytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the lake's folder cannot be looked at", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("file " + file + " could not be deleted", e);
    }
  }

  private static List<Path> paths(List<DataFile> files) {
    return files.stream().map(DataFile::path).toList();
  }

  private static Removed sum(List<DataFile> files) {
    return new Removed(files.size(), files.stream().mapToLong(DataFile::bytes).sum());
  }
}
