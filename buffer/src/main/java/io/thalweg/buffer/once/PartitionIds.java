package io.thalweg.buffer.once;

import io.thalweg.buffer.LogException;
import io.thalweg.buffer.quality.EventValues;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The walk over one partition: which of its events are duplicates, up to where any reader has come.
 * Whoever comes to a place first walks on for all. Safe for use by many threads.
 */
final class PartitionIds {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionIds.class);

  private final StreamIds stream;
  private final int partition;
  private final OffsetRuns duplicates;

  // All below are guarded by this, as the duplicates are.
  private Place place;
  private Place saved;
  private int savedRuns;
  private int rule;
  private IdTable seen;

  /**
   * Where a walk stands.
   *
   * @param position the events before it are known
   * @param clock the log's time there: the greatest timestamp before it, in milliseconds
   * @param duplicates how many there were, ever
   */
  record Place(long position, long clock, long duplicates) {}

  PartitionIds(StreamIds stream, int partition, Place place, OffsetRuns duplicates) {
    this.stream = stream;
    this.partition = partition;
    this.place = place;
    this.saved = place;
    this.duplicates = duplicates;
    this.savedRuns = duplicates.size();
    List<IdRule> rules = stream.rules();
    while (rule + 1 < rules.size()
        && rules.get(rule + 1).from().get(partition) <= place.position()) {
      rule++;
    }
  }

  /**
   * Walks to an offset.
   *
   * @throws LogException when the log does not answer, or there are more ids than memory
   */
  synchronized void reach(long offset, OnceQuality.Reader by) {
    if (place.position() < offset) {
      by.scan(
          partition,
          place.position(),
          offset,
          (at, timestamp, event) -> isDuplicate(at, timestamp, event, by));
      pass(offset);
    }
  }

  /**
   * Whether a good event is a duplicate.
   *
   * @param by who comes to it; it has come from a place that the walk has reached
   * @throws LogException when the log does not answer, or there are more ids than memory; then to
   *     be asked again
   */
  synchronized boolean isDuplicate(
      long offset, long timestampMillis, EventValues event, OnceQuality.Reader by) {
    if (offset < place.position()) {
      return duplicates.contains(offset);
    }
    turn(offset);
    long now = Math.max(place.clock(), timestampMillis);
    boolean duplicate = isSeen(now, event, by);
    if (duplicate) {
      duplicates.add(offset);
    }
    place = new Place(offset + 1, now, place.duplicates() + (duplicate ? 1 : 0));
    return duplicate;
  }

  private boolean isSeen(long now, EventValues event, OnceQuality.Reader by) {
    Optional<int[]> fields = by.fields(rule);
    if (fields.isEmpty()) {
      checkThatNothingIsMissing();
      return false;
    }
    try {
      if (seen == null) {
        seen = restored(by, fields.get());
      }
      return by.digest().take(event, fields.get())
          && seen.see(by.digest().bits(), by.digest().more(), now);
    } catch (IdTable.FullException e) {
      LogException reason = stream.tooMany(partition, e.ids());
      if (rule + 1 == stream.rules().size()) {
        throw reason;
      }
      LOG.warn("duplicates before the last change of the ids are counted: {}", reason.getMessage());
      return false;
    }
  }

  /**
   * Who decodes a stream as it was before a change does not walk on behind the change: others would
   * find duplicates there.
   *
   * @throws LogException when the present rule has fields
   */
  private void checkThatNothingIsMissing() {
    List<IdRule> rules = stream.rules();
    if (rule + 1 == rules.size() && !rules.get(rule).fields().isEmpty()) {
      throw new LogException(
          "the events of %s are told apart by fields that its reader does not know yet: %s"
              .formatted(stream.name(), rules.get(rule).fields()));
    }
  }

  /** The ids that count as seen at the place, from the log. */
  private IdTable restored(OnceQuality.Reader by, int[] fields) {
    IdRule of = stream.rules().get(rule);
    IdTable table = stream.table(of);
    long since = stream.at(partition, of.since(place.clock()));
    long from = of.from().get(partition);
    long[] clock = {0};
    try {
      by.scan(
          partition,
          since,
          place.position(),
          (offset, timestamp, event) -> {
            clock[0] = Math.max(clock[0], timestamp);
            if (offset >= from) {
              clock[0] = Math.max(clock[0], of.atMillis());
            }
            if (by.digest().take(event, fields)) {
              table.see(by.digest().bits(), by.digest().more(), clock[0]);
            }
          });
      return table;
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  /** Goes over to the rule that holds at an offset. */
  private void turn(long offset) {
    List<IdRule> rules = stream.rules();
    while (rule + 1 < rules.size() && rules.get(rule + 1).from().get(partition) <= offset) {
      rule++;
      IdRule next = rules.get(rule);
      forgetIds();
      place =
          new Place(
              Math.max(place.position(), next.from().get(partition)),
              Math.max(place.clock(), next.atMillis()),
              place.duplicates());
    }
  }

  /** Notes that somebody has read on: between two offsets there is nothing that is not known. */
  synchronized void passed(long from, long to) {
    if (from <= place.position()) {
      pass(to);
    }
  }

  private void pass(long to) {
    if (place.position() < to) {
      place = new Place(to, place.clock(), place.duplicates());
    }
  }

  /** Frees the memory; what is needed again comes from the log. */
  synchronized void forgetIds() {
    if (seen != null) {
      seen.close();
      seen = null;
    }
  }

  /** Forgets what is known of records that the log does not have any more. */
  synchronized void forgetBefore(long offset) {
    duplicates.forgetBefore(offset);
    savedRuns = duplicates.size();
  }

  /**
   * Writes what is not written yet.
   *
   * @param all whether to write what is written already, too
   * @return the place that is written, to be given to {@link #saved}; empty if there is nothing new
   */
  synchronized Optional<Place> write(StringBuilder lines, boolean all) {
    if (!all && place.equals(saved)) {
      return Optional.empty();
    }
    // The last one that was written may have grown.
    for (int run = all ? 0 : Math.max(0, savedRuns - 1); run < duplicates.size(); run++) {
      IdFile.run(lines, partition, duplicates.first(run), duplicates.last(run));
    }
    IdFile.place(lines, partition, place);
    savedRuns = duplicates.size();
    return Optional.of(place);
  }

  /** Notes that what was written up to a place is on disk. */
  synchronized void saved(Place written) {
    saved = written;
  }

  /** Notes that nobody knows what is on disk. */
  synchronized void notSaved() {
    savedRuns = 0;
  }

  /** How many duplicates there were, ever. */
  synchronized long count() {
    return place.duplicates();
  }

  /** The first offset that is needed to go on from what is on disk. */
  synchronized long firstNeeded() {
    List<IdRule> rules = stream.rules();
    long first = saved.position();
    for (int i = 0; i < rules.size(); i++) {
      IdRule of = rules.get(i);
      long from = of.from().get(partition);
      boolean isOver =
          i + 1 < rules.size() && rules.get(i + 1).from().get(partition) <= saved.position();
      if (isOver || of.fields().isEmpty()) {
        continue;
      }
      long clock = from > saved.position() ? of.atMillis() : saved.clock();
      first = Math.min(first, stream.at(partition, of.since(clock)));
    }
    return first;
  }
}
