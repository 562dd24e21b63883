package io.thalweg.process.duckdb.query;

import io.thalweg.buffer.Log;
import io.thalweg.definitions.Stream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * Consumers that stand ready, because making one and letting it find its topic takes longer than
 * most tails take to read. Safe for use by many threads; a consumer belongs to one at a time.
 */
final class TailConsumers implements AutoCloseable {

  /** Idle consumers of one topic that are kept. */
  private static final int KEPT_PER_TOPIC = 2;

  /** Idle consumers that are kept in all. */
  private static final int KEPT = 32;

  private final Log log;
  private final Map<String, Deque<Consumer<byte[], byte[]>>> idle = new HashMap<>();
  private int count;
  private boolean closed;

  TailConsumers(Log log) {
    this.log = log;
  }

  /** A consumer that all partitions of the stream's topic are assigned to, none of them paused. */
  Consumer<byte[], byte[]> borrow(Stream stream) {
    synchronized (this) {
      Deque<Consumer<byte[], byte[]>> ready = idle.get(stream.name());
      if (ready != null && !ready.isEmpty()) {
        count--;
        return ready.pop();
      }
    }
    Consumer<byte[], byte[]> consumer =
        log.consumer(
            Map.of(
                // The answer to a fetch at the log's end is waited for by the next user.
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4_000,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 2 << 20,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000));
    consumer.assign(
        IntStream.range(0, stream.partitions())
            .mapToObj(partition -> new TopicPartition(stream.name(), partition))
            .toList());
    return consumer;
  }

  /** Keeps what a topic holds from being trimmed while it is read from its first record on. */
  Log.Hold hold(Stream stream) {
    return log.hold(stream.name());
  }

  /** Gives a consumer back that works. */
  void giveBack(Stream stream, Consumer<byte[], byte[]> consumer) {
    synchronized (this) {
      Deque<Consumer<byte[], byte[]>> ready =
          idle.computeIfAbsent(stream.name(), topic -> new ArrayDeque<>());
      if (!closed && count < KEPT && ready.size() < KEPT_PER_TOPIC) {
        consumer.resume(consumer.paused());
        ready.push(consumer);
        count++;
        return;
      }
    }
    discard(consumer);
  }

  /** Closes a consumer that is of no use any more. */
  static void discard(Consumer<byte[], byte[]> consumer) {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.values().forEach(ready -> ready.forEach(TailConsumers::discard));
    idle.clear();
    count = 0;
  }
}
