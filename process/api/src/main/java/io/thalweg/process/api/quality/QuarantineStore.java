package io.thalweg.process.api.quality;

import io.thalweg.buffer.quality.ReplayMark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The records that stand in the log but are no events of their stream. Safe for use by many
 * threads.
 *
 * <p>Where a stream is named that does not exist, a {@link java.util.NoSuchElementException} is
 * thrown; where the engine's database fails, an {@link IllegalStateException}.
 */
public interface QuarantineStore {

  /**
   * A record in quarantine.
   *
   * @param place where it stands in its topic
   * @param appended when the log got it
   * @param rule of the stream's quality that it breaks; empty if it is no event at all
   * @param code of the reason
   * @param message the reason, in one line
   * @param hint what to do about it
   * @param raw the record's value
   */
  record Entry(
      ReplayMark place,
      Instant appended,
      String rule,
      String code,
      String message,
      String hint,
      byte[] raw) {}

  /**
   * Which records are meant: those for which all holds that is given.
   *
   * @param reason the name of a rule, or a code
   * @param places one of these
   * @param from appended to the log at this time or later
   * @param to appended to the log before this time
   * @param range of a partition
   */
  record Selection(
      Optional<String> reason,
      Optional<List<ReplayMark>> places,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<Range> range) {

    /** All records. */
    public static final Selection ALL = new Selection(Optional.empty(), Optional.empty());

    /** Whenever they came, and wherever they stand. */
    public Selection(Optional<String> reason, Optional<List<ReplayMark>> places) {
      this(reason, places, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * Records of a partition.
   *
   * @param from the first offset
   * @param to the offset behind the last one
   */
  record Range(int partition, long from, long to) {}

  /**
   * How many events something happened to.
   *
   * @param outcome {@code waiting} now in quarantine; {@code quarantined} or {@code warned} ever
   * @param rule of the stream's quality; empty if the record is no event at all
   * @param code of the reason; empty of a warning
   */
  record Count(String stream, String outcome, String rule, String code, long events) {}

  /** All counts, by stream. */
  List<Count> counts();

  /**
   * Records in the order of their places.
   *
   * @param after begins behind this place
   * @param limit at most so many
   */
  List<Entry> entries(String stream, Selection selection, Optional<ReplayMark> after, int limit);

  /**
   * Takes records out for good. They stay in the log.
   *
   * @return how many
   */
  long discard(String stream, Selection selection);

  /**
   * Waits until every record is judged that the log holds now, replayed ones too.
   *
   * @return false when that takes longer than the patience
   */
  boolean awaitJudged(String stream, Duration patience) throws InterruptedException;
}
