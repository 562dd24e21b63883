package io.thalweg.process.duckdb.feed;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.batch.EventBatchBuilder;
import io.thalweg.process.duckdb.batch.RecordDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer that stands somewhere in a topic and makes batches from there on.
 *
 * <p>For one thread at a time; only {@link #wakeup} may be called by others.
 */
final class LogCursor implements AutoCloseable {

  /**
   * Records that are decoded right after they were fetched, while they lie in the processor's
   * cache: that is quicker than to let other threads decode more at a time, measured.
   */
  private static final int DECODED_AT_ONCE = 500;

  /** While the log is known to hold more than these, a batch waits for them. */
  private static final long WORTH_WAITING_FOR = 2_000;

  private static final Duration LONG_POLL = Duration.ofSeconds(10);
  private static final Duration SHORT_POLL = Duration.ofMillis(20);

  private final Log log;
  private final Stream stream;
  private final EventQuality quality;
  private final FeedSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final RecordDecoder[] decoders;
  private Offsets position;

  LogCursor(Log log, Stream stream, EventQuality quality, FeedSettings settings) {
    this.log = log;
    this.stream = stream;
    this.quality = quality;
    this.settings = settings;
    this.partitions =
        IntStream.range(0, stream.partitions())
            .mapToObj(partition -> new TopicPartition(stream.name(), partition))
            .toList();
    this.decoders = new RecordDecoder[partitions.size()];
    for (int i = 0; i < decoders.length; i++) {
      decoders[i] = new EventDecoder(stream)::decode;
    }
    this.consumer =
        log.consumer(
            Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                Math.min(DECODED_AT_ONCE, settings.batchRows()),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                4 << 20,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                16 << 20,
                ConsumerConfig.RECEIVE_BUFFER_CONFIG,
                1 << 20));
    consumer.assign(partitions);
  }

  /**
   * Waits until the log holds something behind a position and decodes it.
   *
   * @param from where the batch begins
   * @param clip where it ends at the latest, if anywhere; ahead of {@code from}
   * @throws TrimmedLogException when the log begins behind {@code from}
   * @throws org.apache.kafka.common.errors.WakeupException when {@link #wakeup} was called
   */
  EventBatch read(Offsets from, Optional<Offsets> clip) {
    seek(from, clip);
    EventBatchBuilder builder = new EventBatchBuilder(stream, quality, from, p -> decoders[p]);
    Gathering gathering = new Gathering();
    boolean isComplete;
    do {
      Duration patience = patience(from);
      ConsumerRecords<byte[], byte[]> records = poll(from, patience);
      for (TopicPartition partition : records.partitions()) {
        List<ConsumerRecord<byte[], byte[]>> of = records.records(partition);
        if (clip.isPresent()) {
          of = before(clip.get().get(partition.partition()), of);
        }
        gathering.add(of);
        builder.add(partition.partition(), of);
      }
      position = endOf(clip);
      isComplete =
          gathering.isFull()
              || clip.isPresent() && position.equals(clip.get())
              || patience.isZero() && records.isEmpty();
    } while (!isComplete);
    return builder.build(position);
  }

  /** Where the next batch begins if nobody asks for another place. */
  Offsets position() {
    return position;
  }

  void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
  }

  private void seek(Offsets from, Optional<Offsets> clip) {
    for (TopicPartition partition : partitions) {
      int p = partition.partition();
      if (position == null || position.get(p) != from.get(p) || !consumer.paused().isEmpty()) {
        consumer.seek(partition, from.get(p));
      }
    }
    consumer.resume(consumer.paused());
    clip.ifPresent(
        end ->
            consumer.pause(
                partitions.stream()
                    .filter(p -> from.get(p.partition()) >= end.get(p.partition()))
                    .toList()));
    position = from;
  }

  private ConsumerRecords<byte[], byte[]> poll(Offsets from, Duration timeout) {
    try {
      return consumer.poll(timeout);
    } catch (OffsetOutOfRangeException e) {
      throw new TrimmedLogException(stream.name(), from, log.beginnings(stream.name()));
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> before(
      long end, List<ConsumerRecord<byte[], byte[]>> records) {
    int keep = records.size();
    while (keep > 0 && records.get(keep - 1).offset() >= end) {
      keep--;
    }
    return records.subList(0, keep);
  }

  /** The position after a poll; partitions that have reached the clip are paused. */
  private Offsets endOf(Optional<Offsets> clip) {
    long[] end = new long[partitions.size()];
    List<TopicPartition> reached = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      int p = partition.partition();
      end[p] = consumer.position(partition);
      if (clip.isPresent() && end[p] >= clip.get().get(p)) {
        end[p] = clip.get().get(p);
        reached.add(partition);
      }
    }
    consumer.pause(reached);
    return Offsets.of(end);
  }

  /** What has been fetched already is taken without waiting, down to the last record. */
  private Duration patience(Offsets from) {
    if (position.equals(from)) {
      return LONG_POLL;
    }
    return remaining() < WORTH_WAITING_FOR ? Duration.ZERO : SHORT_POLL;
  }

  /** Records that the log is known to hold behind the position. */
  private long remaining() {
    return partitions.stream()
        .filter(partition -> !consumer.paused().contains(partition))
        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
        .sum();
  }

  /** What a batch has gathered so far. */
  private final class Gathering {
    private long rows;
    private long bytes;
    private long sinceNanos;

    void add(List<ConsumerRecord<byte[], byte[]>> records) {
      if (rows == 0) {
        sinceNanos = System.nanoTime();
      }
      rows += records.size();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        bytes += Math.max(0, record.serializedValueSize());
      }
    }

    boolean isFull() {
      return rows >= settings.batchRows()
          || bytes >= settings.batchBytes()
          || rows > 0 && System.nanoTime() - sinceNanos > settings.gatherTime().toNanos();
    }
  }
}
