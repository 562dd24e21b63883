package io.thalweg.connect.http.body;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that may be in memory at once. Safe for use by many threads; never waits. */
final class ByteBudget {

  private final long size;
  private final AtomicLong taken = new AtomicLong();

  ByteBudget(long size) {
    this.size = size;
  }

  /** Whether there was room. */
  boolean take(long bytes) {
    long now = taken.get();
    while (now + bytes <= size) {
      if (taken.compareAndSet(now, now + bytes)) {
        return true;
      }
      now = taken.get();
    }
    return false;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  long taken() {
    return taken.get();
  }
}
