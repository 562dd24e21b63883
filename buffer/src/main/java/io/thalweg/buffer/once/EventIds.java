package io.thalweg.buffer.once;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Stream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ids of all streams that tell their events apart: whoever judges records by the qualities that
 * this gives finds the same duplicates. A file a stream remembers them. Safe for use by many
 * threads.
 */
public final class EventIds implements AutoCloseable {

  private final Path folder;
  private final Log log;
  private final IdMemory memory;
  private final Clock clock;
  private final Map<String, StreamIds> streams = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  /**
   * @param folder of the files; made when it is needed
   * @param memoryBytes that the ids of all streams may take
   */
  public EventIds(Path folder, Log log, long memoryBytes) {
    this(folder, log, memoryBytes, Clock.systemUTC());
  }

  EventIds(Path folder, Log log, long memoryBytes, Clock clock) {
    this.folder = folder;
    this.log = log;
    this.memory = new IdMemory(memoryBytes);
    this.clock = clock;
  }

  /**
   * What must hold for the events of a stream, each of which counts once if it has an id; makes its
   * topic then. When the stream says something else than before about its ids, that holds from the
   * log's present end on.
   *
   * @param quality what must hold otherwise; given back where no event ever had an id
   * @throws IOException when the stream's file cannot be read or written
   * @throws LogException when the log does not answer
   */
  public synchronized EventQuality of(Stream stream, EventQuality quality) throws IOException {
    StreamIds ids = streams.get(stream.name());
    if (ids == null) {
      Optional<StreamIds> opened = open(stream);
      if (opened.isEmpty()) {
        return quality;
      }
      ids = opened.get();
      streams.put(stream.name(), ids);
    }
    IdRule now = rule(stream);
    if (!ids.lastRule().says(now)) {
      ids.add(now);
    }
    return new OnceQuality(stream, quality, ids);
  }

  private Optional<StreamIds> open(Stream stream) throws IOException {
    IdFile file = new IdFile(folder.resolve(stream.name()));
    Optional<IdFile.Content> known = file.read(stream.partitions());
    if (known.isEmpty() && stream.id().isEmpty()) {
      return Optional.empty();
    }
    log.ensureTopic(stream);
    if (known.isPresent() && stream.id().isEmpty() && isOver(stream, known.get())) {
      file.delete();
      return Optional.empty();
    }
    IdFile.Content content = known.orElseGet(() -> nothing(rule(stream)));
    Offsets ends = log.ends(stream.name());
    for (int p = 0; p < stream.partitions(); p++) {
      // The log may have lost its end, and will write other records there.
      PartitionIds.Place place = content.places()[p];
      long position = Math.min(place.position(), ends.get(p));
      content.places()[p] = new PartitionIds.Place(position, place.clock(), place.duplicates());
      content.duplicates()[p].forgetFrom(position);
    }
    StreamIds ids = new StreamIds(stream.name(), log, memory, () -> stopped, file, content);
    ids.rewrite();
    return Optional.of(ids);
  }

  private IdRule rule(Stream stream) {
    Offsets ends = log.ends(stream.name());
    boolean isNew = ends.equals(Offsets.zero(ends.partitions()));
    return IdRule.of(stream, ends, isNew ? 0 : clock.millis());
  }

  /** Whether the log holds nothing of the time in which events had ids. */
  private boolean isOver(Stream stream, IdFile.Content content) {
    IdRule last = content.rules().get(content.rules().size() - 1);
    return last.fields().isEmpty() && last.from().isAtMost(log.beginnings(stream.name()));
  }

  private static IdFile.Content nothing(IdRule rule) {
    int partitions = rule.from().partitions();
    PartitionIds.Place[] places = new PartitionIds.Place[partitions];
    Arrays.setAll(places, p -> new PartitionIds.Place(rule.from().get(p), rule.atMillis(), 0));
    OffsetRuns[] duplicates = new OffsetRuns[partitions];
    Arrays.setAll(duplicates, p -> new OffsetRuns());
    return new IdFile.Content(List.of(rule), places, duplicates);
  }

  /** How many duplicates were found ever, by stream. */
  public Map<String, Long> duplicates() {
    Map<String, Long> counts = new TreeMap<>();
    streams.forEach((stream, ids) -> counts.put(stream, ids.duplicates()));
    return counts;
  }

  /** Ends what reads the log for ids; who waits for it gets a {@link LogException}. */
  public void stop() {
    stopped = true;
  }

  /** Saves what is known. */
  void save() {
    streams.values().forEach(StreamIds::save);
  }

  /** Saves what is known; to be called when nobody judges any more. */
  @Override
  public void close() {
    stop();
    save();
    streams.values().forEach(StreamIds::forgetIds);
  }
}
