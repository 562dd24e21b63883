package io.thalweg.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.Settings.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTrimTest {

  @TempDir static Path folder;
  private static Log log;

  @BeforeAll
  static void open() {
    log = KafkaLog.embedded(folder, Durability.PROCESS);
  }

  @AfterAll
  static void close() {
    log.close();
  }

  private static void append(String topic, int partition, int records, int bytes, Instant time) {
    Random random = new Random(7);
    try (Producer<byte[], byte[]> producer = log.producer(Map.of())) {
      for (int i = 0; i < records; i++) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        producer.send(new ProducerRecord<>(topic, partition, time.toEpochMilli() + i, null, value));
      }
    }
  }

  @Test
  void trimmedRecordsAreGoneAndOthersStay() {
    log.ensureTopic("trimmed", 2);
    append("trimmed", 0, 10, 10, Instant.now());
    append("trimmed", 1, 10, 10, Instant.now());
    log.trim("trimmed", Offsets.of(4, 0));
    assertThat(log.beginnings("trimmed")).isEqualTo(Offsets.of(4, 0));
    log.trim("trimmed", Offsets.of(2, 10));
    assertThat(log.beginnings("trimmed")).isEqualTo(Offsets.of(4, 10));
    assertThat(log.ends("trimmed")).isEqualTo(Offsets.of(10, 10));
  }

  @Test
  void theLogKnowsWhereAnInstantIs() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    log.ensureTopic("timed", 2);
    append("timed", 0, 10, 10, start);
    assertThat(log.at("timed", start.plusMillis(3))).isEqualTo(Offsets.of(3, 0));
    assertThat(log.at("timed", start.minusSeconds(1))).isEqualTo(Offsets.of(0, 0));
    assertThat(log.at("timed", start.plusSeconds(1))).isEqualTo(Offsets.of(10, 0));
  }

  @Test
  void whatIsReadStaysAndReadersThatFollowDoNotKeepItForever() {
    log.ensureTopic("held", 1);
    append("held", 0, 10, 10, Instant.now());
    Log.Hold first = log.hold("held");
    assertThat(first.from()).isEqualTo(Offsets.of(0));
    log.trim("held", Offsets.of(5));
    assertThat(log.beginnings("held")).isEqualTo(Offsets.of(0));
    try (Log.Hold second = log.hold("held")) {
      assertThat(second.from()).isEqualTo(Offsets.of(5));
      first.close();
      log.trim("held", Offsets.of(8));
      assertThat(log.beginnings("held")).isEqualTo(Offsets.of(5));
    }
    log.trim("held", Offsets.of(8));
    assertThat(log.beginnings("held")).isEqualTo(Offsets.of(8));
  }

  @Test
  void trimmingFreesTheDisk() throws IOException {
    log.ensureTopic("large", 1);
    append("large", 0, 140, 1 << 20, Instant.now());
    long before = bytes("large-0");
    assertThat(before).isGreaterThan(140L << 20);
    log.trim("large", log.ends("large"));
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (bytes("large-0") > 70L << 20) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(100_000_000);
    }
  }

  private static long bytes(String partition) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("kafka").resolve(partition))) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
