package io.thalweg.app.server.topics;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.server.topics.Topic.Partition;
import io.thalweg.app.server.topics.Topic.Reader;
import io.thalweg.buffer.GroupPosition;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.TopicSpan;
import io.thalweg.definitions.Settings;
import io.thalweg.process.api.StreamEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Says how the topics of a project are. Safe for use by many threads. */
final class TopicSampler {

  private static final String STREAM = "stream";
  private static final String RESULT = "result";

  private final Settings.Buffer buffer;
  private final Log log;
  private final StreamEngine engine;

  private final Supplier<CheckedProject> project;

  /**
   * @param project that runs
   */
  TopicSampler(Supplier<CheckedProject> project, Log log, StreamEngine engine) {
    this.buffer = project.get().settings().buffer();
    this.project = project;
    this.log = log;
    this.engine = engine;
  }

  /** The project's topics with their kinds, by name. */
  private Map<String, String> kinds() {
    CheckedProject now = project.get();
    Map<String, String> kinds = new TreeMap<>();
    now.streams().forEach(stream -> kinds.put(stream.name(), STREAM));
    now.outputTopics().forEach(topic -> kinds.put(topic.name(), RESULT));
    return kinds;
  }

  Set<String> names() {
    return kinds().keySet();
  }

  /** All topics by name. */
  List<Topic> all() {
    Map<String, String> kinds = kinds();
    return sample(kinds, kinds.keySet());
  }

  /** One of {@link #names}. */
  Topic one(String name) {
    return sample(kinds(), Set.of(name)).get(0);
  }

  private List<Topic> sample(Map<String, String> kinds, Set<String> names) {
    Map<String, Long> bytes = log.inspector().bytes();
    List<GroupPosition> groups = log.inspector().groups();
    List<Topic> topics = new ArrayList<>();
    Map<String, TopicSpan> spans = log.inspector().spans(names);
    for (String name : names) {
      Offsets beginnings = spans.get(name).beginnings();
      Offsets ends = spans.get(name).ends();
      topics.add(
          new Topic(
              name,
              kinds.get(name),
              IntStream.range(0, ends.partitions())
                  .mapToObj(p -> new Partition(p, beginnings.get(p), ends.get(p)))
                  .toList(),
              beginnings.until(ends),
              bytes.get(name),
              keep(kinds.get(name)).map(Duration::toSeconds).orElse(null),
              readers(name, ends, groups)));
    }
    return topics;
  }

  private Optional<Duration> keep(String kind) {
    boolean stream = kind.equals(STREAM);
    Optional<Duration> asked = stream ? buffer.keep() : buffer.keepResults();
    Duration usual = stream ? Settings.Buffer.DEFAULT_KEEP : Settings.Buffer.DEFAULT_KEEP_RESULTS;
    return log.isEmbedded() ? Optional.of(asked.orElse(usual)) : asked;
  }

  private List<Reader> readers(String topic, Offsets ends, List<GroupPosition> groups) {
    List<Reader> readers = new ArrayList<>();
    engine.archives().stream()
        .filter(archive -> archive.stream().equals(topic))
        .forEach(
            archive -> readers.add(new Reader("archive", "lake", archive.archived().until(ends))));
    engine
        .pipelines()
        .forEach(
            status ->
                Optional.ofNullable(status.positions().get(topic))
                    .ifPresent(
                        position ->
                            readers.add(
                                new Reader("pipeline", status.name(), position.until(ends)))));
    groups.stream()
        .filter(group -> group.topic().equals(topic))
        .forEach(group -> readers.add(new Reader("group", group.group(), group.lag(ends))));
    return readers;
  }
}
