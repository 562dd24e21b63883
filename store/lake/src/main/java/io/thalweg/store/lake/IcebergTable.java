package io.thalweg.store.lake;

import io.thalweg.buffer.FaultPoint;
import io.thalweg.buffer.Offsets;
import io.thalweg.process.api.LakeException;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.LakeUpkeep;
import io.thalweg.store.lake.internal.Bounds;
import io.thalweg.store.lake.internal.Durable;
import io.thalweg.store.lake.internal.Expiry;
import io.thalweg.store.lake.internal.FileIndex;
import io.thalweg.store.lake.internal.Leases;
import io.thalweg.store.lake.internal.LocalFileIO;
import io.thalweg.store.lake.internal.Orphans;
import io.thalweg.store.lake.internal.ParquetMetrics;
import io.thalweg.store.lake.internal.Pruning;
import io.thalweg.store.lake.internal.Replacement;
import io.thalweg.store.lake.internal.Schemas;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.expressions.InclusiveMetricsEvaluator;

/**
 * A stream's table. The offsets stand in the summary of each snapshot and in a property of the
 * table, both written by the commit that adds the files; a table whose two differ was turned back
 * or changed from outside, and is refused.
 */
final class IcebergTable implements LakeTable, LakeUpkeep {

  /** The name of the property and of the summary's entry that hold the archived position. */
  static final String OFFSETS = "thalweg.offsets";

  private final String stream;
  private final Path dataFolder;
  private final Leases leases = new Leases();
  private final FileIndex index = new FileIndex();

  /** For appends. Guarded by this. */
  private final Table writer;

  /** For everything that reads. Guarded by {@link #index}. */
  private final Table reader;

  IcebergTable(String stream, Table writer, Table reader) {
    this.stream = stream;
    this.writer = writer;
    this.reader = reader;
    this.dataFolder = LocalFileIO.path(writer.location()).resolve("data");
    Durable.createFolder(dataFolder);
  }

  @Override
  public Map<String, Integer> fieldIds() {
    return reading(table -> Schemas.fieldIds(table.schema()));
  }

  @Override
  public Path newDataFile() {
    return dataFolder.resolve(UUID.randomUUID() + ".parquet");
  }

  @Override
  public Offsets archived() {
    return reading(this::offsets);
  }

  @Override
  public synchronized void append(List<Path> files, Offsets upTo) {
    try {
      writer.refresh();
      Offsets before = offsets(writer);
      if (!before.isAtMost(upTo)) {
        throw new LakeException(
            "stream \"%s\" is archived up to %s, so it cannot be archived up to %s"
                .formatted(stream, before, upTo));
      }
      if (before.equals(upTo)) {
        // Either nothing is to be done, or a commit that looked failed had come through.
        checkAppended(files, upTo);
        return;
      }
      commit(describe(files), upTo);
    } catch (LakeException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new LakeException(
          "stream \"%s\" could not be archived: %s".formatted(stream, e.getMessage()), e);
    }
  }

  private List<org.apache.iceberg.DataFile> describe(List<Path> files) {
    List<org.apache.iceberg.DataFile> described = new ArrayList<>();
    for (Path file : files) {
      Durable.syncFile(file);
      described.add(ParquetMetrics.describe(file.toAbsolutePath(), writer.schema()));
    }
    Durable.syncFolder(dataFolder);
    return described;
  }

  private void commit(List<org.apache.iceberg.DataFile> files, Offsets upTo) {
    Transaction transaction = writer.newTransaction();
    // Without files too: every snapshot says up to where it holds the log.
    AppendFiles append = transaction.newAppend().set(OFFSETS, upTo.toString());
    files.forEach(append::appendFile);
    append.commit();
    transaction.updateProperties().set(OFFSETS, upTo.toString()).commit();
    FaultPoint.BEFORE_LAKE_COMMIT.reached();
    transaction.commitTransaction();
    FaultPoint.AFTER_LAKE_COMMIT.reached();
  }

  private void checkAppended(List<Path> files, Offsets upTo) {
    if (files.isEmpty()) {
      return;
    }
    Set<String> added = new HashSet<>();
    if (writer.currentSnapshot() != null) {
      writer
          .currentSnapshot()
          .addedDataFiles(writer.io())
          .forEach(file -> added.add(file.location()));
    }
    for (Path file : files) {
      if (!added.contains(file.toAbsolutePath().toString())) {
        throw new LakeException(
            "stream \"%s\" is archived up to %s already, without data file %s"
                .formatted(stream, upTo, file));
      }
    }
  }

  @Override
  public Offsets firstNeeded() {
    return reading(table -> leases.firstNeeded(offsets(table)));
  }

