package io.thalweg.process.duckdb.feed;

import io.thalweg.process.duckdb.batch.EventBatchBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes while the next records are fetched: each partition in order, different partitions side by
 * side. For one thread.
 */
final class ParallelDecoding {

  private final EventBatchBuilder builder;
  private final Executor executor;
  private final Map<Integer, CompletableFuture<Void>> chains = new HashMap<>();

  ParallelDecoding(EventBatchBuilder builder, Executor executor) {
    this.builder = builder;
    this.executor = executor;
  }

  void add(int partition, List<ConsumerRecord<byte[], byte[]>> records, boolean elsewhere) {
    CompletableFuture<Void> before = chains.get(partition);
    if (before == null && !elsewhere) {
      builder.add(partition, records);
    } else {
      chains.put(
          partition,
          (before == null ? CompletableFuture.<Void>completedFuture(null) : before)
              .thenRunAsync(() -> builder.add(partition, records), executor));
    }
  }

  /** Waits until everything is decoded. */
  void await() {
    try {
      for (CompletableFuture<Void> chain : chains.values()) {
        chain.join();
      }
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
