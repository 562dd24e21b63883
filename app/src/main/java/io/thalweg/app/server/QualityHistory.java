package io.thalweg.app.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.once.EventIds;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.QualityRule;
import io.thalweg.definitions.QualityRule.Otherwise;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.quality.StreamQuality;
import io.thalweg.process.api.quality.VersionedQuality;
import io.thalweg.process.api.quality.VersionedQuality.Version;
import io.thalweg.sql.quality.QualityCompiler;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Which quality rules of a stream held from where in its log on. When a start finds other rules
 * than the last one, they hold from the log's present end on; a file a stream in the data folder
 * remembers it. For one thread.
 */
final class QualityHistory {

  private static final Logger LOG = LoggerFactory.getLogger(QualityHistory.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Records that were judged by older rules than these have long been read by everybody. */
  private static final int MOST_VERSIONS = 100;

  private final Path folder;
  private final Log log;
  private final EventIds ids;

  /**
   * @param folder of the files; made when it is needed
   * @param ids of the streams whose events count once
   */
  QualityHistory(Path folder, Log log, EventIds ids) {
    this.folder = folder;
    this.log = log;
    this.ids = ids;
  }

  /** Rules as the file has them. */
  record Rules(String from, Long aheadMillis, List<Rule> rules) {
    boolean say(Rules other) {
      return Objects.equals(aheadMillis, other.aheadMillis) && rules.equals(other.rules);
    }
  }

  /** A rule as the file has it. */
  record Rule(String name, String check, Otherwise otherwise, String description) {}

  /**
   * What must hold for the events of a stream, wherever they stand in its log; makes its topic.
   *
   * @param current what must hold for those that come now
   * @throws StartException when the file cannot be read or written
   */
  EventQuality of(Stream stream, EventQuality current) {
    EventQuality judged = rules(stream, current);
    try {
      return ids.of(stream, judged);
    } catch (IOException e) {
      throw new StartException(
          "the duplicates of stream \"%s\" cannot be kept: %s"
              .formatted(stream.name(), e.getMessage()),
          "See that this user may read and write the folder \"ids\" of the data folder.");
    }
  }

  private EventQuality rules(Stream stream, EventQuality current) {
    Path file = folder.resolve(stream.name() + ".json");
    try {
      List<Rules> known = Files.exists(file) ? read(file) : List.of();
      log.ensureTopic(stream);
      // Without a history they hold for all that is in the log already.
      Offsets from = known.isEmpty() ? Offsets.zero(stream.partitions()) : log.ends(stream.name());
      Rules now = rules(stream, from);
      if (known.isEmpty() && current == EventQuality.NONE) {
        return current;
      }
      List<Rules> all = new ArrayList<>(known);
      if (known.isEmpty() || !known.get(known.size() - 1).say(now)) {
        all.add(now);
        all = all.subList(Math.max(0, all.size() - MOST_VERSIONS), all.size());
        write(file, all);
      }
      List<Version> versions = new ArrayList<>();
      for (Rules old : all.subList(0, all.size() - 1)) {
        versions.add(new Version(Offsets.parse(old.from()), quality(stream, old)));
      }
      versions.add(new Version(Offsets.parse(all.get(all.size() - 1).from()), current));
      return VersionedQuality.of(versions);
    } catch (IOException e) {
      throw new StartException(
          "the quality rules' history \"%s\" cannot be kept: %s".formatted(file, e.getMessage()),
          "See that the file is whole and that this user may read and write it.");
    }
  }

  private static Rules rules(Stream stream, Offsets from) {
    return new Rules(
        from.toString(),
        stream.eventTime().flatMap(EventTime::ahead).map(Duration::toMillis).orElse(null),
        stream.quality().stream()
            .map(
                rule ->
                    new Rule(
                        rule.name(),
                        rule.check().text(),
                        rule.otherwise(),
                        rule.description().orElse(null)))
            .toList());
  }

  /** Old rules over the fields of today; one that does not fit them any more is left out. */
  private static EventQuality quality(Stream stream, Rules old) {
    Stream then =
        new Stream(
            stream.name(),
            stream.description(),
            stream.fields(),
            stream.key(),
            stream
                .eventTime()
                .map(
                    time ->
                        new EventTime(
                            time.field(),
                            time.lateness(),
                            time.idleness(),
                            Optional.ofNullable(old.aheadMillis()).map(Duration::ofMillis),
                            time.ofLog())),
            stream.partitions(),
            stream.unknownFields(),
            stream.retention(),
            old.rules().stream()
                .map(
                    rule ->
                        new QualityRule(
                            rule.name(),
                            SourceText.of(stream.name(), rule.check()),
                            rule.otherwise(),
                            Optional.ofNullable(rule.description())))
                .toList());
    QualityCompiler.Result compiled = QualityCompiler.compile(then);
    try (MDC.MDCCloseable subject = MDC.putCloseable("stream", stream.name())) {
      compiled
          .problems()
          .forEach(
              problem ->
                  LOG.warn(
                      "a former quality rule of stream {} is left out: {}",
                      stream.name(),
                      problem.message()));
    }
    return StreamQuality.of(then, compiled.rules());
  }

  private static List<Rules> read(Path file) throws IOException {
    return List.of(JSON.readValue(file.toFile(), Rules[].class));
  }

  /** Whole or not at all, and on disk before an event can be judged by it. */
  private void write(Path file, List<Rules> all) throws IOException {
    Files.createDirectories(folder);
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.write(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
