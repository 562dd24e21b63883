package io.thalweg.process.duckdb.query;

import io.thalweg.process.api.QueryException;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Hands rows from the thread that runs a query to the one that reads its result. It holds a few
 * chunks; who is too fast waits. Safe for use by many threads.
 */
final class RowBuffer {

  private static final int CHUNKS = 4;

  private final ArrayDeque<List<Object[]>> chunks = new ArrayDeque<>();
  private boolean complete;
  private QueryException failure;

  /**
   * Adds rows, waiting for room.
   *
   * @return false when nobody wants rows any more
   */
  synchronized boolean put(List<Object[]> rows) throws InterruptedException {
    while (chunks.size() >= CHUNKS && failure == null) {
      wait();
    }
    if (failure != null) {
      return false;
    }
    chunks.add(rows);
    notifyAll();
    return true;
  }

  /** No more rows come. */
  synchronized void complete() {
    complete = true;
    notifyAll();
  }

  /** Ends both sides; the first failure is the one that is told, and none after the end. */
  synchronized void fail(QueryException cause) {
    if (failure == null && !complete) {
      failure = cause;
      chunks.clear();
      notifyAll();
    }
  }

  /** Whether it has failed. */
  synchronized boolean hasFailed() {
    return failure != null;
  }

  /**
   * The next rows, waited for; null behind the last ones.
   *
   * @throws QueryException what {@link #fail} was told
   */
  synchronized List<Object[]> take() {
    try {
      while (chunks.isEmpty() && !complete && failure == null) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = new QueryException(QueryException.Kind.CANCELLED, "the query was interrupted");
    }
    if (failure != null) {
      throw failure;
    }
    List<Object[]> rows = chunks.poll();
    notifyAll();
    return rows;
  }
}
