package io.thalweg.identity;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Lets so many a second in on average, and after a pause so many at once. What turns out to be more
 * is paid off before the next is let in. Safe for use by many threads.
 *
 * <p>It is the generic cell rate algorithm (ITU-T I.371): a token bucket that keeps, instead of
 * what is in the bucket, the time at which it would be full again.
 */
public final class RateLimit {

  private static final long SECOND_NANOS = 1_000_000_000;

  private final long intervalNanos;
  private final long burstNanos;
  private final LongSupplier nanoTime;
  private long fullAtNanos;

  private RateLimit(long intervalNanos, long burst, LongSupplier nanoTime) {
    this.intervalNanos = intervalNanos;
    this.burstNanos = burst * intervalNanos;
    this.nanoTime = nanoTime;
    this.fullAtNanos = nanoTime.getAsLong();
  }

  /** No limit. */
  public static RateLimit none() {
    return new RateLimit(0, 0, () -> 0);
  }

  /**
   * A limit that lets what a second brings in at once.
   *
   * @param perSecond at least 1
   */
  public static RateLimit perSecond(int perSecond) {
    return of(Duration.ofNanos(SECOND_NANOS / perSecond), perSecond, System::nanoTime);
  }

  /**
   * @param interval of which each lets one in; positive
   * @param burst so many at once after a pause, at least 1
   * @param nanoTime a clock that never goes back
   */
  static RateLimit of(Duration interval, int burst, LongSupplier nanoTime) {
    if (interval.isNegative() || interval.isZero() || burst < 1) {
      throw new IllegalArgumentException("one in %s, %s at once".formatted(interval, burst));
    }
    return new RateLimit(interval.toNanos(), burst, nanoTime);
  }

  /**
   * Takes one, if it may be taken.
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

  /** How long it takes until one may be taken; zero when it may. */
  public synchronized Duration untilNext() {
    long now = nanoTime.getAsLong();
    return Duration.ofNanos(
        Math.max(0, Math.max(0, fullAtNanos - now) + intervalNanos - burstNanos));
  }

  /** Takes so many, more than may be taken too: the next ones wait until that is paid off. */
  public synchronized void spend(int count) {
    long now = nanoTime.getAsLong();
    fullAtNanos = now + Math.max(0, fullAtNanos - now) + count * intervalNanos;
  }

  /** Puts back one that was taken for nothing. */
  synchronized void giveBackOne() {
    fullAtNanos -= intervalNanos;
  }
}
