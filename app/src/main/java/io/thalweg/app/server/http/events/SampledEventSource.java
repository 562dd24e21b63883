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
import io.thalweg.process.api.EventRequest.Forward;
import io.thalweg.process.api.LiveEvents;
import java.util.Optional;

/**
 * A stream's events for one client, at most so many a second: of those that came since the last
 * sending some in equal distances, always with the latest, and the number of those left out. When
 * it begins, the last of what memory does not hold is read from the history: an event that came
 * between a client's page and its connection is not missed. Later it never looks back further than
 * memory.
 */
final class SampledEventSource implements SseSource {

  private static final long SECOND = 1_000_000_000L;
  private static final long LEAST_PAUSE = SECOND / 10;

  private final Stream stream;
  private final EventWriter writer;
  private final double rate;
  private final long pauseNanos;
  private final LiveConnections connections;
  private final SseConnection connection;
  private final LiveEvents.Tail tail;
  private final HistoryPages history;
  private boolean greeted;
  private boolean remembered;
  private volatile boolean alarmed;
  private Offsets position;
  private long skipped;
  private long sentNanos = System.nanoTime() - SECOND;

  /**
   * @param rate events a second, positive
   */
  SampledEventSource(
      Stream stream,
      EventChoice choice,
      double rate,
      Optional<Offsets> from,
      LiveEvents live,
      EventReader history,
      LiveConnections connections,
      SseConnection connection) {
    this.stream = stream;
    this.writer = new EventWriter(stream, choice);
    this.rate = rate;
    this.pauseNanos = Math.max(LEAST_PAUSE, (long) (SECOND / rate));
    this.connections = connections;
    this.connection = connection;
    this.history = new HistoryPages(stream, writer, history, connections, connection);
    this.tail = live.follow(stream.name(), connection::wake);
    this.position = from.orElseGet(tail::end);
  }

  @Override
  public byte[] next() throws SseEndException {
    if (!greeted) {
      greeted = true;
      return heartbeat();
    }
    long elapsed = System.nanoTime() - sentNanos;
    if (elapsed < pauseNanos) {
      wakeIn(pauseNanos - elapsed);
      return null;
    }
    if (history.isReading()) {
      return null;
    }
    EventPage page = history.take();
    if (page != null && !page.rows().isEmpty()) {
      int wanted = page.rows().size();
      int sent = announce(wanted, elapsed);
      position = writer.page(position, page, row -> isChosen(row, wanted, sent));
      return taken();
    }
    if (page != null) {
      position = ((Forward) page.next()).position();
    }
    int wanted = count();
    if (wanted == 0) {
      return null;
    }
    write(wanted, announce(wanted, elapsed));
    return taken();
  }

  /** How many of so many are sent; says how many are not. */
  private int announce(int wanted, long elapsed) {
    int sent = (int) Math.max(1, Math.min(wanted, rate * Math.min(elapsed, SECOND) / SECOND));
    skipped += wanted - sent;
    if (skipped > 0) {
      writer.skipped(skipped);
      skipped = 0;
    }
    return sent;
  }

  /** In equal distances, and always the last. */
  private static boolean isChosen(int number, int wanted, int sent) {
    return (number + 1L) * sent / wanted > (long) number * sent / wanted;
  }

  private byte[] taken() {
    sentNanos = System.nanoTime();
    return writer.take();
  }

  /** Counts the wanted events behind the position, which moves on where there are none. */
  private int count() {
    int[] wanted = new int[1];
    Optional<Offsets> end =
        tail.read(
            position,
            event -> {
              wanted[0] += writer.wants(event) ? 1 : 0;
              return true;
            });
    if (end.isEmpty()) {
      Offsets begin = tail.begin();
      Offsets near = position.max(remembered ? begin : before(begin, HistoryPages.ROWS));
      skipped += position.until(near);
      position = near;
      if (remembered) {
        return count();
      }
      history.read(position);
      return 0;
    }
    remembered = true;
    if (wanted[0] == 0) {
      position = end.get();
    }
    return wanted[0];
  }

  /** So many events before a position, in all partitions together. */
  private static Offsets before(Offsets position, int events) {
    long[] at = position.toArray();
    for (int partition = 0; partition < at.length; partition++) {
      at[partition] = Math.max(0, at[partition] - events / at.length);
    }
    return Offsets.of(at);
  }

  private void write(int wanted, int sent) {
    int[] seen = new int[1];
    long[] at = position.toArray();
    tail.read(
            position,
            event -> {
              at[event.partition()] = event.offset() + 1;
              if (!writer.wants(event)) {
                return true;
              }
              if (isChosen(seen[0]++, wanted, sent)) {
                writer.write(event, at);
              }
              return seen[0] < wanted;
            })
        .ifPresent(end -> position = end);
  }

  private void wakeIn(long nanos) {
    if (!alarmed) {
      alarmed = true;
      connections.later(
          () -> {
            alarmed = false;
            connection.wake();
          },
          nanos / 1_000_000 + 1);
    }
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
