package io.thalweg.buffer;

import io.thalweg.definitions.Settings.Durability;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Appends numbers to a log until it is killed, and prints each one that the log has answered. */
final class LogProcess {

  private LogProcess() {}

  public static void main(String[] arguments) throws Exception {
    Log log = KafkaLog.embedded(Path.of(arguments[0]), Durability.DISK);
    log.ensureTopic("numbers", 1);
    try (var producer = log.producer(Map.of())) {
      for (long i = log.ends("numbers").get(0); true; i++) {
        byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(i).array();
        producer.send(new ProducerRecord<>("numbers", value)).get();
        System.out.println(i);
      }
    }
  }
}
