package io.thalweg.store.lake.internal;

import io.thalweg.buffer.FaultPoint;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFiles;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;

/** The commit that puts data files in the place of others. */
public final class Replacement {

  private Replacement() {}

  /**
   * Commits it in one transaction.
   *
   * @param table that nobody else commits to meanwhile
   * @param entry of the new snapshot's summary and of the table's properties, which a snapshot does
   *     not inherit from the one before
   */
  public static void commit(
      Table table, List<DataFile> old, List<DataFile> written, String entry, String value) {
    Transaction transaction = table.newTransaction();
    if (written.isEmpty()) {
      DeleteFiles delete = transaction.newDelete().set(entry, value);
      old.forEach(delete::deleteFile);
      delete.commit();
    } else if (rows(old) == rows(written)) {
      RewriteFiles rewrite = transaction.newRewrite().set(entry, value);
      // Older snapshots may be forgotten; nobody else has committed since this one.
      rewrite
          .validateFromSnapshot(table.currentSnapshot().snapshotId())
          .rewriteFiles(Set.copyOf(old), Set.copyOf(written))
          .commit();
    } else {
      // The same rows without some: others must not take it for a mere rewrite.
      OverwriteFiles overwrite = transaction.newOverwrite().set(entry, value);
      old.forEach(overwrite::deleteFile);
      written.forEach(overwrite::addFile);
      overwrite.commit();
    }
    transaction.updateProperties().set(entry, value).commit();
    FaultPoint.BEFORE_COMPACTION_COMMIT.reached();
    transaction.commitTransaction();
    FaultPoint.AFTER_COMPACTION_COMMIT.reached();
  }

  private static long rows(List<DataFile> files) {
    return files.stream().mapToLong(DataFile::recordCount).sum();
  }
}
