package io.thalweg.app.server.http.events;

import io.thalweg.app.server.http.live.LiveConnections;
import io.thalweg.app.server.http.live.SseConnection;
import io.thalweg.app.server.http.live.SseSource;
import io.thalweg.app.server.http.live.SseText;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.LiveEvents;
import java.util.Optional;

/**
 * A stream's events for one client, at most so many a second: of those that came since the last
 * sending some in equal distances, always with the latest, and the number of those left out. Never
 * looks back further than memory does.
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
  private boolean greeted;
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
      LiveConnections connections,
      SseConnection connection) {
    this.stream = stream;
    this.writer = new EventWriter(stream, choice);
    this.rate = rate;
    this.pauseNanos = Math.max(LEAST_PAUSE, (long) (SECOND / rate));
    this.connections = connections;
    this.connection = connection;
    this.tail = live.follow(stream.name(), connection::wake);
    this.position = from.orElseGet(tail::end);
  }

  @Override
  public byte[] next() {
    if (!greeted) {
      greeted = true;
      return heartbeat();
    }
    long elapsed = System.nanoTime() - sentNanos;
    if (elapsed < pauseNanos) {
      wakeIn(pauseNanos - elapsed);
      return null;
    }
    int wanted = count();
    if (wanted == 0) {
      return null;
    }
    int sent = (int) Math.max(1, Math.min(wanted, rate * Math.min(elapsed, SECOND) / SECOND));
    skipped += wanted - sent;
    if (skipped > 0) {
      writer.skipped(skipped);
      skipped = 0;
    }
    write(wanted, sent);
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
      skipped += position.until(begin);
      position = position.max(begin);
      return count();
    }
    if (wanted[0] == 0) {
      position = end.get();
    }
    return wanted[0];
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
              long before = (long) seen[0] * sent / wanted;
              seen[0]++;
              if ((long) seen[0] * sent / wanted > before) {
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
