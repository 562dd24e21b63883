package io.thalweg.app.server.http.status;

import io.thalweg.app.server.http.live.LiveConnections;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.ArchiveStatus;
import io.thalweg.process.api.StreamEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Takes samples of the platform's state, with rates since the sample before. Thread-safe. */
public final class StatusSampler {

  private static final double SECOND = 1e9;

  /** Rates over less would say more of chance than of the platform. */
  private static final long SHORTEST_NANOS = 200_000_000L;

  private final Supplier<List<Stream>> streams;
  private final Supplier<Map<String, Long>> duplicates;
  private final Log log;
  private final StreamEngine engine;
  private final LiveConnections connections;
  private final long startNanos = System.nanoTime();

  // Guarded by this.
  private PlatformStatus last;
  private long lastNanos;

  /**
   * @param streams that there are now
   * @param duplicates that were found ever, by stream
   */
  public StatusSampler(
      Supplier<List<Stream>> streams,
      Supplier<Map<String, Long>> duplicates,
      Log log,
      StreamEngine engine,
      LiveConnections connections) {
    this.streams = streams;
    this.duplicates = duplicates;
    this.log = log;
    this.engine = engine;
    this.connections = connections;
  }

  /** A sample; the last one where it was taken just now. */
  public synchronized PlatformStatus sample() {
    long now = System.nanoTime();
    if (last != null && now - lastNanos < SHORTEST_NANOS) {
      return last;
    }
    Rates rates = new Rates(last, (now - lastNanos) / SECOND);
    Map<String, ArchiveStatus> archives =
        engine.archives().stream()
            .collect(Collectors.toMap(ArchiveStatus::stream, Function.identity()));
    List<PlatformStatus.StreamStatus> known = new ArrayList<>();
    boolean silent = false;
    for (Stream stream : streams.get()) {
      try {
        known.add(stream(stream, archives.get(stream.name()), rates));
      } catch (LogException logDoesNotAnswer) {
        silent = true;
        find(stream.name()).ifPresent(known::add);
      }
    }
    last =
        new PlatformStatus(
            Instant.now().toString(),
            Duration.ofNanos(now - startNanos).toSeconds(),
            List.copyOf(known),
            engine.pipelines().stream().map(p -> pipeline(p, rates)).toList(),
            connections.count(),
            silent);
    lastNanos = now;
    return last;
  }

  /** A stream's part of a sample: what was known last while the log does not answer. */
  public synchronized Optional<PlatformStatus.StreamStatus> stream(String name) {
    sample();
    return find(name);
  }

  private Optional<PlatformStatus.StreamStatus> find(String name) {
    return last == null
        ? Optional.empty()
        : last.streams().stream().filter(stream -> stream.name().equals(name)).findFirst();
  }

  /** A pipeline's part of a sample. */
  public Optional<PlatformStatus.PipelineStatus> pipeline(String name) {
    return sample().pipelines().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private PlatformStatus.StreamStatus stream(Stream stream, ArchiveStatus archive, Rates rates) {
    Offsets end = log.ends(stream.name());
    long events = Offsets.zero(end.partitions()).until(end);
    return new PlatformStatus.StreamStatus(
        stream.name(),
        events,
        rates.of("stream " + stream.name(), events),
        archive == null ? 0 : archive.archived().until(end),
        archive == null ? 0 : archive.quarantined(),
        duplicates.get().get(stream.name()),
        archive == null ? null : archive.error().orElse(null));
  }

  private static PlatformStatus.PipelineStatus pipeline(
      io.thalweg.process.api.PipelineStatus status, Rates rates) {
    Optional<Instant> watermark = status.watermark();
    return new PlatformStatus.PipelineStatus(
        status.name(),
        status.state().name(),
        status.error().orElse(null),
        status.lag(),
        watermark.map(Instant::toString).orElse(null),
        watermark.map(at -> Duration.between(at, Instant.now()).toMillis() / 1e3).orElse(null),
        status.rowsIn(),
        status.rowsOut(),
        status.late(),
        rates.of("in " + status.name(), status.rowsIn()),
        rates.of("out " + status.name(), status.rowsOut()));
  }

  /** What was counted at the sample before. */
  private static final class Rates {
    private final Map<String, Long> before = new HashMap<>();
    private final double seconds;

    Rates(PlatformStatus last, double seconds) {
      this.seconds = seconds;
      if (last != null) {
        last.streams().forEach(s -> before.put("stream " + s.name(), s.events()));
        for (PlatformStatus.PipelineStatus pipeline : last.pipelines()) {
          before.put("in " + pipeline.name(), pipeline.rowsIn());
          before.put("out " + pipeline.name(), pipeline.rowsOut());
        }
      }
    }

    double of(String counter, long now) {
      Long then = before.get(counter);
      return then == null || now < then ? 0 : Math.round((now - then) / seconds * 10) / 10.0;
    }
  }
}
