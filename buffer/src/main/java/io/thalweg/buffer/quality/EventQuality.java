package io.thalweg.buffer.quality;

/**
 * What must hold for the events of one stream. It goes by the event, by its place in the log and by
 * the time at which the log got it, and by nothing else, so that whoever decodes a record comes to
 * the same verdict, now and later.
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
  }
}