  @Override
  public List<Column> columns() {
    return reading(table -> Schemas.columns(table.schema()));
  }

  @Override
  public List<DataFile> dataFiles(Optional<String> measured) {
    return reading(table -> Bounds.of(index.files(table), table.schema(), measured));
  }

  @Override
  public synchronized void replace(List<Path> old, List<Path> written) {
    upkeep(
        () -> {
          List<org.apache.iceberg.DataFile> gone = reading(table -> index.find(table, old));
          Replacement.commit(writer, gone, describe(written), OFFSETS, offsets(writer).toString());
          return null;
        });
  }

  @Override
  public synchronized Removed expireSnapshots(Duration age) {
    return upkeep(
        () -> {
          List<String> useless;
          // A reader must not choose a snapshot while it is decided which ones go.
          synchronized (index) {
            long before = System.currentTimeMillis() - age.toMillis();
            useless = Expiry.commit(writer, Math.min(before, leases.oldestMillis().orElse(before)));
          }
          return Expiry.delete(useless);
        });
  }

  @Override
  public synchronized Removed removeOrphans(Duration age) {
    return upkeep(() -> Orphans.remove(writer, age));
  }

  @Override
  public Extent extent() {
    return reading(
        table -> {
          List<org.apache.iceberg.DataFile> files = index.files(table);
          long bytes = files.stream().mapToLong(org.apache.iceberg.DataFile::fileSizeInBytes).sum();
          return new Extent(files.size(), bytes, count(table.snapshots()));
        });
  }

  /** Work on the newest metadata; the caller holds this. */
  private <T> T upkeep(Supplier<T> step) {
    try {
      writer.refresh();
      return step.get();
    } catch (LakeException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new LakeException(
          "the archive of stream \"%s\" could not be looked after: %s"
              .formatted(stream, e.getMessage()),
          e);
    }
  }

  @Override
  public Snapshot snapshot(List<Range> ranges) {
    return reading(
        table -> {
          var evaluator =
              new InclusiveMetricsEvaluator(table.schema(), Pruning.of(ranges, table.schema()));
          List<Path> files =
              index.files(table).stream()
                  .filter(evaluator::eval)
                  .map(file -> LocalFileIO.path(file.location()))
                  .toList();
          long time =
              table.currentSnapshot() == null ? 0 : table.currentSnapshot().timestampMillis();
          return new LeasedSnapshot(files, offsets(table), time);
        });
  }

  private static long count(Iterable<?> items) {
    return StreamSupport.stream(items.spliterator(), false).count();
  }

  /** Reads from the newest metadata. */
  private <T> T reading(Function<Table, T> step) {
    synchronized (index) {
      try {
        reader.refresh();
        return step.apply(reader);
      } catch (LakeException e) {
        throw e;
      } catch (RuntimeException e) {
        throw new LakeException(
            "the archive of stream \"%s\" could not be read: %s".formatted(stream, e.getMessage()),
            e);
      }
    }
  }

  private Offsets offsets(Table table) {
    String property = table.properties().get(OFFSETS);
    if (property == null) {
      throw new LakeException(
          "the archive of stream \"%s\" has lost its property %s: restore it"
              .formatted(stream, OFFSETS));
    }
    String summary = newestSummary(table);
    if (summary != null && !summary.equals(property)) {
      throw new LakeException(
          ("the archive of stream \"%s\" says that it is archived up to %s, but its files reach to"
                  + " %s: it was turned back from outside. Turn it forward again, or set its"
                  + " property %s to the files' position while the log still has what follows.")
              .formatted(stream, property, summary, OFFSETS));
    }
    return Offsets.parse(property);
  }

  /** What the newest snapshot with an entry says; a rewrite by another engine makes none. */
  private static String newestSummary(Table table) {
    org.apache.iceberg.Snapshot snapshot = table.currentSnapshot();
    while (snapshot != null) {
      String offsets = snapshot.summary().get(OFFSETS);
      if (offsets != null) {
        return offsets;
      }
      snapshot = snapshot.parentId() == null ? null : table.snapshot(snapshot.parentId());
    }
    return null;
  }

  private final class LeasedSnapshot implements Snapshot {
    private final List<Path> files;
    private final Offsets archived;
    private final Leases.Lease lease;

    LeasedSnapshot(List<Path> files, Offsets archived, long timestampMillis) {
      this.files = files;
      this.archived = archived;
      this.lease = leases.take(timestampMillis, archived);
    }

    @Override
    public List<Path> files() {
      return files;
    }

    @Override
    public Offsets archived() {
      return archived;
    }

    @Override
    public void close() {
      leases.release(lease);
    }
  }
}
