package io.thalweg.process.duckdb.feed;

import java.time.Duration;

/**
 * Bounds of a feed. A batch ends where one of its bounds is reached, or where the log ends.
 *
 * @param batchRows records of a batch, exceeded by one fetch at most
 * @param batchBytes bytes of a batch's values in the log, exceeded by one fetch at most
 * @param gatherTime how long records are gathered while the log is known to hold many more
 * @param readAhead batches that are decoded before anybody has asked for them; more of them while
 *     they are no more together than one batch may be; 0 for none
 * @param cacheBytes bytes of decoded batches that are kept for slower readers
 */
public record FeedSettings(
    int batchRows, long batchBytes, Duration gatherTime, int readAhead, long cacheBytes) {

  public static final FeedSettings DEFAULT =
      new FeedSettings(200_000, 64L << 20, Duration.ofMillis(200), 2, 128L << 20);

  public FeedSettings {
    if (batchRows < 1 || batchBytes < 1 || readAhead < 0 || cacheBytes < 0) {
      throw new IllegalArgumentException("a feed's bounds are positive");
    }
  }
}
