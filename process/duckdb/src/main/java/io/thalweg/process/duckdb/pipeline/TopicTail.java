package io.thalweg.process.duckdb.pipeline;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Stream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Reads back from the ends of a topic's partitions what a pipeline wrote last. */
final class TopicTail {

  private static final long FIRST_STEP = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TopicTail() {}

  /**
   * For each partition the highest number of a pipeline's sequence, 0 where it wrote nothing that
   * is still there.
   *
   * @throws LogException when the log does not answer in time
   */
  static long[] highestSequences(Log log, Stream topic, String pipeline) {
    Offsets beginnings = log.beginnings(topic.name());
    Offsets ends = log.ends(topic.name());
    long[] highest = new long[topic.partitions()];
    try (Consumer<byte[], byte[]> consumer = log.consumer(Map.of())) {
      for (int p = 0; p < highest.length; p++) {
        TopicPartition partition = new TopicPartition(topic.name(), p);
        consumer.assign(List.of(partition));
        long to = ends.get(p);
        long step = FIRST_STEP;
        while (highest[p] == 0 && to > beginnings.get(p)) {
          long from = Math.max(beginnings.get(p), to - step);
          highest[p] = highestBetween(consumer, partition, from, to, pipeline);
          to = from;
          step *= 8;
        }
      }
    }
    return highest;
  }

  private static long highestBetween(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long from,
      long to,
      String pipeline) {
    long highest = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    consumer.seek(partition, from);
    while (consumer.position(partition) < to) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
        if (record.offset() < to) {
          highest = Math.max(highest, sequence(record, pipeline));
        }
      }
      if (System.nanoTime() > deadline) {
        throw new LogException("the log does not give the end of " + partition);
      }
    }
    return highest;
  }

  private static long sequence(ConsumerRecord<byte[], byte[]> record, String pipeline) {
    Header writer = record.headers().lastHeader(TopicPublisher.PIPELINE_HEADER);
    Header sequence = record.headers().lastHeader(TopicPublisher.SEQUENCE_HEADER);
    if (writer == null || sequence == null || !pipeline.equals(text(writer))) {
      return 0;
    }
    try {
      return Long.parseLong(text(sequence));
    } catch (NumberFormatException e) {
      // Somebody else's record.
      return 0;
    }
  }

  private static String text(Header header) {
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
