package io.thalweg.process.duckdb.engine;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.pipeline.TestJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic of changes as its readers do. */
final class Changelog {

  private Changelog() {}

  /** All its records, a partition after the other: key and value, {@code null} for none. */
  static List<String[]> records(Log log, String topic) {
    Offsets ends = log.ends(topic);
    List<String[]> records = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = log.consumer(Map.of())) {
      for (int p = 0; p < ends.partitions(); p++) {
        TopicPartition partition = new TopicPartition(topic, p);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        while (consumer.position(partition) < ends.get(p)) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            records.add(new String[] {text(record.key()), text(record.value())});
          }
        }
      }
    }
    return records;
  }

  /** The values of now: of each key the last one. */
  static List<String> rows(Log log, Stream topic) {
    Map<String, String> rows = new LinkedHashMap<>();
    for (String[] record : records(log, topic.name())) {
      if (record[1] == null) {
        rows.remove(record[0]);
      } else {
        rows.put(record[0], record[1]);
      }
    }
    return List.copyOf(rows.values());
  }

  /** The SELECT that gives a table's rows as the topic has them. */
  static String select(Stream topic, String table) {
    return IntStream.range(0, topic.fields().size())
        .mapToObj(i -> "\"%s\"".formatted(topic.fields().get(i).name()))
        .collect(
            Collectors.joining(
                ", ", "SELECT " + json(topic) + " FROM (SELECT ", " FROM " + table + ")"));
  }

  private static String json(Stream topic) {
    return TestJson.object(topic.fields());
  }

  private static String text(byte[] utf8) {
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
  }
}
