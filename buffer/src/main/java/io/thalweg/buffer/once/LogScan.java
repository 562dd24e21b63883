package io.thalweg.buffer.once;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.buffer.quality.EventRow;
import io.thalweg.buffer.quality.EventValues;
import io.thalweg.definitions.Stream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads a part of a partition for the ids of its events. For one thread. */
final class LogScan {

  private static final Duration POLL = Duration.ofMillis(100);

  /** How long the log may give nothing although it holds records. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Log log;
  private final Stream stream;
  private final EventQuality quality;
  private final EventRow row;
  private final EventDecoder decoder;
  private final BooleanSupplier stopped;

  /**
   * @param quality what makes an event good
   * @param looksAt the fields that are wanted, and those that the quality looks at
   * @param stopped whether to give up
   */
  LogScan(
      Log log, Stream stream, EventQuality quality, EventQuality looksAt, BooleanSupplier stopped) {
    this.log = log;
    this.stream = stream;
    this.quality = quality;
    this.row = new EventRow(stream.fields().size(), looksAt, new Nobody());
    this.decoder = new EventDecoder(stream);
    this.stopped = stopped;
  }

  /** Hears of the good events. */
  interface Visitor {
    void event(long offset, long timestampMillis, EventValues event);
  }

  /**
   * Reads {@code [from, to)} of a partition, as far as the log still has it.
   *
   * @throws LogException when the log does not answer, or this is to give up
   */
  void read(int partition, long from, long to, Visitor visitor) {
    if (from >= to) {
      return;
    }
    TopicPartition of = new TopicPartition(stream.name(), partition);
    EventQuality.Judge judge = quality.judgeFrom(partition, from);
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            2_000);
    try (Consumer<byte[], byte[]> consumer = log.consumer(settings)) {
      consumer.assign(List.of(of));
      consumer.seek(of, from);
      long position = from;
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (position < to) {
        if (stopped.getAsBoolean()) {
          throw new LogException("stream \"%s\" is not read any more".formatted(stream.name()));
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(of)) {
          if (record.offset() < to) {
            read(record, judge, visitor);
          }
        }
        long now = consumer.position(of);
        if (now != position) {
          position = now;
          deadline = System.nanoTime() + PATIENCE.toNanos();
        } else if (System.nanoTime() > deadline) {
          throw new LogException(
              "%s gave nothing from offset %d on for %d s"
                  .formatted(of, position, PATIENCE.toSeconds()));
        }
      }
    }
  }

  private void read(
      ConsumerRecord<byte[], byte[]> record, EventQuality.Judge judge, Visitor visitor) {
    byte[] value = record.value();
    if (value == null) {
      return;
    }
    row.reset();
    if (decoder.decode(value, 0, value.length, row).isEmpty()
        && judge.judge(row, record.offset(), record.timestamp()).isGood()) {
      visitor.event(record.offset(), record.timestamp(), row);
    }
  }
}
