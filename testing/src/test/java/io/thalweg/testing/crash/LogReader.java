package io.thalweg.testing.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.testing.crash.Evidence.Group;
import io.thalweg.testing.crash.Evidence.Key;
import io.thalweg.testing.crash.Evidence.Logged;
import io.thalweg.testing.crash.Evidence.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the topics of a platform that has stopped, with Kafka's own client and without any of the
 * platform's decoding. For one thread.
 */
final class LogReader implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Log log;

  /**
   * @param folder the log's, in the platform's data folder
   */
  LogReader(Path folder) throws IOException {
    // What was trimmed is still in its segment, which is not full: without this file it is seen.
    Files.deleteIfExists(folder.resolve("kafka/log-start-offset-checkpoint"));
    this.log = KafkaLog.embedded(folder, Durability.PROCESS);
  }

  /** The events, those of a partition in the order of their offsets. */
  List<Logged> events() throws IOException {
    List<Logged> events = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records(CrashProject.STREAM)) {
      JsonNode event = JSON.readTree(record.value());
      events.add(
          new Logged(
              record.partition(),
              record.offset(),
              new Row(
                  event.path("id").asLong(),
                  event.path("attempt").asInt(),
                  event.path("amount").asLong()),
              event.path("time").asLong(),
              record.timestamp()));
    }
    return events;
  }

  /** The rows of the topic; what carries only a watermark has no value and is left out. */
  List<Group> groups() throws IOException {
    List<Group> groups = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records(CrashProject.TOPIC)) {
      if (record.value() != null) {
        JsonNode row = JSON.readTree(record.value());
        groups.add(
            new Group(
                new Key(
                    Instant.parse(row.path("opened").asText()).toEpochMilli(),
                    row.path("device").asText()),
                row.path("readings").asLong(),
                row.path("amount").asLong()));
      }
    }
    return groups;
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic) throws IOException {
    Offsets beginnings = log.beginnings(topic);
    if (!beginnings.equals(Offsets.zero(beginnings.partitions()))) {
      throw new IOException(
          "topic %s starts at %s: what the log has dropped cannot be compared"
              .formatted(topic, beginnings));
    }
    Offsets ends = log.ends(topic);
    List<TopicPartition> partitions =
        IntStream.range(0, ends.partitions()).mapToObj(p -> new TopicPartition(topic, p)).toList();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = log.consumer(Map.of())) {
      consumer.assign(partitions);
      partitions.forEach(partition -> consumer.seek(partition, 0));
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p.partition()))) {
        consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
    }
    return records;
  }

  @Override
  public void close() {
    log.close();
  }
}
