package io.thalweg.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.Settings.Durability;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledLogTest {

  @TempDir Path directory;

  @Test
  void aKilledLogReopensSoonWithEverythingItHasAnswered() throws Exception {
    long answered = -1;
    for (int kill = 0; kill < 2; kill++) {
      long last = appendAndKill(answered + 50);
      assertThat(last).isGreaterThan(answered);
      answered = last;
    }

    Instant start = Instant.now();
    try (Log log = KafkaLog.embedded(directory, Durability.DISK)) {
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
      long end = log.ends("numbers").get(0);
      assertThat(end).isGreaterThan(answered);
      long next = 0;
      TopicPartition partition = new TopicPartition("numbers", 0);
      try (var consumer = log.consumer(Map.of())) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, 0);
        while (next < end) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(60))) {
            assertThat(ByteBuffer.wrap(record.value()).getLong()).isEqualTo(next++);
          }
        }
      }
    }
  }

  /** The last number that was answered before the kill; at least {@code wanted}. */
  private long appendAndKill(long wanted) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                LogProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = process.inputReader()) {
      long last = -1;
      while (last < wanted) {
        String line = output.readLine();
        assertThat(line).as("the process went on").isNotNull();
        last = Long.parseLong(line);
      }
      // By its handle, for Process.destroyForcibly would close the output as well.
      process.toHandle().destroyForcibly();
      process.waitFor();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        // A kill can cut the last line.
        if (line.length() >= Long.toString(last).length()) {
          last = Long.parseLong(line);
        }
      }
      return last;
    } finally {
      process.destroyForcibly();
    }
  }
}
