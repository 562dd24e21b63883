package io.thalweg.app.server.http.events;

import io.thalweg.app.server.http.live.LiveConnections;
import io.thalweg.app.server.http.live.SseConnection;
import io.thalweg.app.server.http.live.SseEndException;
import io.thalweg.app.server.http.live.SseSource;
import io.thalweg.app.server.http.live.SseText;
import io.thalweg.buffer.Offsets;
import io.thalweg.connect.http.ApiError;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.EventPage;
import io.thalweg.process.api.EventReader;
import io.thalweg.process.api.EventRequest;
import io.thalweg.process.api.EventRequest.Forward;
import io.thalweg.process.api.LiveEvents;
import io.thalweg.process.api.QueryException;
import java.util.Optional;

/**
 * A stream's events for one client, from a position on without end. As long as the latest events in
 * memory reach back to the client's position they come from there; otherwise pages of the history
 * bring it nearer. It holds its position and at most one page.
 */
final class LiveEventSource implements SseSource {

  private static final int CHUNK_BYTES = 32 * 1024;
  private static final int PAGE_ROWS = 5_000;
  private static final long PAGE_BYTES = 512 * 1024;
  private static final long RETRY_MILLIS = 200;

  private final Stream stream;
  private final EventWriter writer;
  private final EventReader history;
  private final LiveConnections connections;
  private final SseConnection connection;
  private final LiveEvents.Tail tail;
  private boolean greeted;
  private Offsets position;

  private volatile boolean reading;
  private volatile EventPage page;
  private volatile SseEndException failure;

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
    this.history = history;
    this.connections = connections;
    this.connection = connection;
    this.tail = live.follow(stream.name(), connection::wake);
    this.position = from.orElseGet(tail::end);
  }

  @Override
  public byte[] next() throws SseEndException {
    if (!greeted) {
      greeted = true;
      return SseText.id(EventCursor.of(stream, position.toArray()));
    }
    if (reading) {
      return null;
    }
    if (failure != null) {
      throw failure;
    }
    if (page != null) {
      position = writer.page(position, page);
      page = null;
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
      readPage();
      return null;
    }
    position = read.get();
    return writer.isEmpty() ? null : writer.take();
  }

  private void readPage() {
    reading = true;
    EventRequest request =
        new EventRequest(
            stream.name(),
            writer.pageFields(),
            writer.filter(),
            new Forward(position),
            PAGE_ROWS,
            PAGE_BYTES);
    connections.read(() -> read(request));
  }

  private void read(EventRequest request) {
    try {
      page = history.read(request);
    } catch (QueryException e) {
      if (e.kind() == QueryException.Kind.BUSY) {
        connections.later(() -> connections.read(() -> read(request)), RETRY_MILLIS);
        return;
      }
      failure = new SseEndException(new ApiError("LIVE_ENDED", e.getMessage(), null, null));
    } catch (RuntimeException e) {
      failure =
          new SseEndException(
              new ApiError("LIVE_ENDED", "the history cannot be read: " + e, null, null));
    }
    reading = false;
    connection.wake();
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
