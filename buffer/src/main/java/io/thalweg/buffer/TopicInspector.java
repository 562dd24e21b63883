package io.thalweg.buffer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** Looks into the log, for people. Safe for use by many threads. */
public final class TopicInspector {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Log log;
  private final Admin admin;
  private final Answers answers;

  /** Waits for what the log answers. */
  interface Answers {
    <T> T await(String purpose, KafkaFuture<T> answer);
  }

  TopicInspector(Log log, Admin admin, Answers answers) {
    this.log = log;
    this.admin = admin;
    this.answers = answers;
  }

  /**
   * What topics take up on the disks of one copy each, in bytes; those that nobody knows of are not
   * in it.
   *
   * @throws LogException when the log does not answer
   */
  public Map<String, Long> bytes() {
    List<Integer> nodes =
        answers.await("name its nodes", admin.describeCluster().nodes()).stream()
            .map(Node::id)
            .toList();
    Map<TopicPartition, Long> partitions = new HashMap<>();
    answers
        .await("say how large it is", admin.describeLogDirs(nodes).allDescriptions())
        .values()
        .stream()
        .flatMap(disks -> disks.values().stream())
        .map(LogDirDescription::replicaInfos)
        .forEach(
            replicas ->
                replicas.forEach(
                    (partition, replica) ->
                        partitions.merge(partition, replica.size(), Math::max)));
    return partitions.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                partition -> partition.getKey().topic(),
                Collectors.summingLong(Map.Entry::getValue)));
  }

  /**
   * What is there of topics, by their names. The log is asked twice, however many they are.
   *
   * @throws LogException when the log does not answer, or has not all of them
   */
  public Map<String, TopicSpan> spans(Collection<String> topics) {
    if (topics.isEmpty()) {
      return Map.of();
    }
    Map<String, Integer> partitions = new TreeMap<>();
    answers
        .await("describe its topics", admin.describeTopics(topics).allTopicNames())
        .forEach((topic, description) -> partitions.put(topic, description.partitions().size()));
    ListOffsetsResult first = admin.listOffsets(each(partitions, OffsetSpec.earliest()));
    ListOffsetsResult last = admin.listOffsets(each(partitions, OffsetSpec.latest()));
    var beginnings = answers.await("say where its topics begin", first.all());
    var ends = answers.await("say where its topics end", last.all());
    Map<String, TopicSpan> spans = new TreeMap<>();
    partitions.forEach(
        (topic, count) ->
            spans.put(topic, new TopicSpan(of(topic, count, beginnings), of(topic, count, ends))));
    return spans;
  }

  private static Map<TopicPartition, OffsetSpec> each(
      Map<String, Integer> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(
        (topic, count) -> {
          for (int p = 0; p < count; p++) {
            asked.put(new TopicPartition(topic, p), spec);
          }
        });
    return asked;
  }

  private static Offsets of(
      String topic, int partitions, Map<TopicPartition, ListOffsetsResultInfo> found) {
    return Offsets.of(
        IntStream.range(0, partitions)
            .mapToLong(p -> found.get(new TopicPartition(topic, p)).offset())
            .toArray());
  }

  /**
   * How far each consumer group has read each topic, as far as groups leave their positions here.
   *
   * @throws LogException when the log does not answer
   */
  public List<GroupPosition> groups() {
    Collection<GroupListing> groups =
        answers.await(
            "name its consumer groups",
            admin.listGroups(ListGroupsOptions.forConsumerGroups()).valid());
    if (groups.isEmpty()) {
      return List.of();
    }
    ListConsumerGroupOffsetsSpec all = new ListConsumerGroupOffsetsSpec();
    Map<String, ListConsumerGroupOffsetsSpec> asked =
        groups.stream().collect(Collectors.toMap(GroupListing::groupId, group -> all, (a, b) -> a));
    List<GroupPosition> positions = new ArrayList<>();
    new TreeMap<>(
            answers.await(
                "say how far consumer groups are", admin.listConsumerGroupOffsets(asked).all()))
        .forEach((group, offsets) -> positions.addAll(positions(group, offsets)));
    return positions;
  }

  private static List<GroupPosition> positions(
      String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<String, Map<Integer, Long>> byTopic = new TreeMap<>();
    offsets.forEach(
        (partition, offset) -> {
          if (offset != null) {
            byTopic
                .computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                .put(partition.partition(), offset.offset());
          }
        });
    return byTopic.entrySet().stream()
        .map(topic -> new GroupPosition(group, topic.getKey(), topic.getValue()))
        .toList();
  }

  /**
   * Records of a partition in their order, as many as are there within some seconds.
   *
   * @param from the first one's offset, from the partition's beginning to its end
   * @param to the offset behind the last one at most
   * @param limit of records, positive
   * @param bytes of keys and values; the record that exceeds them is the last one
   * @throws LogException when the log does not answer, or {@code from} is not in it any more
   */
  public List<LogRecord> read(
      String topic, int partition, long from, long to, int limit, long bytes) {
    TopicPartition place = new TopicPartition(topic, partition);
    List<LogRecord> found = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long size = 0;
    try (Consumer<byte[], byte[]> consumer =
        log.consumer(Map.of("max.poll.records", Math.min(limit, 1_000)))) {
      consumer.assign(List.of(place));
      consumer.seek(place, from);
      while (consumer.position(place) < to && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
          if (next.offset() >= to || found.size() == limit || size >= bytes) {
            return found;
          }
          found.add(record(next));
          size += next.serializedKeySize() + next.serializedValueSize();
        }
        if (found.size() == limit || size >= bytes) {
          return found;
        }
      }
      return found;
    } catch (org.apache.kafka.common.KafkaException e) {
      throw new LogException(
          "topic \"%s\" cannot be read from offset %d of partition %d: %s"
              .formatted(topic, from, partition, e.getMessage()),
          e);
    }
  }

  private static LogRecord record(ConsumerRecord<byte[], byte[]> read) {
    return new LogRecord(
        read.offset(),
        read.timestamp(),
        read.key(),
        read.value(),
        StreamSupport.stream(read.headers().spliterator(), false)
            .map(header -> new LogRecord.Header(header.key(), header.value()))
            .toList());
  }
}
