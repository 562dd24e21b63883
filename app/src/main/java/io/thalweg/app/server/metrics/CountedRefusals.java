package io.thalweg.app.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.thalweg.connect.http.Refusals;

/** Counts what the door refuses. Safe for use by many threads. */
final class CountedRefusals implements Refusals {

  private final MeterRegistry registry;

  CountedRefusals(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void request(int status, String code) {
    registry
        .counter("thalweg.http.refused.requests", "status", Integer.toString(status), "code", code)
        .increment();
  }

  @Override
  public void events(String stream, String code, int count) {
    registry
        .counter("thalweg.stream.refused.events", "stream", stream, "code", code)
        .increment(count);
  }
}
