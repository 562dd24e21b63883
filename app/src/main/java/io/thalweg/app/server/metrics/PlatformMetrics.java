package io.thalweg.app.server.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.thalweg.app.server.http.status.PlatformStatus;
import io.thalweg.app.server.http.status.PlatformStatus.PipelineStatus;
import io.thalweg.app.server.http.status.PlatformStatus.StreamStatus;
import io.thalweg.app.server.http.status.StatusSampler;
import io.thalweg.connect.http.Refusals;
import io.thalweg.process.api.QueryEngine;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What is measured of a platform. Safe for use by many threads. */
public final class PlatformMetrics implements AutoCloseable {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private static final double NONE = Double.NaN;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Set<String> watched = new HashSet<>();
  private volatile Optional<StatusSampler> status = Optional.empty();
  private final Refusals refusals = new CountedRefusals(registry);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  public PlatformMetrics() {
    List.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new FileDescriptorMetrics(),
            collections)
        .forEach(binder -> binder.bindTo(registry));
  }

  /** Counts what the door refuses. */
  public Refusals refusals() {
    return refusals;
  }

  /** The same engine, with its queries counted. */
  public QueryEngine measured(QueryEngine engine) {
    return new MeteredQueries(engine, registry);
  }

  /**
   * Measures what a data folder takes.
   *
   * @param parts folders in it by their names
   */
  public void watch(Path folder, Map<String, Path> parts) {
    parts.forEach(
        (part, path) -> {
          DiskUse use = new DiskUse(path);
          Tags tags = Tags.of("part", part);
          gauge("thalweg.data.bytes", "Bytes of the data folder", tags, use, DiskUse::bytes);
          gauge("thalweg.data.files", "Files of the data folder", tags, use, DiskUse::files);
        });
    gauge(
        "thalweg.data.free.bytes",
        "Bytes that the disk of the data folder still has",
        Tags.empty(),
        new DiskUse(folder),
        DiskUse::free);
  }

  /**
   * Measures streams and pipelines.
   *
   * @param status not used by anybody else, since its rates are those since it was asked last
   */
  public void watch(StatusSampler status) {
    this.status = Optional.of(status);
    watchNew(status);
    gauge(
        "thalweg.live.connections",
        "Clients of answers that do not end",
        Tags.empty(),
        status,
        s -> s.sample().liveConnections());
  }

  /** Streams and pipelines come while the platform runs. */
  private synchronized void watchNew(StatusSampler status) {
    PlatformStatus now = status.sample();
    now.streams().stream()
        .filter(stream -> watched.add("stream " + stream.name()))
        .forEach(stream -> watch(status, stream));
    now.pipelines().stream()
        .filter(pipeline -> watched.add("pipeline " + pipeline.name()))
        .forEach(pipeline -> watch(status, pipeline));
  }

  private void watch(StatusSampler status, StreamStatus stream) {
    String name = stream.name();
    Tags tags = Tags.of("stream", name);
    counter(
        "thalweg.stream.events",
        "Records that the stream's log has had",
        tags,
        status,
        s -> s.stream(name).map(StreamStatus::events).orElse(0L));
    gauge(
        "thalweg.stream.archive.lag",
        "Records that the lake does not hold yet",
        tags,
        status,
        s -> s.stream(name).map(StreamStatus::archiveLag).map(Long::doubleValue).orElse(NONE));
    counter(
        "thalweg.stream.quarantined",
        "Records that were no events, since the start",
        tags,
        status,
        s -> s.stream(name).map(StreamStatus::quarantined).orElse(0L));
    gauge(
        "thalweg.stream.archive.failing",
        "1 while something keeps the stream from being archived",
        tags,
        status,
        s -> s.stream(name).map(now -> now.archiveError() == null ? 0.0 : 1.0).orElse(NONE));
  }

  private void watch(StatusSampler status, PipelineStatus pipeline) {
    String name = pipeline.name();
    Tags tags = Tags.of("pipeline", name);
    counter("thalweg.pipeline.rows.in", "Rows read", tags, status, of(name, p -> p.rowsIn()));
    counter("thalweg.pipeline.rows.out", "Rows put out", tags, status, of(name, p -> p.rowsOut()));
    counter(
        "thalweg.pipeline.late", "Rows left out as late", tags, status, of(name, p -> p.late()));
    gauge(
        "thalweg.pipeline.lag", "Records not processed yet", tags, status, of(name, p -> p.lag()));
    gauge(
        "thalweg.pipeline.watermark.delay.seconds",
        "How far the watermark is behind the present",
        tags,
        status,
        of(name, p -> p.watermarkDelaySeconds() == null ? NONE : p.watermarkDelaySeconds()));
    gauge(
        "thalweg.pipeline.running",
        "1 while the pipeline runs",
        tags,
        status,
        of(name, p -> p.state().equals("RUNNING") ? 1 : 0));
    gauge(
        "thalweg.pipeline.failed",
        "1 when the pipeline has failed",
        tags,
        status,
        of(name, p -> p.state().equals("FAILED") ? 1 : 0));
  }

  private static ToDoubleFunction<StatusSampler> of(
      String pipeline, ToDoubleFunction<PipelineStatus> value) {
    return status -> status.pipeline(pipeline).map(value::applyAsDouble).orElse(NONE);
  }

  private <T> void counter(
      String name, String description, Tags tags, T of, ToDoubleFunction<T> value) {
    FunctionCounter.builder(name, of, value).description(description).tags(tags).register(registry);
  }

  private <T> void gauge(
      String name, String description, Tags tags, T of, ToDoubleFunction<T> value) {
    Gauge.builder(name, of, value)
        .description(description)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  /** All of it in the text format of Prometheus. */
  public String text() {
    status.ifPresent(this::watchNew);
    return registry.scrape(TEXT);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
