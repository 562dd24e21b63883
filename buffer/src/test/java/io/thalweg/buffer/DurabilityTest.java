package io.thalweg.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import com.yammer.metrics.core.Timer;
import io.thalweg.definitions.Settings.Durability;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.server.metrics.KafkaYammerMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {

  /** Many more than the syncs of Kafka's own metadata meanwhile, which are two a second. */
  private static final int RECORDS = 100;

  @TempDir Path directory;

  @Test
  void aRecordIsSyncedBeforeItIsAnsweredUnlessTheProcessIsEnough() throws Exception {
    try (Log log = KafkaLog.embedded(directory, Durability.DISK)) {
      log.ensureTopic("events", 1);
      log.ensureTopic("other", 1);
      assertThat(syncsOfRecords(log)).isGreaterThanOrEqualTo(RECORDS);
    }
    // The durability of a topic follows the settings, also when it is there already.
    try (Log log = KafkaLog.embedded(directory, Durability.PROCESS)) {
      log.ensureTopic("events", 1);
      assertThat(syncsOfRecords(log)).isLessThan(RECORDS / 2);
      assertThat(log.ends("events")).isEqualTo(Offsets.of(2 * RECORDS));
    }
    try (Log log = KafkaLog.embedded(directory, Durability.DISK)) {
      log.ensureTopic("events", 1);
      assertThat(syncsOfRecords(log)).isGreaterThanOrEqualTo(RECORDS);
    }
  }

  /** How often Kafka has synced a log by the time some records are answered, one by one. */
  private static long syncsOfRecords(Log log) throws Exception {
    try (Producer<byte[], byte[]> producer = log.producer(Map.of())) {
      long before = syncs();
      for (int i = 0; i < RECORDS; i++) {
        producer.send(new ProducerRecord<>("events", new byte[] {1})).get();
      }
      return syncs() - before;
    }
  }

  private static long syncs() {
    return KafkaYammerMetrics.defaultRegistry().allMetrics().entrySet().stream()
        .filter(metric -> metric.getKey().getName().equals("LogFlushRateAndTimeMs"))
        .mapToLong(metric -> ((Timer) metric.getValue()).count())
        .sum();
  }
}
