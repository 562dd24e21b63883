package io.thalweg.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.definitions.Settings.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaLogTest {

  @TempDir static Path directory;

  static Log log;

  @BeforeAll
  static void start() {
    log = KafkaLog.embedded(directory, Durability.DISK);
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void whatWasAppendedIsReadInItsOrder() throws Exception {
    log.ensureTopic("round-trip", 2);
    try (var producer = log.producer(Map.of())) {
      List<java.util.concurrent.Future<?>> answers = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        answers.add(
            producer.send(
                new ProducerRecord<>(
                    "round-trip", i % 2, null, Integer.toString(i).getBytes(UTF_8))));
      }
      for (var answer : answers) {
        answer.get();
      }
    }
    assertThat(log.beginnings("round-trip")).isEqualTo(Offsets.zero(2));
    assertThat(log.ends("round-trip")).isEqualTo(Offsets.of(500, 500));

    List<String> odd = new ArrayList<>();
    TopicPartition second = new TopicPartition("round-trip", 1);
    try (var consumer = log.consumer(Map.of())) {
      consumer.assign(List.of(second));
      consumer.seek(second, 0);
      while (odd.size() < 500) {
        consumer
            .poll(Duration.ofSeconds(60))
            .forEach(record -> odd.add(new String(record.value(), UTF_8)));
      }
    }
    assertThat(odd).hasSize(500).startsWith("1", "3", "5").endsWith("997", "999");
  }

  @Test
  void topicsAreAskedForTogether() throws Exception {
    log.ensureTopic("wide", 3);
    log.ensureTopic("narrow", 1);
    try (var producer = log.producer(Map.of())) {
      for (int i = 0; i < 4; i++) {
        producer.send(new ProducerRecord<>("wide", 1, null, "x".getBytes(UTF_8))).get();
      }
    }
    log.trim("wide", Offsets.of(0, 3, 0));
    assertThat(log.inspector().spans(List.of("narrow", "wide")))
        .containsExactly(
            Map.entry("narrow", new TopicSpan(Offsets.zero(1), Offsets.zero(1))),
            Map.entry("wide", new TopicSpan(Offsets.of(0, 3, 0), Offsets.of(0, 4, 0))));
    assertThatThrownBy(() -> log.inspector().spans(List.of("narrow", "nothing")))
        .isInstanceOf(LogException.class)
        .hasMessageContaining("describe its topics");
  }

  @Test
  void aConsumerWithoutAPositionFailsInsteadOfSkipping() {
    log.ensureTopic("no-position", 1);
    try (var consumer = log.consumer(Map.of())) {
      consumer.assign(List.of(new TopicPartition("no-position", 0)));
      assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(60)))
          .isInstanceOf(NoOffsetForPartitionException.class);
    }
  }

  @Test
  void aTopicIsEnsuredAgainButNotWithOtherPartitions() {
    log.ensureTopic("fixed", 3);
    log.ensureTopic("fixed", 3);
    assertThatThrownBy(() -> log.ensureTopic("fixed", 4))
        .isInstanceOf(LogException.class)
        .hasMessage(
            "topic \"fixed\" has 3 partitions, its definition says 4; set partitions: 3 there,"
                + " for events of one key would change their partition");
  }

  @Test
  void offsetsOfATopicThatIsNotThereAreAnError() {
    assertThatThrownBy(() -> log.ends("nothing"))
        .isInstanceOf(LogException.class)
        .hasMessage("the log has no topic \"nothing\"");
  }

  @Test
  void aSecondUserOfTheFolderIsRefused() {
    assertThatThrownBy(() -> KafkaLog.embedded(directory, Durability.DISK))
        .isInstanceOf(LogException.class)
        .hasMessage(
            "the log's folder %s is in use by process %d; stop that one, or start with another data folder"
                .formatted(directory, ProcessHandle.current().pid()));
  }
}
