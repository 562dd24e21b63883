package io.thalweg.buffer.once;

import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.EventId;
import io.thalweg.definitions.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What tells the events of a stream apart, from a place in its log on.
 *
 * @param from the first position that it holds for
 * @param atMillis the log's time there at least, in milliseconds since 1970
 * @param fields whose values are equal in the same events: the key, if there is one, and the id;
 *     empty where every event counts
 * @param withinMillis how long an id counts as seen
 */
record IdRule(Offsets from, long atMillis, List<String> fields, long withinMillis) {

  IdRule {
    fields = List.copyOf(fields);
  }

  static IdRule of(Stream stream, Offsets from, long atMillis) {
    List<String> fields = new ArrayList<>();
    if (stream.id().isPresent()) {
      stream.key().ifPresent(fields::add);
      fields.add(stream.id().get().field());
    }
    long within = stream.id().map(EventId::within).map(Duration::toMillis).orElse(0L);
    return new IdRule(from, atMillis, fields, within);
  }

  boolean says(IdRule other) {
    return fields.equals(other.fields) && withinMillis == other.withinMillis;
  }

  /**
   * From when on the log's records must be looked at for the ids that count as seen.
   *
   * @param clock the log's time where the walk goes on, behind {@link #from}
   */
  long since(long clock) {
    // Near its beginning records may be older than the time that the rule gives them.
    long last = clock - withinMillis <= atMillis ? atMillis : clock;
    return Math.max(0, last - withinMillis);
  }
}
