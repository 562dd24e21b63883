package io.thalweg.connect.http.events;

import io.thalweg.buffer.FaultPoint;
import io.thalweg.buffer.Log;
import io.thalweg.connect.http.Arrivals;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;

/**
 * Appends events to the log through one producer that all requests share, so that requests which
 * come together are synced together. Safe for use by many threads.
 */
final class EventAppender implements AutoCloseable {

  /** How long the log may take to answer before its answer is given up. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long one event may wait for room before the log counts as busy. */
  private static final Duration ROOM_PATIENCE = Duration.ofMillis(500);

  private static final long BUFFER_BYTES = 48L * 1024 * 1024;
  private static final int BATCH_BYTES = 128 * 1024;

  private final Producer<byte[], byte[]> producer;

  EventAppender(Log log) {
    this(log, BUFFER_BYTES);
  }

  /**
   * @param bufferBytes of events that are not answered yet, with their frames
   */
  EventAppender(Log log, long bufferBytes) {
    producer =
        log.producer(
            Map.of(
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                bufferBytes,
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                ROOM_PATIENCE.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis() / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis()));
  }

  /** A request's events on their way. */
  Appending begin() {
    return new Appending();
  }

  /**
   * What is known of the events of a request.
   *
   * @param sent events that were handed to the log, the first ones of the request
   * @param confirmed those of them that the log has answered
   * @param failure why not all are confirmed, or null
   */
  record Outcome(int sent, int confirmed, Exception failure) {}

  /** One request's events; for one thread. */
  final class Appending {

    private final Thread owner = Thread.currentThread();
    private final Semaphore answers = new Semaphore(0);
    private final Map<String, Arrived> arrived = new HashMap<>();
    private Arrived latest;
    private volatile Exception failure;
    private boolean turnedAway;
    private int sent;

    /**
     * Hands an event to the log.
     *
     * @param key or null
     * @return whether the log has it now; after a false the rest is not to be tried
     */
    boolean append(String topic, byte[] key, byte[] value) {
      return append(new ProducerRecord<>(topic, key, value));
    }

    /** As {@link #append(String, byte[], byte[])}, with a header. */
    boolean append(String topic, byte[] key, byte[] value, Header header) {
      return append(new ProducerRecord<>(topic, null, key, value, List.of(header)));
    }

    private boolean append(ProducerRecord<byte[], byte[]> event) {
      if (failure != null) {
        return false;
      }
      try {
        producer.send(event, to(event.topic()));
      } catch (KafkaException | IllegalStateException e) {
        failure = e;
        turnedAway = true;
      }
      if (turnedAway) {
        return false;
      }
      sent++;
      return true;
    }

    private Arrived to(String topic) {
      if (latest == null || !latest.topic.equals(topic)) {
        latest = arrived.computeIfAbsent(topic, Arrived::new);
      }
      return latest;
    }

    /** What the log has confirmed of a topic; its thread counts, any may read. */
    private final class Arrived implements Callback {
      private final String topic;
      private final AtomicInteger events = new AtomicInteger();
      private final AtomicLong bytes = new AtomicLong();

      Arrived(String topic) {
        this.topic = topic;
      }

      @Override
      public void onCompletion(RecordMetadata metadata, Exception problem) {
        if (problem == null) {
          bytes.getAndAdd(metadata.serializedValueSize());
          events.getAndIncrement();
        }
        answered(problem);
      }
    }

    private void answered(Exception problem) {
      if (problem != null && Thread.currentThread() == owner) {
        // For want of room it was not taken in: it never reaches the log.
        turnedAway = true;
        failure = problem;
        return;
      }
      if (problem != null && failure == null) {
        failure = problem;
      }
      answers.release();
    }

    /** Waits until the log has answered for every event, or has had its time. */
    Outcome await() {
      try {
        if (!answers.tryAcquire(sent, PATIENCE.toMillis() + 1_000, TimeUnit.MILLISECONDS)
            && failure == null) {
          failure = new TimeoutException("no answer within " + PATIENCE);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure = e;
      }
      if (sent > 0 && failure == null) {
        FaultPoint.AFTER_LOG_ACKNOWLEDGEMENT.reached();
      }
      return new Outcome(sent, confirmed(), failure);
    }

    private int confirmed() {
      return arrived.values().stream().mapToInt(topic -> topic.events.get()).sum();
    }

    /** Tells what the log has confirmed, by topic. */
    void tell(Arrivals arrivals) {
      for (Arrived topic : arrived.values()) {
        int events = topic.events.get();
        if (events > 0) {
          arrivals.events(topic.topic, events, topic.bytes.get());
        }
      }
    }
  }

  @Override
  public void close() {
    producer.close(PATIENCE);
  }
}
