package io.thalweg.benchmarks;

import io.thalweg.benchmarks.nexmark.NexmarkEvents;
import io.thalweg.benchmarks.nexmark.NexmarkProject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The log of {@link Nexmark}: the three topics and the side input. Prints {@code READY host:port}.
 *
 * <p>Arguments: number of events.
 */
public final class NexmarkLogHost {

  private static final long SEED = 1;
  private static final int PER_SECOND = 10_000;

  private NexmarkLogHost() {}

  public static void main(String[] args) throws Exception {
    List<String> topics = new ArrayList<>(NexmarkEvents.TOPICS);
    topics.add(NexmarkProject.SIDE_INPUT);
    LogHost.serve(topics, producer -> fill(producer, Long.parseLong(args[0])));
  }

  private static void fill(Producer<byte[], byte[]> producer, long count) {
    NexmarkEvents events = new NexmarkEvents(SEED, PER_SECOND);
    try (producer) {
      for (int i = 0; i < NexmarkProject.SIDE_ROWS; i++) {
        producer.send(
            new ProducerRecord<>(
                NexmarkProject.SIDE_INPUT,
                NexmarkProject.sideRow(i).getBytes(StandardCharsets.UTF_8)));
      }
      for (long i = 0; i < count; i++) {
        NexmarkEvents.Event event = events.event(i);
        producer.send(new ProducerRecord<>(event.topic(), event.key(), event.value()));
      }
    }
  }
}
