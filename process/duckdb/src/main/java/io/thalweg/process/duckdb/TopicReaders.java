package io.thalweg.process.duckdb;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.feed.FeedSettings;
import io.thalweg.process.duckdb.feed.StreamFeed;
import io.thalweg.process.duckdb.live.StreamHub;

/**
 * All who read one topic: its feed, made when it is first wanted, and those who follow it live.
 * Safe for use by many threads.
 */
final class TopicReaders implements AutoCloseable {

  private final Log log;
  private final Stream stream;
  private final EventQuality quality;
  private final FeedSettings settings;
  private final StreamHub hub;
  private StreamFeed feed;

  TopicReaders(Log log, Stream stream, EventQuality quality, FeedSettings settings) {
    this.log = log;
    this.stream = stream;
    this.quality = quality;
    this.settings = settings;
    this.hub = new StreamHub(stream.name(), this::feed, () -> log.ends(stream.name()));
  }

  /** The topic as it is decoded. */
  Stream stream() {
    return stream;
  }

  /** What must hold for its events. */
  EventQuality quality() {
    return quality;
  }

  StreamHub hub() {
    return hub;
  }

  synchronized StreamFeed feed() {
    if (feed == null) {
      feed = new StreamFeed(log, stream, quality, settings);
    }
    return feed;
  }

  /** Ends every read; pipelines and the archive have stopped already. */
  @Override
  public void close() {
    hub.close();
    synchronized (this) {
      if (feed != null) {
        feed.close();
      }
    }
  }
}
