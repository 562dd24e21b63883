package io.thalweg.process.duckdb.database;

import io.thalweg.process.api.TableChanges.Listening;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells those who listen that a pipeline has put rows out. Safe for use by many threads. */
public final class Commits {

  private final Map<String, Set<Runnable>> listeners = new ConcurrentHashMap<>();

  /** Listens to a pipeline. */
  public Listening listen(String pipeline, Runnable listener) {
    // Its own object, so that the same one can listen twice.
    Runnable own = listener::run;
    Set<Runnable> all = listeners.computeIfAbsent(pipeline, name -> ConcurrentHashMap.newKeySet());
    all.add(own);
    return () -> all.remove(own);
  }

  /** A transaction with rows of a pipeline is committed. */
  public void happened(String pipeline) {
    listeners.getOrDefault(pipeline, Set.of()).forEach(Runnable::run);
  }
}
