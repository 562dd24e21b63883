package io.thalweg.process.duckdb.live;

import io.thalweg.buffer.LogException;
import io.thalweg.buffer.Offsets;
import io.thalweg.process.api.LiveEvents;
import io.thalweg.process.duckdb.batch.BatchRows;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.feed.StreamFeed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One reader of a stream's feed for all who follow the stream: while anybody does, a thread waits
 * for batches, keeps the latest and tells the followers. Who is too slow for what is kept reads the
 * history instead; nobody holds anybody up. Safe for use by many threads.
 */
public final class StreamHub implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamHub.class);

  /** Bytes of decoded batches that are kept, beside the latest one. */
  private static final long KEPT_BYTES = 16L << 20;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String stream;
  private final Supplier<StreamFeed> feed;
  private final Supplier<Offsets> ends;

  // All below are guarded by this.
  private Session session;
  private boolean closed;

  /**
   * @param feed of the stream; asked for with each first follower
   * @param ends asks the log for the stream's end
   */
  public StreamHub(String stream, Supplier<StreamFeed> feed, Supplier<Offsets> ends) {
    this.stream = stream;
    this.feed = feed;
    this.ends = ends;
  }

  /** Follows the stream; see {@link LiveEvents#follow}. */
  public synchronized LiveEvents.Tail follow(Runnable arrived) {
    if (closed) {
      throw new LogException("the events of stream \"%s\" are not read any more".formatted(stream));
    }
    if (session == null) {
      session = new Session(ends.get());
      session.thread.start();
    }
    Follower follower = new Follower(session, arrived);
    session.followers.add(follower);
    return follower;
  }

  @Override
  public void close() {
    Session last;
    synchronized (this) {
      closed = true;
      last = session;
      session = null;
    }
    if (last != null) {
      last.stop();
    }
  }

  private void leave(Session of, Follower follower) {
    boolean unused;
    synchronized (this) {
      of.followers.remove(follower);
      unused = of == session && of.followers.isEmpty();
      if (unused) {
        session = null;
      }
    }
    if (unused) {
      of.stop();
    }
  }

  /** A time in which somebody follows. */
  private final class Session {
    final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    final Thread thread = new Thread(this::run, "live-" + stream);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final StreamFeed.Reader reader;
    private final Deque<EventBatch> kept = new ArrayDeque<>();
    private long keptBytes;
    private Offsets begin;
    private Offsets end;

    Session(Offsets start) {
      this.reader = feed.get().reader(start);
      this.begin = start;
      this.end = start;
      thread.setDaemon(true);
    }

    void stop() {
      stopping.countDown();
      reader.wakeup();
    }

    private void run() {
      MDC.put("stream", stream);
      try (reader) {
        while (stopping.getCount() > 0) {
          try {
            Optional<EventBatch> batch = reader.await(Duration.ofDays(1));
            batch.ifPresent(this::add);
          } catch (LogException | KafkaException e) {
            LOG.debug("stream {} is not followed, trying again", stream, e);
            stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        if (stopping.getCount() > 0) {
          LOG.warn("stream {} is not followed any more", stream, e);
        }
      }
    }

    private void add(EventBatch batch) {
      synchronized (this) {
        kept.addLast(batch);
        keptBytes += batch.bytes();
        end = batch.to();
        while (kept.size() > 1 && keptBytes > KEPT_BYTES) {
          EventBatch oldest = kept.removeFirst();
          keptBytes -= oldest.bytes();
          begin = oldest.to();
        }
      }
      reader.advance(batch);
      followers.forEach(follower -> follower.arrived.run());
    }

    synchronized Offsets begin() {
      return begin;
    }

    synchronized Offsets end() {
      return end;
    }

    /** The batches behind a position; empty when some of them are gone. */
    synchronized Optional<List<EventBatch>> behind(Offsets position) {
      if (!begin.isAtMost(position)) {
        return Optional.empty();
      }
      List<EventBatch> found = new ArrayList<>();
      for (EventBatch batch : kept) {
        if (!batch.to().isAtMost(position)) {
          found.add(batch);
        }
      }
      return Optional.of(found);
    }
  }

  private final class Follower implements LiveEvents.Tail {
    private final Session of;
    private final Runnable arrived;

    Follower(Session of, Runnable arrived) {
      this.of = of;
      this.arrived = arrived;
    }

    @Override
    public Offsets end() {
      return of.end();
    }

    @Override
    public Offsets begin() {
      return of.begin();
    }

    @Override
    public Optional<Offsets> read(Offsets position, LiveEvents.Visitor visitor) {
      return of.behind(position).map(batches -> give(batches, position, visitor));
    }

    private Offsets give(List<EventBatch> batches, Offsets from, LiveEvents.Visitor visitor) {
      Offsets position = from;
      for (EventBatch batch : batches) {
        BatchRows rows = new BatchRows(batch, position);
        long[] next = position.toArray();
        while (rows.next()) {
          boolean more = visitor.event(rows);
          next[rows.partition()] = rows.offset() + 1;
          if (!more) {
            return Offsets.of(next);
          }
        }
        position = position.max(batch.to());
      }
      return position;
    }

    @Override
    public void close() {
      leave(of, this);
    }
  }
}
