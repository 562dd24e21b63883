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
   * One processor is left to whoever fetches and decodes the next batch meanwhile; a thread that
   * would get little waits for the others at the cost of a whole processor.
   */
  @Override
  public int threads() {
    int spare = Math.min(Runtime.getRuntime().availableProcessors() - 1, 8);
    return Math.max(1, Math.min(morsels.size() / 8, spare));
  }

  @Override
  public Morsel next() {
    int index = next.getAndIncrement();
    return index < morsels.size() ? morsels.get(index) : null;
  }
}
