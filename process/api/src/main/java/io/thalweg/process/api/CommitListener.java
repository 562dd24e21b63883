package io.thalweg.process.api;

import java.time.Duration;

/**
 * Hears of every transaction that a pipeline has committed. Called on the pipelines' threads:
 * returns at once and throws nothing.
 */
@FunctionalInterface
public interface CommitListener {

  /** Does nothing. */
  CommitListener NONE = (pipeline, batch, commit) -> {};

  /**
   * A transaction is committed.
   *
   * @param batch from its beginning until it was committed
   * @param commit the last part of that, in which the database made it last
   */
  void committed(String pipeline, Duration batch, Duration commit);
}
