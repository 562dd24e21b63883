package io.thalweg.app.server.http.events;

import io.thalweg.app.server.http.live.LiveConnections;
import io.thalweg.app.server.http.live.SseConnection;
import io.thalweg.app.server.http.live.SseEndException;
import io.thalweg.app.server.http.live.SseSource;
import io.thalweg.app.server.http.live.SseText;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.EventPage;
import io.thalweg.process.api.EventReader;
import io.thalweg.process.api.LiveEvents;
import java.util.Optional;

/**
 * A stream's events for one client, from a position on without end. As long as the latest events in
 * memory reach back to the client's position they come from there; otherwise pages of the history
 * bring it nearer. It holds its position and at most one page.
 */
final class LiveEventSource implements SseSource {

  private static final int CHUNK_BYTES = 32 * 1024;

  private final Stream stream;
  private final EventWriter writer;
  private final HistoryPages history;
  private final LiveEvents.Tail tail;
  private boolean greeted;
  private Offsets position;

  LiveEventSource(
      Stream stream,
      EventChoice choice,
      Optional<Offsets> from,
      LiveEvents live,
      EventReader history,
      LiveConnections connections,
      SseConnection connection) {
    this.stream = stream;
    this.writer = new EventWriter(stream, choice);
    this.history = new HistoryPages(stream, writer, history, connections, connection);
    this.tail = live.follow(stream.name(), connection::wake);
    this.position = from.orElseGet(tail::end);
  }

  @Override
  public byte[] next() throws SseEndException {
    if (!greeted) {
      greeted = true;
      return SseText.id(EventCursor.of(stream, position.toArray()));
    }
    if (history.isReading()) {
      return null;
    }
    EventPage page = history.take();
    if (page != null) {
      position = writer.page(position, page, row -> true);
      if (!writer.isEmpty()) {
        return writer.take();
      }
    }
    long[] at = position.toArray();
    Optional<Offsets> read =
        tail.read(
            position,
            event -> {
              writer.event(event, at);
              return writer.size() < CHUNK_BYTES;
            });
    if (read.isEmpty()) {
      history.read(position);
      return null;
    }
    position = read.get();
    return writer.isEmpty() ? null : writer.take();
  }

  @Override
  public byte[] heartbeat() {
    return SseText.id(EventCursor.of(stream, position.toArray()));
  }

  @Override
  public void close() {
    tail.close();
  }
}
