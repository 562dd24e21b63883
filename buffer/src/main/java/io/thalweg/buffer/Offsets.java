package io.thalweg.buffer;

import java.util.Arrays;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;

/**
 * A position in a topic: for each partition the offset of the next record, so that a range of
 * records is {@code [from, to)} in every partition.
 *
 * <p>Immutable.
 */
public final class Offsets {

  private final long[] next;

  private Offsets(long[] next) {
    this.next = next;
  }

  /**
   * @param next one offset a partition, from partition 0; each at least 0
   */
  public static Offsets of(long... next) {
    for (long offset : next) {
      if (offset < 0) {
        throw new IllegalArgumentException("an offset is at least 0: " + offset);
      }
    }
    return new Offsets(next.clone());
  }

  /** The start of a topic that has never been trimmed. */
  public static Offsets zero(int partitions) {
    return new Offsets(new long[partitions]);
  }

  /** Reads what {@link #toString} wrote. */
  public static Offsets parse(String text) {
    String inner = text.strip();
    if (!inner.startsWith("[") || !inner.endsWith("]") || inner.length() < 3) {
      throw new IllegalArgumentException("offsets look like [12,0,7], not " + text);
    }
    return of(
        Arrays.stream(inner.substring(1, inner.length() - 1).split(","))
            .mapToLong(part -> Long.parseLong(part.strip()))
            .toArray());
  }

  public int partitions() {
    return next.length;
  }

  /** The offset of the next record of a partition. */
  public long get(int partition) {
    return next[partition];
  }

  /** The same position, with one partition's offset replaced. */
  public Offsets with(int partition, long offset) {
    long[] copy = next.clone();
    copy[partition] = offset;
    return of(copy);
  }

  /** For each partition the later of two positions. */
  public Offsets max(Offsets other) {
    long[] later = next.clone();
    for (int p = 0; p < later.length; p++) {
      later[p] = Math.max(later[p], other.next[p]);
    }
    return new Offsets(later);
  }

  /** One offset a partition; a copy. */
  public long[] toArray() {
    return next.clone();
  }

  /** How many offsets lie between this position and a later one. */
  public long until(Offsets later) {
    long count = 0;
    for (int p = 0; p < next.length; p++) {
      count += Math.max(0, later.next[p] - next[p]);
    }
    return count;
  }

  /** Whether no partition is ahead of the other position's. */
  public boolean isAtMost(Offsets other) {
    for (int p = 0; p < next.length; p++) {
      if (next[p] > other.next[p]) {
        return false;
      }
    }
    return true;
  }

  /** In each partition the smaller offset of the two. */
  public Offsets least(Offsets other) {
    return combine(other, Math::min);
  }

  /** In each partition the larger offset of the two. */
  public Offsets greatest(Offsets other) {
    return combine(other, Math::max);
  }

  private Offsets combine(Offsets other, LongBinaryOperator choice) {
    long[] chosen = next.clone();
    for (int p = 0; p < chosen.length; p++) {
      chosen[p] = choice.applyAsLong(chosen[p], other.next[p]);
    }
    return new Offsets(chosen);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Offsets offsets && Arrays.equals(next, offsets.next);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(next);
  }

  /** For example {@code [12,0,7]}. */
  @Override
  public String toString() {
    return Arrays.stream(next).mapToObj(Long::toString).collect(Collectors.joining(",", "[", "]"));
  }
}
