package io.thalweg.connect.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts refusals: requests by status and code, events by stream and code. */
public final class RefusalCounts implements Refusals {

  private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();

  @Override
  public void request(int status, String code) {
    add(status + " " + code, 1);
  }

  @Override
  public void events(String stream, String code, String rule, int count) {
    add(stream + " " + code + (rule.isEmpty() ? "" : " " + rule), count);
  }

  private void add(String name, int count) {
    counts.computeIfAbsent(name, unused -> new LongAdder()).add(count);
  }

  /**
   * Of a request {@code "413 BODY_TOO_LARGE"}, of an event {@code "telemetry MISSING_FIELD"}, with
   * the rule that it breaks behind it.
   */
  public long of(String name) {
    LongAdder count = counts.get(name);
    return count == null ? 0 : count.sum();
  }
}
