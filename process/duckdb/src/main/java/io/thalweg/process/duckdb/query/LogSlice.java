package io.thalweg.process.duckdb.query;

import io.thalweg.buffer.Offsets;

/** Some of a topic's records, {@code [from, to)} in each partition. */
record LogSlice(Offsets from, Offsets to) {

  /** The last records of a topic, no more than so many in all; as many of each partition. */
  static LogSlice last(long records, Offsets beginnings, Offsets ends) {
    int partitions = ends.partitions();
    long share = Math.max(1, records / partitions);
    long[] from = new long[partitions];
    for (int p = 0; p < partitions; p++) {
      from[p] = Math.max(beginnings.get(p), ends.get(p) - share);
    }
    return new LogSlice(Offsets.of(from), ends);
  }
}
