package io.thalweg.process.duckdb.feed;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.batch.EventBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The batches of one topic. Whoever first needs the batch behind a position has it fetched and
 * decoded; all others that stand there get the same one. A reader that has fallen behind the kept
 * batches reads with a cursor of its own, whose batches are cut so that it meets the others again.
 *
 * <p>Safe for use by many threads.
 */
public final class StreamFeed implements AutoCloseable {

  private final Log log;
  private final Stream stream;
  private final EventQuality quality;
  private final FeedSettings settings;
  private final ExecutorService fetching;

  // All below are guarded by this.
  private final Map<Offsets, Entry> entries = new LinkedHashMap<>();
  private final Set<Reader> readers = new HashSet<>();
  private final List<Track> tracks = new ArrayList<>();
  private long cachedBytes;
  private boolean closed;

  /** A feed of a topic all of whose events are good. */
  public StreamFeed(Log log, Stream stream, FeedSettings settings) {
    this(log, stream, EventQuality.NONE, settings);
  }

  /**
   * @param quality what must hold for the events
   */
  public StreamFeed(Log log, Stream stream, EventQuality quality, FeedSettings settings) {
    this.log = log;
    this.stream = stream;
    this.quality = quality;
    this.settings = settings;
    AtomicInteger count = new AtomicInteger();
    this.fetching =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread =
                  new Thread(task, "fetch-" + stream.name() + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** A reader that stands at a position. Its user closes it. */
  public synchronized Reader reader(Offsets position) {
    Reader reader = new Reader(position);
    readers.add(reader);
    return reader;
  }

  /**
   * The batch that one of several readers has.
   *
   * @param reader its number
   */
  public record Next(int reader, EventBatch batch) {}

  /**
   * Waits until one of several readers has the batch at its position. Until that reader's {@link
   * Reader#advance} it can be had again.
   *
   * @param first which of them to take where several have
   * @return empty when the time is over or one was woken up
   * @throws TrimmedLogException when a log does not have a reader's position any more
   */
  public static Optional<Next> awaitAny(List<Reader> readers, int first, Duration timeout)
      throws InterruptedException {
    List<Entry> entries = new ArrayList<>();
    List<CompletableFuture<?>> waiting = new ArrayList<>();
    for (Reader reader : readers) {
      if (reader.woken.isDone()) {
        return Optional.empty();
      }
      Entry entry = reader.feed().entryAt(reader.position);
      entries.add(entry);
      waiting.add(entry.future);
      waiting.add(reader.woken);
    }
    try {
      CompletableFuture.anyOf(waiting.toArray(CompletableFuture[]::new))
          .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      for (int i = 0; i < readers.size(); i++) {
        int turn = (first + i) % readers.size();
        if (entries.get(turn).future.isDone()) {
          return Optional.of(new Next(turn, readers.get(turn).feed().take(entries.get(turn))));
        }
      }
      return Optional.empty();
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException | CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Ends every read; those who wait get an {@link IllegalStateException}. */
  @Override
  public void close() {
    List<Track> open;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      open = List.copyOf(tracks);
      entries.values().forEach(entry -> entry.future.completeExceptionally(ended()));
      entries.clear();
    }
    open.forEach(track -> track.cursor.wakeup());
    fetching.shutdown();
    try {
      fetching.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.stream().filter(track -> !track.closed).forEach(track -> track.cursor.close());
  }

  private IllegalStateException ended() {
    return new IllegalStateException("the feed of " + stream.name() + " is closed");
  }

  /** One who reads the topic batch by batch. For one thread, but any may wake it up. */
  public final class Reader implements AutoCloseable {
    private final CompletableFuture<Object> woken = new CompletableFuture<>();
    private Offsets position;

    private Reader(Offsets position) {
      this.position = position;
    }

    private StreamFeed feed() {
      return StreamFeed.this;
    }

    /** Where the next batch begins. */
    public Offsets position() {
      return position;
    }

    /**
     * Waits for the batch at the position. Until {@link #advance} it can be had again.
     *
     * @return empty when the time is over or the reader was woken up
     * @throws TrimmedLogException when the log does not have the position any more
     */
    public Optional<EventBatch> await(Duration timeout) throws InterruptedException {
      return awaitAny(List.of(this), 0, timeout).map(Next::batch);
    }

    /** Moves behind a batch. */
    public void advance(EventBatch batch) {
      seek(batch.to());
    }

    /** Moves somewhere else. */
    public void seek(Offsets to) {
      synchronized (StreamFeed.this) {
        position = to;
        evict();
      }
    }

    /** Ends the waiting, now and from now on. */
    public void wakeup() {
      woken.complete(this);
    }

    @Override
    public void close() {
      synchronized (StreamFeed.this) {
        readers.remove(this);
        evict();
      }
    }
  }

  /** A batch that is being made or kept. */
  private static final class Entry {
    final Offsets from;
    final CompletableFuture<EventBatch> future = new CompletableFuture<>();
    boolean taken;

    Entry(Offsets from) {
      this.from = from;
    }

    boolean isMade() {
      return future.isDone() && !future.isCompletedExceptionally();
    }

    int rows() {
      return isMade() ? future.join().rows() : 0;
    }

    long bytes() {
      return isMade() ? future.join().bytes() : 0;
    }
  }

  /** A cursor and whether it works. */
  private static final class Track {
    final LogCursor cursor;
    boolean busy;
    boolean closed;

    Track(LogCursor cursor) {
      this.cursor = cursor;
    }

    boolean standsAt(Offsets position) {
      return position.equals(cursor.position());
    }
  }

  private synchronized Entry entryAt(Offsets position) {
    if (closed) {
      throw ended();
    }
    Entry entry = entries.get(position);
    return entry != null ? entry : start(trackFor(position), position);
  }

  private Track trackFor(Offsets position) {
    return tracks.stream()
        .filter(track -> !track.busy)
        .filter(track -> track.standsAt(position) || !isWanted(track.cursor.position()))
        .min(Comparator.comparing(track -> !track.standsAt(position)))
        .orElseGet(
            () -> {
              Track track = new Track(new LogCursor(log, stream, quality, settings));
              tracks.add(track);
              return track;
            });
  }

  private Entry start(Track track, Offsets from) {
    Entry entry = new Entry(from);
    entries.put(from, entry);
    track.busy = true;
    Optional<Offsets> meeting = meetingPoint(from);
    fetching.execute(() -> read(track, entry, meeting));
    return entry;
  }

  /** The nearest place ahead where others stand or a kept batch begins. */
  private Optional<Offsets> meetingPoint(Offsets from) {
    List<Offsets> ahead = new ArrayList<>(entries.keySet());
    readers.forEach(reader -> ahead.add(reader.position));
    return ahead.stream()
        .filter(place -> !place.equals(from) && from.isAtMost(place))
        .min(Comparator.comparingLong(from::until));
  }

  private void read(Track track, Entry entry, Optional<Offsets> meeting) {
    EventBatch batch = null;
    RuntimeException failure = null;
    try {
      batch = track.cursor.read(entry.from, meeting);
    } catch (RuntimeException e) {
      failure = e;
    }
    boolean spare;
    synchronized (this) {
      track.busy = false;
      if (batch == null) {
        // Whoever asks again starts anew.
        entries.remove(entry.from);
      } else {
        cachedBytes += batch.bytes();
      }
      spare = closed || batch == null || entries.containsKey(batch.to());
      if (spare) {
        tracks.remove(track);
        track.closed = true;
      }
    }
    if (batch != null) {
      entry.future.complete(batch);
    } else {
      entry.future.completeExceptionally(failure);
    }
    synchronized (this) {
      readAhead();
    }
    if (spare) {
      track.cursor.close();
    }
  }

  /**
   * The batch of an entry that is done, joined with those behind it that are done too: a reader
   * that has fallen behind takes in one go what others took bit by bit.
   */
  private synchronized EventBatch take(Entry first) {
    List<EventBatch> batches = new ArrayList<>();
    long rows = 0;
    long bytes = 0;
    for (Entry entry = first; entry != null && entry.isMade(); ) {
      EventBatch batch = entry.future.join();
      rows += batch.rows();
      bytes += batch.bytes();
      if (!batches.isEmpty() && (rows > settings.batchRows() || bytes > settings.batchBytes())) {
        break;
      }
      entry.taken = true;
      batches.add(batch);
      entry = entries.get(batch.to());
    }
    readAhead();
    return batches.isEmpty() ? first.future.join() : EventBatch.join(batches);
  }

  /** Lets the cursor that has just been read up to go on, within bounds. */
  private void readAhead() {
    if (closed || isFarAhead()) {
      return;
    }
    for (Track track : List.copyOf(tracks)) {
      Offsets next = track.cursor.position();
      if (!track.busy && next != null && !entries.containsKey(next) && isWanted(next)) {
        start(track, next);
        return;
      }
    }
  }

  /**
   * Whether enough is decoded that nobody has asked for: so many batches, and of small ones so many
   * more as whoever comes next takes in one go.
   */
  private boolean isFarAhead() {
    int batches = 0;
    long rows = 0;
    long bytes = 0;
    boolean reading = false;
    for (Entry entry : entries.values()) {
      if (!entry.taken) {
        batches++;
        rows += entry.rows();
        bytes += entry.bytes();
        reading |= !entry.future.isDone();
      }
    }
    boolean isMuch = rows >= settings.batchRows() || bytes >= settings.batchBytes();
    return batches >= settings.readAhead() && (settings.readAhead() == 0 || reading || isMuch);
  }

  /** Whether a reader stands before a place, not further than a few batches. */
  private boolean isWanted(Offsets place) {
    return readers.stream()
        .anyMatch(
            reader ->
                reader.position.isAtMost(place)
                    && reader.position.until(place)
                        <= (long) settings.batchRows() * (settings.readAhead() + 2));
  }

  /** Forgets what no reader will come to, and what there is no room for. */
  private void evict() {
    entries.values().removeIf(entry -> entry.future.isDone() && !isAheadOfAReader(entry));
    cachedBytes = entries.values().stream().mapToLong(Entry::bytes).sum();
    var oldestFirst = entries.values().iterator();
    while (cachedBytes > settings.cacheBytes() && oldestFirst.hasNext()) {
      Entry entry = oldestFirst.next();
      if (entry.taken && entry.future.isDone()) {
        cachedBytes -= entry.bytes();
        oldestFirst.remove();
      }
    }
  }

  private boolean isAheadOfAReader(Entry entry) {
    return readers.stream().anyMatch(reader -> reader.position.isAtMost(entry.from));
  }
}
