package io.thalweg.process.duckdb.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.decode.Rejection;
import io.thalweg.buffer.table.RowDecoder;
import io.thalweg.definitions.Table;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What the topic of a table holds, compared with a definition of the table. */
final class TableTopic {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Table table;
  private final RowDecoder decoder;

  /** What is wrong with rows as they are now, by their keys. */
  private final Map<String, String> misfits = new LinkedHashMap<>();

  private boolean hasOtherKey;

  private TableTopic(Table table) {
    this.table = table;
    this.decoder = RowDecoder.ofStoredRows(table);
  }

  /** As {@link io.thalweg.process.api.table.ReferenceTables#contradiction}. */
  static Optional<String> contradiction(Table table, Log log) {
    Offsets end;
    try {
      end = log.ends(table.topic());
    } catch (LogException noTopic) {
      return Optional.empty();
    }
    TableTopic topic = new TableTopic(table);
    topic.read(log, end.get(0));
    return topic.contradiction();
  }

  private void read(Log log, long end) {
    TopicPartition partition = new TopicPartition(table.topic(), 0);
    try (Consumer<byte[], byte[]> consumer = log.consumer(Map.of())) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, log.beginnings(table.topic()).get(0));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
          add(record);
          deadline = System.nanoTime() + PATIENCE.toNanos();
        }
        if (System.nanoTime() > deadline) {
          throw new LogException("the log does not give topic \"%s\"".formatted(table.topic()));
        }
      }
    }
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), UTF_8);
    misfits.remove(key);
    if (record.value() == null) {
      return;
    }
    Optional<Rejection> wrong = decoder.decode(record.value(), 0, record.value().length);
    if (wrong.isPresent()) {
      misfits.put(key, wrong.get().message());
    } else if (!decoder.key().equals(key)) {
      hasOtherKey = true;
    }
  }

  private Optional<String> contradiction() {
    if (hasOtherKey) {
      return Optional.of(
          ("the log has rows of table \"%s\" under another key than %s: the key of a table cannot"
                  + " change. Set it back, or give the table another name.")
              .formatted(table.name(), String.join(", ", table.key())));
    }
    // Of a file or a query the rows come again.
    if (table.source() instanceof Table.Api && !misfits.isEmpty()) {
      Map.Entry<String, String> first = misfits.entrySet().iterator().next();
      return Optional.of(
          ("table \"%s\" has %,d rows that do not fit its definition; of that with the key \"%s\": %s."
                  + " Set the fields back and change or delete those rows, or give the table another"
                  + " name.")
              .formatted(
                  table.name(),
                  misfits.size(),
                  first.getKey(),
                  first.getValue().replaceFirst(" \\(byte \\d+\\)$", "")));
    }
    return Optional.empty();
  }
}
