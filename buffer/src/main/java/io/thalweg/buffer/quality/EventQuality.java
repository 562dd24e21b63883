package io.thalweg.buffer.quality;

import io.thalweg.buffer.Offsets;
import java.util.Optional;

/**
 * What must hold for the events of one stream. It goes by the event, by its place in the log and by
 * the time at which the log got it, perhaps by what stands before it, and by nothing else, so that
 * whoever decodes a record comes to the same verdict, now and later.
 *
 * <p>Safe for use by many threads.
 */
public interface EventQuality {

  /** Everything holds. */
  EventQuality NONE =
      new EventQuality() {
        @Override
        public boolean looksAt(int field) {
          return false;
        }

        @Override
        public Judge judge(int partition) {
          return (event, offset, timestampMillis) -> Verdict.GOOD;
        }
      };

  /** Whether verdicts depend on a field, by its position. */
  boolean looksAt(int field);

  /** One who judges the events of a partition, for one thread. */
  Judge judge(int partition);

  /**
   * One who judges the events of a partition as they stand in the log, for one thread: all of them
   * from an offset on, in their order.
   */
  default Judge judgeFrom(int partition, long from) {
    return judge(partition);
  }

  /**
   * The first position of the log that is needed to judge what is read again, or comes; empty if
   * each record is judged by itself.
   */
  default Optional<Offsets> firstNeeded() {
    return Optional.empty();
  }

  /** Says what is to happen to events. For one thread. */
  @FunctionalInterface
  interface Judge {

    /**
     * Judges an event.
     *
     * @param event its values, of the fields that are looked at
     * @param offset where it stands in its partition; {@link Long#MAX_VALUE} if it is not there yet
     * @param timestampMillis when the log got it, in milliseconds since 1970; negative if that is
     *     not known
     */
    Verdict judge(EventValues event, long offset, long timestampMillis);

    /** Notes that all events before an offset have been judged. */
    default void passed(long to) {}
  }
}
