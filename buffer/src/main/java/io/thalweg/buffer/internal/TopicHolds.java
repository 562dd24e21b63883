package io.thalweg.buffer.internal;

import io.thalweg.buffer.Log.Hold;
import io.thalweg.buffer.Offsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Who reads a topic from its beginning, so that nothing is trimmed under them. A trim moves the
 * beginning for new readers at once; the records go when the last reader before it has ended, so
 * that readers who follow each other without a pause do not keep everything. Safe for use by many
 * threads.
 */
public final class TopicHolds {

  private final Set<Held> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private Offsets floor;

  /** A reader's place. */
  private final class Held implements Hold {
    private final Offsets from;

    Held(Offsets from) {
      this.from = from;
    }

    @Override
    public Offsets from() {
      return from;
    }

    @Override
    public void close() {
      synchronized (TopicHolds.this) {
        open.remove(this);
      }
    }
  }

  /**
   * A reader that begins now.
   *
   * @param beginnings asks for the first records that are there
   */
  public synchronized Hold hold(java.util.function.Supplier<Offsets> beginnings) {
    Offsets first = beginnings.get();
    Held held = new Held(floor == null ? first : floor.greatest(first));
    open.add(held);
    return held;
  }

  /**
   * Trims as far as the readers allow.
   *
   * @param deletion removes what lies before a position, and returns what it came to
   */
  public synchronized Offsets trim(Offsets before, UnaryOperator<Offsets> deletion) {
    floor = floor == null ? before : floor.greatest(before);
    return deletion.apply(open.stream().map(Held::from).reduce(floor, Offsets::least));
  }
}
