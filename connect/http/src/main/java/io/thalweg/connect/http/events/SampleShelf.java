package io.thalweg.connect.http.events;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a few samples of events in memory for a short time, until somebody looks at them. Safe for
 * use by many threads.
 */
final class SampleShelf {

  /** The largest sample. */
  static final int MAX_BYTES = 256 * 1024;

  /** The oldest one has to go for another. */
  static final int MAX_SAMPLES = 32;

  static final Duration KEPT = Duration.ofMinutes(15);

  /** The oldest first. */
  private final Map<String, Sample> samples = new LinkedHashMap<>();

  private final InstantSource clock;

  SampleShelf(InstantSource clock) {
    this.clock = clock;
  }

  private record Sample(byte[] bytes, Instant until) {}

  /**
   * Keeps a sample, in the place of the one before it under the same id.
   *
   * @param bytes {@value #MAX_BYTES} at most
   * @return until when
   */
  synchronized Instant put(String id, byte[] bytes) {
    forgetOld();
    samples.remove(id);
    if (samples.size() == MAX_SAMPLES) {
      samples.remove(samples.keySet().iterator().next());
    }
    Instant until = clock.instant().plus(KEPT);
    samples.put(id, new Sample(bytes, until));
    return until;
  }

  /** The sample with an id; empty where there is none, or none any more. */
  synchronized Optional<byte[]> find(String id) {
    forgetOld();
    return Optional.ofNullable(samples.get(id)).map(Sample::bytes);
  }

  private void forgetOld() {
    Instant now = clock.instant();
    samples.values().removeIf(sample -> !now.isBefore(sample.until()));
  }
}
