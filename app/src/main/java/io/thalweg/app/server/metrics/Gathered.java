package io.thalweg.app.server.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all parts of the platform when Prometheus asks, but not more often than once a second. Safe
 * for use by many threads.
 */
final class Gathered implements MultiCollector {

  private static final Logger LOG = LoggerFactory.getLogger(Gathered.class);
  private static final long GOOD_FOR_NANOS = 1_000_000_000L;

  private final Map<String, Measured> parts = new LinkedHashMap<>();
  private MetricSnapshots last;
  private long lastNanos;

  /** Measures one more part from now on. */
  synchronized void add(String name, Measured part) {
    parts.put(name, part);
    last = null;
  }

  @Override
  public synchronized MetricSnapshots collect() {
    long now = System.nanoTime();
    if (last == null || now - lastNanos >= GOOD_FOR_NANOS) {
      Families families = new Families();
      parts.forEach((name, part) -> ask(name, part, families));
      last = families.snapshots();
      lastNanos = now;
    }
    return last;
  }

  private static void ask(String name, Measured part, Families families) {
    int missing = 0;
    try {
      part.addTo(families);
    } catch (RuntimeException e) {
      LOG.debug("{} cannot be measured", name, e);
      missing = 1;
    }
    families.gauge(
        "thalweg_metrics_missing", "1 while a part does not answer", missing, "part", name);
  }
}
