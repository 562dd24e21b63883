package io.thalweg.app.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.thalweg.connect.http.Arrivals;
import io.thalweg.connect.http.Refusals;
import io.thalweg.process.api.CommitListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Counts what is told of as it happens: what the door takes in and refuses, and what pipelines
 * commit. Safe for use by many threads.
 */
final class CountedEvents implements Refusals, Arrivals, CommitListener {

  private static final Duration[] BOUNDS =
      Stream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;

  /** Looking a meter up by its name and labels costs more than to count. */
  private final Map<String, Arrived> arrived = new ConcurrentHashMap<>();

  private final Map<String, Timed> timed = new ConcurrentHashMap<>();

  private record Arrived(Counter events, Counter bytes) {}

  private record Timed(Timer batches, Timer commits) {}

  CountedEvents(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void request(int status, String code) {
    registry
        .counter("thalweg.http.refused.requests", "status", Integer.toString(status), "code", code)
        .increment();
  }

  @Override
  public void events(String stream, String code, String rule, int count) {
    registry
        .counter("thalweg.stream.refused.events", "stream", stream, "code", code, "rule", rule)
        .increment(count);
  }

  @Override
  public void events(String stream, long count, long bytes) {
    Arrived counters = arrived.computeIfAbsent(stream, this::arrivals);
    counters.events().increment(count);
    counters.bytes().increment(bytes);
  }

  private Arrived arrivals(String stream) {
    return new Arrived(
        Counter.builder("thalweg.ingest.events")
            .description("Events that came over HTTP or UDP and are in the log")
            .tag("stream", stream)
            .register(registry),
        Counter.builder("thalweg.ingest.bytes")
            .description("Bytes of these as they stand in the log")
            .tag("stream", stream)
            .register(registry));
  }

  @Override
  public void committed(String pipeline, Duration batch, Duration commit) {
    Timed timers = timed.computeIfAbsent(pipeline, this::timers);
    timers.batches().record(batch);
    timers.commits().record(commit);
  }

  private Timed timers(String pipeline) {
    return new Timed(
        timer("thalweg.pipeline.batch", "From a transaction's beginning to its end", pipeline),
        timer("thalweg.pipeline.commit", "The commit itself, the last part of it", pipeline));
  }

  private Timer timer(String name, String description, String pipeline) {
    return Timer.builder(name)
        .description(description)
        .tag("pipeline", pipeline)
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }
}
