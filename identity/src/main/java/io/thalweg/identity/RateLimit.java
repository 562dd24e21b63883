package io.thalweg.identity;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A token bucket: so many a second on average, and after a pause as many at once as it holds. What
 * turns out to be more than it holds is paid off before the next is let in. Safe for use by many
 * threads.
 */
public final class RateLimit {

  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanoTime;
  private double available;
  private long lastNanos;

  private RateLimit(double perSecond, double burst, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanoTime = nanoTime;
    this.available = burst;
    this.lastNanos = nanoTime.getAsLong();
  }

  /** No limit. */
  public static RateLimit none() {
    return new RateLimit(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, () -> 0);
  }

  /**
   * A limit whose bucket holds what a second brings.
   *
   * @param perSecond at least 1
   */
  public static RateLimit perSecond(int perSecond) {
    return of(perSecond, perSecond, System::nanoTime);
  }

  /**
   * @param perSecond positive
   * @param burst what the bucket holds, at least 1
   * @param nanoTime a clock that never goes back
   */
  static RateLimit of(double perSecond, double burst, LongSupplier nanoTime) {
    if (!(perSecond > 0) || !(burst >= 1)) {
      throw new IllegalArgumentException("%s a second, %s at once".formatted(perSecond, burst));
    }
    return new RateLimit(perSecond, burst, nanoTime);
  }

  /**
   * Takes one out, if there is one.
   *
   * @return zero when it is taken; else nothing is, and it may be tried again after that time
   */
  public synchronized Duration takeOne() {
    Duration wait = untilNext();
    if (wait.isZero()) {
      spend(1);
    }
    return wait;
  }

  /** How long it takes until there is one; zero when there is. */
  public synchronized Duration untilNext() {
    if (burst == Double.POSITIVE_INFINITY) {
      return Duration.ZERO;
    }
    refill();
    return available >= 1
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil((1 - available) / perSecond * NANOS));
  }

  /** Takes so many out, more than there are too: the next ones wait until that is paid off. */
  public synchronized void spend(long count) {
    available -= count;
  }

  /** Puts back one that was taken for nothing. */
  synchronized void giveBackOne() {
    available = Math.min(burst, available + 1);
  }

  /** Whether it is as if it had never been used. */
  synchronized boolean isFull() {
    refill();
    return available >= burst;
  }

  private void refill() {
    long now = nanoTime.getAsLong();
    available = Math.min(burst, available + (now - lastNanos) / NANOS * perSecond);
    lastNanos = now;
  }
}
