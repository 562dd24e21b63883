package io.thalweg.process.duckdb.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The morsels of a batch that is there. */
final class BatchMorsels implements Morsels {

  private final List<Morsel> morsels = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();

  BatchMorsels(EventBatch batch, Lateness lateness) {
    Morsel.cut(batch, lateness, morsels);
  }

  /**
   * As many as there are processors, also where one of them fetches and decodes the next batch: it
   * is done sooner with that, and then would have nothing to do. A thread that would get little
   * waits for the others at the cost of a whole processor.
   */
  @Override
  public int threads() {
    int most = Math.min(Runtime.getRuntime().availableProcessors(), 8);
    return Math.max(1, Math.min(morsels.size() / 8, most));
  }

  @Override
  public Morsel next() {
    int index = next.getAndIncrement();
    return index < morsels.size() ? morsels.get(index) : null;
  }
}
