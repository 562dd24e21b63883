package io.thalweg.app.server.http.events;

import io.thalweg.app.server.http.QueryErrors;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.EventReader;
import io.thalweg.process.api.EventRequest.Backward;
import io.thalweg.process.api.EventRequest.Forward;
import io.thalweg.process.api.EventRequest.Place;
import io.thalweg.process.api.QueryException;
import java.util.Optional;

/** Finds the places in streams that cursors name. Safe for use by many threads. */
final class EventPlaces {

  private final EventReader history;

  EventPlaces(EventReader history) {
    this.history = history;
  }

  /**
   * Where a page begins.
   *
   * @param cursor as it was sent, or null
   * @param order as it was sent, or null
   */
  Place of(Stream stream, String cursor, String order) {
    boolean newest = "newest".equals(order);
    if (order != null && !newest && !order.equals("oldest")) {
      throw EventChoice.invalid("there is no order \"" + order + "\"", "Use oldest or newest.");
    }
    if (cursor == null) {
      return newest
          ? new Backward(end(stream), Optional.empty())
          : new Forward(Offsets.zero(stream.partitions()));
    }
    if (cursor.equals("start") || cursor.equals("end")) {
      Offsets at = cursor.equals("end") ? end(stream) : Offsets.zero(stream.partitions());
      return newest ? new Backward(at, Optional.empty()) : new Forward(at);
    }
    Place place = EventCursor.parse(stream, cursor);
    if (order != null && place instanceof Backward != newest) {
      throw EventChoice.invalid(
          "the cursor is of the other order", "Leave order out behind the first page.");
    }
    return place;
  }

  /** Where to follow from: nothing is sent of what is before. */
  Optional<Offsets> toFollow(Stream stream, EventParameters parameters, String lastEventId) {
    String cursor = lastEventId != null && !lastEventId.isEmpty() ? lastEventId : parameters.cursor;
    if (cursor == null && parameters.from == null || "end".equals(cursor)) {
      return Optional.of(end(stream));
    }
    if (cursor == null || cursor.equals("start")) {
      return Optional.of(Offsets.zero(stream.partitions()));
    }
    if (!(EventCursor.parse(stream, cursor) instanceof Forward forward)) {
      throw EventChoice.invalid(
          "the cursor goes back in time", "Follow from the cursor that a page gives as live.");
    }
    if (!forward.position().isAtMost(end(stream))) {
      throw EventChoice.invalid(
          "the cursor is behind the end of stream \"%s\"".formatted(stream.name()),
          "It comes from another data folder. Leave it out to begin anew.");
    }
    return Optional.of(forward.position());
  }

  private Offsets end(Stream stream) {
    try {
      return history.end(stream.name());
    } catch (QueryException e) {
      throw QueryErrors.toApi(e);
    }
  }
}
