package io.thalweg.app.server.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Metrics of one moment, gathered by their names. For one thread. */
final class Families {

  private record Family(
      String help, List<Point> points, Function<Family, MetricSnapshot> snapshot) {}

  private record Point(double value, Labels labels) {}

  private final Map<String, Family> families = new LinkedHashMap<>();

  /**
   * Adds a value that only grows; Prometheus sees the name with {@code _total} behind it.
   *
   * @param labels names and values in turn, the same names for every value of a metric
   */
  void counter(String name, String help, double value, String... labels) {
    family(name, help, family -> counter(name, family))
        .points()
        .add(new Point(value, Labels.of(labels)));
  }

  /** As {@link #counter}, of a value that goes up and down. */
  void gauge(String name, String help, double value, String... labels) {
    family(name, help, family -> gauge(name, family))
        .points()
        .add(new Point(value, Labels.of(labels)));
  }

  private Family family(String name, String help, Function<Family, MetricSnapshot> snapshot) {
    return families.computeIfAbsent(name, n -> new Family(help, new ArrayList<>(), snapshot));
  }

  private static MetricSnapshot counter(String name, Family family) {
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(family.help());
    for (Point point : family.points()) {
      counter.dataPoint(
          CounterDataPointSnapshot.builder().value(point.value()).labels(point.labels()).build());
    }
    return counter.build();
  }

  private static MetricSnapshot gauge(String name, Family family) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(family.help());
    for (Point point : family.points()) {
      gauge.dataPoint(
          GaugeDataPointSnapshot.builder().value(point.value()).labels(point.labels()).build());
    }
    return gauge.build();
  }

  MetricSnapshots snapshots() {
    return new MetricSnapshots(
        families.values().stream().map(family -> family.snapshot().apply(family)).toList());
  }
}
