package io.thalweg.app.server.http.events;

import io.thalweg.app.server.http.live.LiveConnections;
import io.thalweg.app.server.http.live.SseConnection;
import io.thalweg.app.server.http.live.SseEndException;
import io.thalweg.buffer.Offsets;
import io.thalweg.connect.http.ApiError;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.EventPage;
import io.thalweg.process.api.EventReader;
import io.thalweg.process.api.EventRequest;
import io.thalweg.process.api.EventRequest.Forward;
import io.thalweg.process.api.QueryException;

/**
 * Pages of a stream's history for one live client, read by threads that may wait; at most one at a
 * time. For one thread, which is woken when a page is there.
 */
final class HistoryPages {

  /** Events of a page at most. */
  static final int ROWS = 5_000;

  private static final long BYTES = 512 * 1024;
  private static final long RETRY_MILLIS = 200;

  private final Stream stream;
  private final EventWriter writer;
  private final EventReader history;
  private final LiveConnections connections;
  private final SseConnection connection;

  private volatile boolean reading;
  private volatile EventPage page;
  private volatile SseEndException failure;

  /**
   * @param writer that the pages are for
   */
  HistoryPages(
      Stream stream,
      EventWriter writer,
      EventReader history,
      LiveConnections connections,
      SseConnection connection) {
    this.stream = stream;
    this.writer = writer;
    this.history = history;
    this.connections = connections;
    this.connection = connection;
  }

  /** Has the page behind a position read. Returns at once. */
  void read(Offsets position) {
    reading = true;
    EventRequest request =
        new EventRequest(
            stream.name(),
            writer.pageFields(),
            writer.filter(),
            new Forward(position),
            ROWS,
            BYTES);
    connections.read(() -> read(request));
  }

  /** Whether a page is on its way. */
  boolean isReading() {
    return reading;
  }

  /**
   * The page that has come, once; null where none has.
   *
   * @throws SseEndException when it cannot be read
   */
  EventPage take() throws SseEndException {
    if (failure != null) {
      throw failure;
    }
    EventPage taken = page;
    page = null;
    return taken;
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
}
