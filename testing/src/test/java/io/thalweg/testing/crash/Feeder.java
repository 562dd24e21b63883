package io.thalweg.testing.crash;

import io.thalweg.examples.client.Ingested;
import io.thalweg.examples.client.PlatformClient;
import io.thalweg.examples.client.RefusedException;
import io.thalweg.examples.client.UnreachableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts numbered events from a few threads, some of them twice, whatever happens to the platform: a
 * request without an answer is repeated with the next attempt's number once the platform is back.
 * Safe for use by many threads.
 */
final class Feeder implements AutoCloseable {

  private static final int EVENTS_PER_REQUEST = 40;

  /** Events that a request holds once more. */
  private static final int REPEATED = 2;

  private final Attempts attempts;
  private final List<Thread> threads = new ArrayList<>();
  private final long nanosBetweenRequests;
  private PlatformClient platform;
  private int life = -1;
  private boolean closed;
  private Optional<Throwable> failure = Optional.empty();

  /**
   * @param connections threads that post
   * @param eventsPerSecond of all of them together
   */
  Feeder(Attempts attempts, int connections, int eventsPerSecond) {
    this.attempts = attempts;
    this.nanosBetweenRequests =
        TimeUnit.SECONDS.toNanos(1) * EVENTS_PER_REQUEST * connections / eventsPerSecond;
    for (int i = 0; i < connections; i++) {
      Thread thread = new Thread(this::run, "feeder-" + i);
      thread.start();
      threads.add(thread);
    }
  }

  /** A platform with the number of its life, or that there is none. */
  private record Target(PlatformClient platform, int life) {}

  /** The platform is ready: posts go there. */
  synchronized void use(PlatformClient ready, int number) {
    platform = ready;
    life = number;
    notifyAll();
  }

  /** The platform is gone. */
  synchronized void pause() {
    platform = null;
  }

  /** Why a thread has ended, other than by closing. */
  synchronized Optional<Throwable> failure() {
    return failure;
  }

  /** Waits for a platform; empty when the feeder is closed. */
  private synchronized Optional<Target> target() throws InterruptedException {
    while (platform == null && !closed) {
      wait();
    }
    return closed ? Optional.empty() : Optional.of(new Target(platform, life));
  }

  private void run() {
    try {
      while (feedOnce()) {
        LockSupport.parkNanos(nanosBetweenRequests);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        failure = Optional.of(e);
      }
    }
  }

  /** Posts the next events until they are acknowledged; false when the feeder is closed. */
  private boolean feedOnce() throws InterruptedException {
    Optional<Target> target = target();
    if (target.isEmpty()) {
      return false;
    }
    long first = attempts.begin(EVENTS_PER_REQUEST);
    while (target.isPresent()) {
      StringBuilder body = new StringBuilder();
      int[] numbers = new int[EVENTS_PER_REQUEST];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = attempts.attempt(first + i, target.get().life());
        body.append(CrashProject.event(first + i, numbers[i]));
      }
      for (int i = 0; i < REPEATED; i++) {
        int again = attempts.attempt(first + i, target.get().life());
        body.append(CrashProject.event(first + i, again));
      }
      if (post(target.get().platform(), body.toString())) {
        for (int i = 0; i < numbers.length; i++) {
          attempts.acknowledge(first + i, numbers[i]);
        }
        return true;
      }
      target = target();
    }
    return false;
  }

  /** True when the answer is 200, false when there is none or the log is not ready. */
  private boolean post(PlatformClient to, String body) throws InterruptedException {
    try {
      Ingested answer = to.post(CrashProject.STREAM, body.getBytes(StandardCharsets.UTF_8));
      if (answer.rejected() > 0) {
        throw new IllegalStateException("an event is rejected: " + answer.firstError());
      }
      return true;
    } catch (UnreachableException e) {
      forget(to);
      return false;
    } catch (RefusedException e) {
      if (e.status() != 503) {
        throw new IllegalStateException("the events are refused: " + e.getMessage(), e);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      return false;
    }
  }

  /** A platform that does not answer is dead until {@link #use} brings another. */
  private synchronized void forget(PlatformClient gone) {
    if (platform == gone) {
      platform = null;
    }
  }

  /** Stops after the requests that are under way. */
  @Override
  public void close() throws InterruptedException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
