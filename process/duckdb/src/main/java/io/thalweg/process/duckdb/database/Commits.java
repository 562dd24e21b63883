package io.thalweg.process.duckdb.database;

import io.thalweg.process.api.CommitListener;
import io.thalweg.process.api.TableChanges.Listening;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells those who listen what pipelines have committed. Safe for use by many threads. */
public final class Commits {

  private final Map<String, Set<Runnable>> listeners = new ConcurrentHashMap<>();
  private volatile CommitListener all = CommitListener.NONE;

  /** Listens to a pipeline. */
  public Listening listen(String pipeline, Runnable listener) {
    // Its own object, so that the same one can listen twice.
    Runnable own = listener::run;
    Set<Runnable> all = listeners.computeIfAbsent(pipeline, name -> ConcurrentHashMap.newKeySet());
    all.add(own);
    return () -> all.remove(own);
  }

  /** Has one listener hear of all transactions from now on. */
  public void time(CommitListener listener) {
    all = listener;
  }

  /** A transaction of a pipeline is committed, with rows or without. */
  public void committed(String pipeline, long batchNanos, long commitNanos) {
    all.committed(pipeline, Duration.ofNanos(batchNanos), Duration.ofNanos(commitNanos));
  }

  /** A transaction with rows of a pipeline is committed. */
  public void happened(String pipeline) {
    listeners.getOrDefault(pipeline, Set.of()).forEach(Runnable::run);
  }
}
