package io.thalweg.store.lake;

import io.thalweg.buffer.FaultPoint;
import io.thalweg.buffer.Offsets;
import io.thalweg.process.api.LakeException;
import io.thalweg.process.api.LakeTable;
import io.thalweg.store.lake.internal.Durable;
import io.thalweg.store.lake.internal.FileIndex;
import io.thalweg.store.lake.internal.Leases;
import io.thalweg.store.lake.internal.LocalFileIO;
import io.thalweg.store.lake.internal.ParquetMetrics;
import io.thalweg.store.lake.internal.Pruning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.expressions.InclusiveMetricsEvaluator;
import org.apache.iceberg.types.Types;

/**
 * A stream's table. The offsets stand in the summary of each snapshot and in a property of the
 * table, both written by the commit that adds the files; a table whose two differ was turned back
 * or changed from outside, and is refused.
 */
final class IcebergTable implements LakeTable {

  /** The name of the property and of the summary's entry that hold the archived position. */
  static final String OFFSETS = "thalweg.offsets";

  /** Old snapshots are of no use to the platform and make each commit write more. */
  private static final int SNAPSHOTS_KEPT = 20;

  private static final int COMMITS_BETWEEN_EXPIRIES = 20;

  private final String stream;
  private final Path dataFolder;
  private final Leases leases = new Leases();
  private final FileIndex index = new FileIndex();

  /** For appends. Guarded by this. */
  private final Table writer;

  /** For everything that reads. Guarded by {@link #index}. */
  private final Table reader;

  private int commitsSinceExpiry;

  IcebergTable(String stream, Table writer, Table reader) {
    this.stream = stream;
    this.writer = writer;
    this.reader = reader;
    this.dataFolder = LocalFileIO.path(writer.location()).resolve("data");
    Durable.createFolder(dataFolder);
  }

  @Override
  public Map<String, Integer> fieldIds() {
    return reading(
        table ->
            table.schema().columns().stream()
                .collect(Collectors.toMap(Types.NestedField::name, Types.NestedField::fieldId)));
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
      if (++commitsSinceExpiry >= COMMITS_BETWEEN_EXPIRIES) {
        commitsSinceExpiry = 0;
        expireSnapshots();
      }
    } catch (LakeException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new LakeException(
          "stream \"%s\" could not be archived: %s".formatted(stream, e.getMessage()), e);
    }
  }

  private List<DataFile> describe(List<Path> files) {
    List<DataFile> described = new ArrayList<>();
    for (Path file : files) {
      Durable.syncFile(file);
      described.add(ParquetMetrics.describe(file.toAbsolutePath(), writer.schema()));
    }
    Durable.syncFolder(dataFolder);
    return described;
  }

  private void commit(List<DataFile> files, Offsets upTo) {
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

  /** Forgets old snapshots that nobody reads, and deletes the metadata that only they need. */
  private void expireSnapshots() {
    synchronized (index) { // a reader may be about to open what this deletes
      long newestToGo = leases.oldestMillis().orElse(Long.MAX_VALUE);
      writer
          .expireSnapshots()
          .expireOlderThan(Math.min(newestToGo, System.currentTimeMillis()))
          .retainLast(SNAPSHOTS_KEPT)
          .commit();
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
    private final long timestampMillis;
    private final AtomicBoolean closed = new AtomicBoolean();

    LeasedSnapshot(List<Path> files, Offsets archived, long timestampMillis) {
      this.files = files;
      this.archived = archived;
      this.timestampMillis = timestampMillis;
      leases.take(timestampMillis);
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
      if (closed.compareAndSet(false, true)) {
        leases.release(timestampMillis);
      }
    }
  }
}
