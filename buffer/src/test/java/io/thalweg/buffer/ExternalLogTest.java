package io.thalweg.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalLogTest {

  @TempDir Path directory;

  @Test
  void anOutsideClusterIsUsedByItsAddressAndNothingIsWrittenHere() throws Exception {
    Path own = directory.resolve("own");
    try (PlainKafka kafka = new PlainKafka(directory.resolve("theirs"))) {
      Settings.Buffer settings = new Settings.Buffer(Optional.of(kafka.bootstrap), Durability.DISK);
      try (Log log = KafkaLog.open(settings, own, ClientAccess.NOBODY)) {
        log.ensureTopic("events", 3);
        log.ensureTopic("events", 3);
        try (var producer = log.producer(Map.of())) {
          producer.send(new ProducerRecord<>("events", 2, null, "x".getBytes(UTF_8))).get();
        }
        assertThat(log.ends("events")).isEqualTo(Offsets.of(0, 0, 1));
        assertThat(log.bootstrap()).isEqualTo(kafka.bootstrap);
      }
    }
    assertThat(Files.exists(own)).isFalse();
  }

  @Test
  void aTopicThatWasThereGetsTheLogsTimesOnceItsStreamGoesByProcessingTime() throws Exception {
    try (PlainKafka kafka = new PlainKafka(directory.resolve("theirs"));
        Log log = KafkaLog.external(kafka.bootstrap, Durability.DISK);
        var producer = log.producer(Map.of())) {
      log.ensureTopic("arrivals", 1);
      producer.send(new ProducerRecord<>("arrivals", 0, 1L, null, "x".getBytes(UTF_8))).get();
      log.ensureTopic(
          new Stream(
              "arrivals",
              Optional.empty(),
              List.of(new Field("arrived", DataType.Primitive.TIMESTAMP, false)),
              Optional.empty(),
              Optional.of(EventTime.ofLog("arrived")),
              1,
              Stream.UnknownFields.IGNORE));
      Instant before = Instant.now().minusSeconds(1);
      producer.send(new ProducerRecord<>("arrivals", 0, 1L, null, "y".getBytes(UTF_8))).get();

      assertThat(log.at("arrivals", before)).isEqualTo(Offsets.of(1));
    }
  }

  @Test
  void aClusterThatDoesNotAnswerIsAnErrorWithinSeconds() {
    Instant start = Instant.now();
    assertThatThrownBy(() -> KafkaLog.external("127.0.0.1:1", Durability.DISK))
        .isInstanceOf(LogException.class)
        .hasMessage("the log at 127.0.0.1:1 cannot be reached: no answer within 5 s");
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void anAddressThatIsNoneIsAnError() {
    assertThatThrownBy(() -> KafkaLog.external("nowhere", Durability.DISK))
        .isInstanceOf(LogException.class)
        .hasMessage("the log at nowhere cannot be used: Invalid url in bootstrap.servers: nowhere");
  }
}
