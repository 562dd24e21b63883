package io.thalweg.process.duckdb;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.EngineProject;
import io.thalweg.process.api.LiveEvents;
import io.thalweg.process.duckdb.feed.FeedSettings;
import io.thalweg.process.duckdb.feed.StreamFeed;
import io.thalweg.process.duckdb.pipeline.ManagedPipeline;
import io.thalweg.sql.streaming.CompiledPipeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The topics that an engine reads, and those that its pipelines write. Safe for many threads. */
final class EngineTopics implements AutoCloseable {

  private final Map<String, TopicReaders> readers = new ConcurrentHashMap<>();
  private final Log log;
  private final FeedSettings settings;

  EngineTopics(Log log, FeedSettings settings) {
    this.log = log;
    this.settings = settings;
  }

  /** The topics that are read, as they are decoded, by name. */
  Map<String, Stream> streams() {
    Map<String, Stream> streams = new HashMap<>();
    readers.forEach((name, of) -> streams.put(name, of.stream()));
    return streams;
  }

  /**
   * Makes a project's topics where there are none, and lets those be read that are not yet.
   *
   * @return the latter
   */
  List<Stream> open(EngineProject project) {
    List<Stream> opened =
        EngineDiff.topics(project).values().stream()
            .filter(stream -> !readers.containsKey(stream.name()))
            .toList();
    opened.forEach(log::ensureTopic);
    project.pipelines().stream()
        .filter(pipeline -> pipeline.plan().changes().isPresent())
        .flatMap(pipeline -> pipeline.topics().stream())
        .map(CompiledPipeline.OutputTopic::stream)
        .forEach(topic -> log.ensureCompactedTopic(topic.name(), topic.partitions()));
    for (Stream stream : opened) {
      EventQuality quality = project.quality().getOrDefault(stream.name(), EventQuality.NONE);
      readers.put(stream.name(), new TopicReaders(log, stream, quality, settings));
    }
    return opened;
  }

  /** The feeds of a pipeline's sources, in their order. */
  List<StreamFeed> feeds(ManagedPipeline pipeline) {
    return pipeline.sources().stream().map(this::feed).toList();
  }

  StreamFeed feed(Stream stream) {
    return readers.get(stream.name()).feed();
  }

  /**
   * Of positions that nobody needs the log before, those that what judges a topic's events needs
   * nothing before either.
   */
  Offsets needed(String topic, Offsets position) {
    TopicReaders of = readers.get(topic);
    return Optional.ofNullable(of)
        .flatMap(found -> found.quality().firstNeeded())
        .map(position::least)
        .orElse(position);
  }

  /**
   * Follows a topic.
   *
   * @throws NoSuchElementException when it is not read
   */
  LiveEvents.Tail follow(String stream, Runnable arrived) {
    TopicReaders of = readers.get(stream);
    if (of == null) {
      throw new NoSuchElementException("no stream \"" + stream + "\"");
    }
    return of.hub().follow(arrived);
  }

  /** Where a topic ends; empty while the log does not answer. */
  Optional<Offsets> ends(String topic) {
    try {
      return Optional.of(log.ends(topic));
    } catch (LogException e) {
      return Optional.empty();
    }
  }

  /** Ends every read of a topic, whose pipelines and archive have stopped already. */
  void close(String topic) {
    readers.remove(topic).close();
  }

  /** Ends what follows topics live. */
  void closeHubs() {
    readers.values().forEach(of -> of.hub().close());
  }

  @Override
  public void close() {
    readers.values().forEach(TopicReaders::close);
  }
}
