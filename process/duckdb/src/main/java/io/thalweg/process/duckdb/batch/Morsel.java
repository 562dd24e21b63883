package io.thalweg.process.duckdb.batch;

import java.util.Collection;

/** A part of one slice that one call of the table function writes. */
record Morsel(PartitionSlice slice, Lateness lateness, int from, int count) {

  /** Rows of one call: what DuckDB's vectors hold. */
  static final int ROWS = 2048;

  /** Cuts a batch. */
  static void cut(EventBatch batch, Lateness lateness, Collection<? super Morsel> out) {
    for (PartitionSlice slice : batch.slices()) {
      for (int from = 0; from < slice.rows(); from += ROWS) {
        out.add(new Morsel(slice, lateness, from, Math.min(ROWS, slice.rows() - from)));
      }
    }
  }
}
