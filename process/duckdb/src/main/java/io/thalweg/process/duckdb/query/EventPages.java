package io.thalweg.process.duckdb.query;

import static io.thalweg.process.api.LakeTable.OFFSET_COLUMN;
import static io.thalweg.process.api.LakeTable.PARTITION_COLUMN;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.EventPage;
import io.thalweg.process.api.EventRequest;
import io.thalweg.process.api.EventRequest.Backward;
import io.thalweg.process.api.EventRequest.Forward;
import io.thalweg.process.api.EventRequest.Seen;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryException.Kind;
import io.thalweg.process.api.QueryResult;
import io.thalweg.sql.plan.PlanNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads pages of events. Where the log ends is asked first and the page is held to that, so that a
 * page depends on its request and that end alone, whatever comes or is archived meanwhile. Safe for
 * use by many threads.
 */
final class EventPages {

  private final Supplier<Map<String, QueryableStream>> streams;
  private final Log log;
  private final Function<PlanNode, QueryResult> run;

  /**
   * @param streams that there are now
   * @param run starts a plan
   */
  EventPages(
      Supplier<Map<String, QueryableStream>> streams,
      Log log,
      Function<PlanNode, QueryResult> run) {
    this.streams = streams;
    this.log = log;
    this.run = run;
  }

  EventPage read(EventRequest request) {
    Stream stream = find(request.stream());
    Offsets end = end(stream);
    EventPagePlan plan = new EventPagePlan(stream, request);
    if (request.place() instanceof Forward forward) {
      check(stream, forward.position(), end);
      return forward(plan, forward.position(), request, end);
    }
    Backward backward = (Backward) request.place();
    check(stream, backward.end(), end);
    return backward(plan, backward, request, stream);
  }

  Offsets end(String name) {
    return end(find(name));
  }

  private Stream find(String name) {
    QueryableStream source = streams.get().get(name);
    if (source == null) {
      throw new NoSuchElementException("no stream \"" + name + "\"");
    }
    return source.stream();
  }

  private Offsets end(Stream stream) {
    try {
      return log.ends(stream.name());
    } catch (LogException e) {
      throw new QueryException(Kind.INTERNAL, e.getMessage(), List.of(), e);
    }
  }

  private static void check(Stream stream, Offsets place, Offsets end) {
    if (place.partitions() != end.partitions() || !place.isAtMost(end)) {
      throw new QueryException(
          Kind.INVALID,
          "the place %s is behind the end of stream \"%s\", which is %s"
              .formatted(place, stream.name(), end));
    }
  }

  private EventPage forward(
      EventPagePlan plan, Offsets position, EventRequest request, Offsets end) {
    if (end.isAtMost(position)) {
      return new EventPage(List.of(), new Forward(end), false, end);
    }
    Rows rows = fetch(plan.forward(position, end), plan, request);
    if (!rows.more) {
      return new EventPage(rows.values, new Forward(end), false, end);
    }
    // All up to this event in the order of offset and partition are on the page.
    long[] next = end.toArray();
    for (int p = 0; p < next.length; p++) {
      long behind = rows.last.offset() + (p <= rows.last.partition() ? 1 : 0);
      next[p] = Math.min(end.get(p), Math.max(position.get(p), behind));
    }
    return new EventPage(rows.values, new Forward(Offsets.of(next)), true, end);
  }

  private EventPage backward(
      EventPagePlan plan, Backward place, EventRequest request, Stream stream) {
    if (place.end().equals(Offsets.zero(stream.partitions()))) {
      return new EventPage(List.of(), place, false, place.end());
    }
    Rows rows = fetch(plan.backward(place), plan, request);
    Optional<Seen> seen = rows.last == null ? place.before() : Optional.of(rows.last);
    return new EventPage(rows.values, new Backward(place.end(), seen), rows.more, place.end());
  }

  /** What a plan gave: the fields asked for, and of the last row where it stands. */
  private record Rows(List<Object[]> values, Seen last, boolean more) {}

  private Rows fetch(PlanNode page, EventPagePlan plan, EventRequest request) {
    int fields = request.fields().size();
    List<Object[]> values = new ArrayList<>();
    Seen last = null;
    long size = 0;
    try (QueryResult result = run.apply(page)) {
      while (result.next()) {
        if (values.size() == request.rows() || size >= request.size()) {
          return new Rows(values, last, true);
        }
        Object[] row = new Object[fields];
        for (int i = 0; i < fields; i++) {
          row[i] = result.value(i);
        }
        values.add(row);
        size += 8 * ResultRows.size(row);
        last =
            new Seen(
                plan.hasTime() && result.value(fields + 2) instanceof Instant time
                    ? ChronoUnit.MICROS.between(Instant.EPOCH, time)
                    : 0,
                (Integer) result.value(fields),
                (Long) result.value(fields + 1));
      }
    }
    return new Rows(values, last, false);
  }

  /** The columns that say where an event stands. */
  static final List<String> STANDING = List.of(PARTITION_COLUMN, OFFSET_COLUMN);
}
