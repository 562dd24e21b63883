package io.thalweg.process.duckdb.batch;

/** Batches of one range of a topic that can be made any number of times. Safe for many threads. */
@FunctionalInterface
public interface BatchSource {

  /** Begins at the start of the range, independently of all others that read. */
  Batches open();

  /** One pass over the batches. For one thread at a time. */
  @FunctionalInterface
  interface Batches {

    /**
     * The next batch; null behind the last one, and again when asked again. It may wait for the
     * log.
     *
     * @throws Exception to end the query that reads, with its message
     */
    EventBatch next() throws Exception;
  }
}
