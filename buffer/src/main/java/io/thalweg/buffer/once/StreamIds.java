package io.thalweg.buffer.once;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Stream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ids of one stream, in all its partitions. Safe for use by many threads. */
final class StreamIds {

  private static final Logger LOG = LoggerFactory.getLogger(StreamIds.class);
  private static final long SAVING_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Bytes after which the file is written anew, without what is of no use any more. */
  private static final long LONG_FILE = 8L << 20;

  private final String stream;
  private final Log log;
  private final IdMemory memory;
  private final BooleanSupplier stopped;
  private final IdFile file;
  private final PartitionIds[] partitions;
  private final AtomicLong nextSaving = new AtomicLong(System.nanoTime());
  private volatile List<IdRule> rules;
  private boolean unsaved;

  StreamIds(
      String stream,
      Log log,
      IdMemory memory,
      BooleanSupplier stopped,
      IdFile file,
      IdFile.Content content) {
    this.stream = stream;
    this.log = log;
    this.memory = memory;
    this.stopped = stopped;
    this.file = file;
    this.rules = List.copyOf(content.rules());
    this.partitions = new PartitionIds[content.places().length];
    Arrays.setAll(
        partitions, p -> new PartitionIds(this, p, content.places()[p], content.duplicates()[p]));
  }

  /** What told events apart, in the order of the log; at least one. They are only added to. */
  List<IdRule> rules() {
    return rules;
  }

  String name() {
    return stream;
  }

  IdRule lastRule() {
    return rules.get(rules.size() - 1);
  }

  /**
   * Has another rule hold from its place on.
   *
   * @throws IOException when that cannot be kept; then it does not hold
   */
  synchronized void add(IdRule rule) throws IOException {
    List<IdRule> before = rules;
    List<IdRule> more = new ArrayList<>(before);
    more.add(rule);
    rules = List.copyOf(more);
    try {
      rewrite();
    } catch (IOException e) {
      rules = before;
      throw e;
    }
  }

  PartitionIds partition(int partition) {
    return partitions[partition];
  }

  LogScan scan(Stream of, EventQuality quality, EventQuality looksAt) {
    return new LogScan(log, of, quality, looksAt, stopped);
  }

  IdTable table(IdRule rule) {
    return new IdTable(memory, rule.withinMillis());
  }

  /** The first record of a partition of a time or later. */
  long at(int partition, long millis) {
    return log.at(stream, Instant.ofEpochMilli(millis)).get(partition);
  }

  LogException tooMany(int partition, long ids) {
    return new LogException(
        ("stream \"%s\" has %,d ids within %s in partition %d, and the ids of all streams may take"
                + " %d MB of memory: make its deduplicate_within shorter, or give Java more memory"
                + " (-Xmx)")
            .formatted(
                stream,
                ids,
                Duration.ofMillis(lastRule().withinMillis())
                    .toString()
                    .substring(2)
                    .toLowerCase(Locale.ROOT),
                partition,
                memory.most() >> 20));
  }

  /** Where the log must not be trimmed behind. */
  Optional<Offsets> firstNeeded() {
    long[] needed = new long[partitions.length];
    for (int p = 0; p < needed.length; p++) {
      needed[p] = partitions[p].firstNeeded();
    }
    return Optional.of(Offsets.of(needed));
  }

  /** How many duplicates there were, ever. */
  long duplicates() {
    return Arrays.stream(partitions).mapToLong(PartitionIds::count).sum();
  }

  /** Saves what is new, if it has been some time since that was done last. */
  void saveSometimes() {
    long due = nextSaving.get();
    long now = System.nanoTime();
    if (now - due >= 0 && nextSaving.compareAndSet(due, now + SAVING_NANOS)) {
      save();
    }
  }

  /** Saves what is new. What cannot be saved now is found again after a start, or saved later. */
  synchronized void save() {
    try {
      if (file.appended() > LONG_FILE) {
        rewrite();
      } else {
        write(false);
      }
      unsaved = false;
    } catch (IOException | LogException e) {
      Arrays.stream(partitions).forEach(PartitionIds::notSaved);
      if (!unsaved) {
        unsaved = true;
        LOG.warn("the duplicates of stream {} cannot be saved, trying again", stream, e);
      }
    }
  }

  /** Writes the file anew, without what the log does not have any more. */
  synchronized void rewrite() throws IOException {
    Offsets beginnings = log.beginnings(stream);
    for (int p = 0; p < partitions.length; p++) {
      partitions[p].forgetBefore(beginnings.get(p));
    }
    write(true);
  }

  private void write(boolean all) throws IOException {
    StringBuilder lines = new StringBuilder();
    List<Optional<PartitionIds.Place>> places = new ArrayList<>();
    if (all) {
      rules.forEach(rule -> IdFile.rule(lines, rule));
    }
    for (PartitionIds partition : partitions) {
      places.add(partition.write(lines, all));
    }
    if (lines.length() == 0) {
      return;
    }
    if (all) {
      file.write(lines);
    } else {
      file.append(lines);
    }
    for (int p = 0; p < partitions.length; p++) {
      places.get(p).ifPresent(partitions[p]::saved);
    }
  }

  /** Frees the memory. */
  void forgetIds() {
    Arrays.stream(partitions).forEach(PartitionIds::forgetIds);
  }
}
