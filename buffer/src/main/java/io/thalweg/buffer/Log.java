package io.thalweg.buffer;

import io.thalweg.definitions.Stream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * The log that everything is first appended to: Kafka, in this process or outside of it. What is
 * common to both stands here; records are read and written with Kafka's own clients.
 *
 * <p>Safe for use by many threads; the consumers it makes are not.
 */
public interface Log extends AutoCloseable {

  /**
   * Creates a topic where there is none.
   *
   * @throws LogException when the topic exists with another number of partitions, or the log cannot
   *     be reached
   */
  void ensureTopic(String topic, int partitions);

  /**
   * Creates a stream's topic where there is none. Where the stream goes by processing time, the log
   * from now on writes into each record when it got it, also in a topic that was there before and
   * on an outside cluster.
   *
   * @throws LogException as {@link #ensureTopic(String, int)}, or when an outside cluster does not
   *     let the setting be changed
   */
  void ensureTopic(Stream stream);

  /**
   * Creates a topic that keeps the last record of each key for good, where there is none. It is
   * never trimmed.
   *
   * @throws LogException as {@link #ensureTopic(String, int)}
   */
  void ensureCompactedTopic(String topic, int partitions);

  /** The offset of the first record that is still there, in each partition. */
  Offsets beginnings(String topic);

  /** The offset behind the last record, in each partition. */
  Offsets ends(String topic);

  /**
   * In each partition the offset of the first record that was appended at an instant or later; the
   * end where there is none.
   */
  Offsets at(String topic, Instant instant);

  /**
   * Forgets the records before a position for good, except those that a {@link #hold} still needs.
   * Their space on the disk is free again when all records of their segment are forgotten.
   *
   * @param before not behind the end
   * @return the position that was trimmed up to
   */
  Offsets trim(String topic, Offsets before);

  /**
   * Begins to read a topic from its first record on; what is read is not trimmed until the hold is
   * closed.
   */
  Hold hold(String topic);

  /** Whether the log runs in this process, so that nobody else decides what it keeps. */
  boolean isEmbedded();

  /** A reader's claim to a topic. */
  interface Hold extends AutoCloseable {

    /** Where to begin. */
    Offsets from();

    @Override
    void close();
  }

  /**
   * A new consumer without a group and without subscription: its user assigns partitions, seeks and
   * closes it. It reads committed records only.
   *
   * @param overrides settings of Kafka's consumer that differ from the platform's
   */
  Consumer<byte[], byte[]> consumer(Map<String, Object> overrides);

  /**
   * A new idempotent producer: records of one partition are appended in the order of their sending,
   * each once, as long as it lives; its success means what {@link
   * io.thalweg.definitions.Settings.Durability} says. Its user closes it.
   *
   * @param overrides settings of Kafka's producer that differ from the platform's
   */
  Producer<byte[], byte[]> producer(Map<String, Object> overrides);

  /** {@code host:port,…} for clients of this process. */
  String bootstrap();

  /** {@code host:port} for Kafka clients from outside; empty where none are let in. */
  Optional<String> outsideAddress();

  /** The SASL mechanisms by which they come in, the best first; none where none are let in. */
  List<String> outsideMechanisms();

  /** Looks into the log, for people. */
  TopicInspector inspector();

  @Override
  void close();
}
