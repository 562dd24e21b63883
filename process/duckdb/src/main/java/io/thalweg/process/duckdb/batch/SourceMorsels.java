package io.thalweg.process.duckdb.batch;

import java.util.ArrayDeque;

/** The morsels of batches that are made while they are read. */
final class SourceMorsels implements Morsels {

  private final BatchSource.Batches batches;
  private final Lateness lateness;
  private final ArrayDeque<Morsel> ready = new ArrayDeque<>();

  SourceMorsels(BatchSource source, Lateness lateness) {
    this.batches = source.open();
    this.lateness = lateness;
  }

  /** One makes the next batch while the other works on the last one. */
  @Override
  public int threads() {
    return 2;
  }

  @Override
  public synchronized Morsel next() throws Exception {
    while (ready.isEmpty()) {
      EventBatch batch = batches.next();
      if (batch == null) {
        return null;
      }
      Morsel.cut(batch, lateness, ready);
    }
    return ready.poll();
  }
}
