package io.thalweg.process.duckdb.batch;

import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Stream;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Decodes the records of a range of a topic into a batch. For one thread. */
public final class EventBatchBuilder {

  private final Stream stream;
  private final EventQuality quality;
  private final Offsets from;
  private final IntFunction<RecordDecoder> decoders;
  private final SliceBuilder[] slices;

  /**
   * @param quality what must hold for the events; others are rejected
   * @param from where the range begins
   * @param decoders gives the decoder of the stream's events to use for a partition
   */
  public EventBatchBuilder(
      Stream stream, EventQuality quality, Offsets from, IntFunction<RecordDecoder> decoders) {
    this.stream = stream;
    this.quality = quality;
    this.from = from;
    this.decoders = decoders;
    this.slices = new SliceBuilder[from.partitions()];
  }

  /** Adds what a consumer gave. */
  public void add(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      add(partition.partition(), records.records(partition));
    }
  }

  /** Adds records of one partition in the order of their offsets. */
  public void add(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
    SliceBuilder slice = slices[partition];
    if (slice == null) {
      slice =
          new SliceBuilder(
              stream,
              quality,
              partition,
              from.get(partition),
              decoders.apply(partition),
              records.size());
      slices[partition] = slice;
    }
    for (ConsumerRecord<byte[], byte[]> record : records) {
      slice.add(record);
    }
  }

  /**
   * @param to where the range ends; every record before it has been added
   */
  public EventBatch build(Offsets to) {
    return new EventBatch(
        stream,
        from,
        to,
        IntStream.range(0, slices.length)
            .filter(partition -> slices[partition] != null)
            .mapToObj(partition -> slices[partition].build(to.get(partition)))
            .toList());
  }
}
