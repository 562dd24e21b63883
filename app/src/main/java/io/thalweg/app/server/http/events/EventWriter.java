package io.thalweg.app.server.http.events;

import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.EventPage;
import io.thalweg.process.api.EventRequest.Filter;
import io.thalweg.process.api.EventRequest.Forward;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.LiveEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Chooses events and writes them in the form of {@code text/event-stream}, each with the cursor
 * behind it as its id. For one thread.
 */
final class EventWriter {

  private final Stream stream;
  private final EventChoice choice;
  private final int[] fields;
  private final int key;
  private final int time;
  private final EventJson json = new EventJson();

  EventWriter(Stream stream, EventChoice choice) {
    this.stream = stream;
    this.choice = choice;
    this.fields =
        choice.fields().stream()
            .mapToInt(
                field ->
                    switch (field) {
                      case LakeTable.PARTITION_COLUMN -> -1;
                      case LakeTable.OFFSET_COLUMN -> -2;
                      default -> stream.indexOf(field);
                    })
            .toArray();
    this.key = choice.filter().key().isEmpty() ? -1 : stream.indexOf(stream.key().orElseThrow());
    boolean timed = choice.filter().from().isPresent() || choice.filter().to().isPresent();
    this.time = timed ? stream.indexOf(stream.eventTime().orElseThrow().field()) : -1;
  }

  Filter filter() {
    return choice.filter();
  }

  /** The fields that a page must have to be written by {@link #page}. */
  List<String> pageFields() {
    List<String> names = new ArrayList<>(choice.fields());
    names.add(LakeTable.PARTITION_COLUMN);
    names.add(LakeTable.OFFSET_COLUMN);
    return names;
  }

  /** Whether an event is wanted. */
  boolean wants(LiveEvents.Event event) {
    if (key >= 0 && !choice.filter().key().get().equals(event.value(key))) {
      return false;
    }
    if (time < 0) {
      return true;
    }
    Instant at = (Instant) event.value(time);
    return at != null
        && choice.filter().from().map(from -> !at.isBefore(from)).orElse(true)
        && choice.filter().to().map(at::isBefore).orElse(true);
  }

  /** Writes an event where it is wanted. */
  void event(LiveEvents.Event event, long[] position) {
    position[event.partition()] = event.offset() + 1;
    if (wants(event)) {
      write(event, position);
    }
  }

  /**
   * Writes an event.
   *
   * @param position behind it
   */
  void write(LiveEvents.Event event, long[] position) {
    begin(position);
    json.event(
        choice.fields(),
        i ->
            switch (fields[i]) {
              case -1 -> event.partition();
              case -2 -> event.offset();
              default -> event.value(fields[i]);
            });
    json.text("\n\n");
  }

  /**
   * Writes a page that begins at a position; gives the position behind it.
   *
   * @param chosen by its number, from 0, whether a row is written
   */
  Offsets page(Offsets from, EventPage page, IntPredicate chosen) {
    int number = 0;
    int count = choice.fields().size();
    long[] position = from.toArray();
    for (Object[] row : page.rows()) {
      int partition = (Integer) row[count];
      long offset = (Long) row[count + 1];
      // Pages go by offset and partition, in all partitions at once.
      for (int p = 0; p < position.length; p++) {
        long behind = Math.min(page.end().get(p), offset + (p <= partition ? 1 : 0));
        position[p] = Math.max(position[p], behind);
      }
      if (chosen.test(number++)) {
        begin(position);
        json.event(choice.fields(), i -> row[i]).text("\n\n");
      }
    }
    return ((Forward) page.next()).position();
  }

  private void begin(long[] position) {
    json.text("id: ").text(EventCursor.of(stream, position)).text("\ndata: ");
  }

  void skipped(long events) {
    json.text("event: skipped\ndata: {\"events\":" + events + "}\n\n");
  }

  boolean isEmpty() {
    return json.size() == 0;
  }

  int size() {
    return json.size();
  }

  byte[] take() {
    return json.take();
  }
}
