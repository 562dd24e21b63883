package io.thalweg.buffer.once;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that the ids of all streams share. Safe for use by many threads. */
final class IdMemory {

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param most bytes
   */
  IdMemory(long most) {
    this.most = most;
  }

  /** Takes memory; false if there is not so much left. */
  boolean take(long bytes) {
    long now = taken.addAndGet(bytes);
    if (now > most) {
      taken.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  long most() {
    return most;
  }
}
