package io.thalweg.app.server.metrics;

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
import io.thalweg.app.server.http.status.StatusSampler;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.once.EventIds;
import io.thalweg.connect.http.Arrivals;
import io.thalweg.connect.http.Refusals;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.CommitListener;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.api.StreamEngine;
import io.thalweg.process.api.quality.QuarantineStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What is measured of a platform; docs/metrics.md lists all of it. Labels hold nothing that a
 * client makes up: names of the project, and closed sets. Safe for use by many threads.
 */
public final class PlatformMetrics implements AutoCloseable {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CountedEvents events = new CountedEvents(registry);
  private final Gathered gathered = new Gathered();
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
    registry.getPrometheusRegistry().register(gathered);
  }

  /** Counts what the door refuses. */
  public Refusals refusals() {
    return events;
  }

  /** Counts what the door takes in. */
  public Arrivals arrivals() {
    return events;
  }

  /** Measures how long pipelines take to commit. */
  public CommitListener commits() {
    return events;
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
    gathered.add("status", new StatusMetrics(status));
  }

  /**
   * Measures the log.
   *
   * @param topics that there are now
   */
  public void watch(Log log, Supplier<Set<String>> topics) {
    gathered.add("log", new LogMetrics(log, topics));
  }

  /** Measures the archives and what quality rules have found. */
  public void watch(StreamEngine engine, QuarantineStore quarantine) {
    gathered.add("lake", new LakeMetrics(engine));
    gathered.add("quality", new QualityMetrics(quarantine));
  }

  /**
   * Measures the duplicates among the events of streams with an id.
   *
   * @param streams that there are now
   */
  public void watch(EventIds ids, Supplier<List<Stream>> streams) {
    gathered.add("duplicates", new DuplicateMetrics(ids, streams));
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
    return registry.scrape(TEXT);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
