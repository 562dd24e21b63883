package io.thalweg.app.server.metrics;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import java.util.Set;
import java.util.function.Supplier;

/** The topics of the project. */
final class LogMetrics implements Measured {

  private final Log log;
  private final Supplier<Set<String>> topics;

  LogMetrics(Log log, Supplier<Set<String>> topics) {
    this.log = log;
    this.topics = topics;
  }

  @Override
  public void addTo(Families families) {
    Set<String> names = topics.get();
    for (String topic : names) {
      add(families, "thalweg_log_end_offset", "The next record's offset", topic, log.ends(topic));
      add(
          families,
          "thalweg_log_beginning_offset",
          "The offset of the first record that is kept",
          topic,
          log.beginnings(topic));
    }
    log.inspector()
        .bytes()
        .forEach(
            (topic, bytes) -> {
              if (names.contains(topic)) {
                families.gauge(
                    "thalweg_log_bytes", "Bytes of a topic on the disk", bytes, "topic", topic);
              }
            });
  }

  private static void add(
      Families families, String name, String help, String topic, Offsets offsets) {
    for (int p = 0; p < offsets.partitions(); p++) {
      String partition = Integer.toString(p);
      families.gauge(name, help, offsets.get(p), "topic", topic, "partition", partition);
    }
  }
}
