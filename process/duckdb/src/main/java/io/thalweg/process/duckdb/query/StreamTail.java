package io.thalweg.process.duckdb.query;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.batch.BatchSource;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.batch.EventBatchBuilder;
import io.thalweg.process.duckdb.batch.RecordDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of a topic from a position to what was its end when this was made. Made and closed by
 * the thread of a query; passes over it are made by threads of DuckDB, and {@link #cancel} may be
 * called by any.
 */
final class StreamTail implements BatchSource, AutoCloseable {

  /** Records of a batch, exceeded by one fetch at most. */
  private static final int BATCH_ROWS = 20_000;

  /** Bytes of a batch's records in the log, exceeded by one fetch at most. */
  private static final long BATCH_BYTES = 16L << 20;

  private static final Duration POLL = Duration.ofMillis(50);

  /** How long the log may give nothing although it holds records. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Stream stream;
  private final EventQuality quality;
  private final TailConsumers consumers;
  private final List<Consumer<byte[], byte[]>> borrowed = new ArrayList<>();
  private final Optional<Log.Hold> hold;
  private final Offsets from;
  private final Offsets to;
  private volatile boolean cancelled;
  private boolean broken;
  private LogException failure;
  private boolean firstPass = true;

  /**
   * Asks the log for its end.
   *
   * @param quality what must hold for the events
   * @param from where the tail begins; empty for the beginning of the topic
   * @param upTo where it ends, if that is before the log's end
   * @throws LogException when the log does not answer
   */
  StreamTail(
      Stream stream,
      EventQuality quality,
      Optional<Offsets> from,
      Optional<Offsets> upTo,
      TailConsumers consumers) {
    this.stream = stream;
    this.quality = quality;
    this.consumers = consumers;
    this.hold = from.isPresent() ? Optional.empty() : Optional.of(consumers.hold(stream));
    this.from = from.or(() -> hold.map(Log.Hold::from)).orElseThrow();
    try {
      Consumer<byte[], byte[]> consumer = borrow();
      Offsets end = offsets(consumer.endOffsets(consumer.assignment()));
      this.to = upTo.map(end::least).orElse(end);
    } catch (RuntimeException e) {
      broken = true;
      close();
      throw unanswered(e);
    }
  }

  private Offsets offsets(Map<TopicPartition, Long> byPartition) {
    long[] next = new long[stream.partitions()];
    byPartition.forEach((partition, offset) -> next[partition.partition()] = offset);
    return Offsets.of(next);
  }

  private synchronized Consumer<byte[], byte[]> borrow() {
    Consumer<byte[], byte[]> consumer = consumers.borrow(stream);
    borrowed.add(consumer);
    return consumer;
  }

  private LogException unanswered(RuntimeException cause) {
    return new LogException(
        "the tail of stream \"%s\" could not be read: %s"
            .formatted(stream.name(), cause.getMessage()),
        cause);
  }

  /** Roughly how many rows it has. */
  long records() {
    return from.until(to);
  }

  Stream stream() {
    return stream;
  }

  @Override
  public synchronized Batches open() {
    // The first pass takes the consumer that asked for the end.
    Consumer<byte[], byte[]> consumer = firstPass ? borrowed.get(0) : borrow();
    firstPass = false;
    return new Pass(consumer)::next;
  }

  /** Ends every pass; those who read get an exception. */
  void cancel() {
    cancelled = true;
  }

  /** Nobody may read any more. */
  @Override
  public synchronized void close() {
    for (Consumer<byte[], byte[]> consumer : borrowed) {
      if (broken) {
        TailConsumers.discard(consumer);
      } else {
        consumers.giveBack(stream, consumer);
      }
    }
    borrowed.clear();
    hold.ifPresent(Log.Hold::close);
  }

  /** Why a pass failed: DuckDB, through which the exception goes, keeps only its text. */
  synchronized Optional<LogException> failure() {
    return Optional.ofNullable(failure);
  }

  private synchronized LogException failed(LogException e) {
    broken = true;
    failure = e;
    return e;
  }

  private final class Pass {
    private final Consumer<byte[], byte[]> consumer;
    private final RecordDecoder decoder = new EventDecoder(stream)::decode;
    private boolean begun;
    private Offsets position = from;

    Pass(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    EventBatch next() {
      if (to.isAtMost(position)) {
        return null;
      }
      try {
        if (!begun) {
          seek();
        }
        return read();
      } catch (OffsetOutOfRangeException e) {
        throw failed(
            new LogException(
                ("topic \"%s\" has lost its records from %s on: they were deleted while they were"
                        + " read, or before they were archived")
                    .formatted(stream.name(), position),
                e));
      } catch (org.apache.kafka.common.KafkaException e) {
        throw failed(unanswered(e));
      } catch (LogException e) {
        throw failed(e);
      }
    }

    private void seek() {
      begun = true;
      for (TopicPartition partition : consumer.assignment()) {
        int p = partition.partition();
        // also where nothing is read, for a consumer does not poll without all of its positions
        consumer.seek(partition, from.get(p));
        if (from.get(p) >= to.get(p)) {
          consumer.pause(List.of(partition));
        }
      }
    }

    private EventBatch read() {
      EventBatchBuilder builder = new EventBatchBuilder(stream, quality, position, p -> decoder);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      int rows = 0;
      long bytes = 0;
      while (rows < BATCH_ROWS && bytes < BATCH_BYTES && !to.isAtMost(position)) {
        if (cancelled) {
          throw new CancellationException("the query is cancelled");
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (TopicPartition partition : records.partitions()) {
          int p = partition.partition();
          List<ConsumerRecord<byte[], byte[]>> wanted =
              before(to.get(p), records.records(partition));
          builder.add(p, wanted);
          rows += wanted.size();
          for (ConsumerRecord<byte[], byte[]> record : wanted) {
            bytes += Math.max(0, record.serializedValueSize());
          }
        }
        Offsets before = position;
        advance();
        if (!position.equals(before)) {
          deadline = System.nanoTime() + PATIENCE.toNanos();
        } else if (System.nanoTime() > deadline) {
          throw new LogException(
              "topic \"%s\" gave nothing from %s on for %d s"
                  .formatted(stream.name(), position, PATIENCE.toSeconds()));
        }
      }
      return builder.build(position);
    }

    /** Takes the consumer's position; partitions that are read to their end are paused. */
    private void advance() {
      for (TopicPartition partition : consumer.assignment()) {
        int p = partition.partition();
        if (position.get(p) < to.get(p)) {
          // It may have fetched beyond the end, and it steps over records that are no rows.
          position = position.with(p, Math.min(consumer.position(partition), to.get(p)));
          if (position.get(p) == to.get(p)) {
            consumer.pause(List.of(partition));
          }
        }
      }
    }

    private List<ConsumerRecord<byte[], byte[]>> before(
        long end, List<ConsumerRecord<byte[], byte[]>> records) {
      int keep = records.size();
      while (keep > 0 && records.get(keep - 1).offset() >= end) {
        keep--;
      }
      return records.subList(0, keep);
    }
  }
}
