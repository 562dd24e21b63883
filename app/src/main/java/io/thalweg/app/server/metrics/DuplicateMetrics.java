package io.thalweg.app.server.metrics;

import io.thalweg.buffer.once.EventIds;
import io.thalweg.definitions.Stream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How many events were duplicates of others.
 *
 * @param streams that there are now
 */
record DuplicateMetrics(EventIds ids, Supplier<List<Stream>> streams) implements Measured {

  @Override
  public void addTo(Families families) {
    Map<String, Long> counts = ids.duplicates();
    for (Stream stream : streams.get()) {
      if (counts.containsKey(stream.name())) {
        families.counter(
            "thalweg_stream_duplicate_events",
            "Events that count nowhere because their id was seen before",
            counts.get(stream.name()),
            "stream",
            stream.name());
      }
    }
  }
}
