package io.thalweg.buffer.once;

import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.buffer.quality.EventValues;
import io.thalweg.buffer.quality.Verdict;
import io.thalweg.definitions.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must hold for the events of a stream, of which each counts once. Safe for use by many
 * threads.
 */
final class OnceQuality implements EventQuality {

  private final Stream stream;
  private final EventQuality quality;
  private final StreamIds ids;

  OnceQuality(Stream stream, EventQuality quality, StreamIds ids) {
    this.stream = stream;
    this.quality = quality;
    this.ids = ids;
  }

  @Override
  public boolean looksAt(int field) {
    String name = stream.fields().get(field).name();
    return quality.looksAt(field)
        || ids.rules().stream().anyMatch(rule -> rule.fields().contains(name));
  }

  /** Of an event that is in no log yet nobody knows whether it is a duplicate. */
  @Override
  public Judge judge(int partition) {
    return quality.judge(partition);
  }

  @Override
  public Judge judgeFrom(int partition, long from) {
    return new Reader(ids.partition(partition), quality.judgeFrom(partition, from), from);
  }

  @Override
  public Optional<Offsets> firstNeeded() {
    return ids.firstNeeded();
  }

  /** One who reads a partition from an offset on. For one thread. */
  final class Reader implements Judge {
    private final PartitionIds partition;
    private final Judge judge;
    private final long from;
    private final List<Optional<int[]>> fields = new ArrayList<>();
    private final IdDigest digest = new IdDigest(stream);
    private boolean reached;

    private Reader(PartitionIds partition, Judge judge, long from) {
      this.partition = partition;
      this.judge = judge;
      this.from = from;
    }

    @Override
    public Verdict judge(EventValues event, long offset, long timestampMillis) {
      Verdict verdict = judge.judge(event, offset, timestampMillis);
      if (!verdict.isGood()) {
        return verdict;
      }
      if (!reached) {
        partition.reach(from, this);
        reached = true;
      }
      return partition.isDuplicate(offset, timestampMillis, event, this)
          ? Verdict.DUPLICATE
          : verdict;
    }

    @Override
    public void passed(long to) {
      partition.passed(from, to);
      ids.saveSometimes();
    }

    /**
     * The fields of a rule, by their positions; empty where every event counts, also because one of
     * them is not in the stream any more.
     */
    Optional<int[]> fields(int rule) {
      while (fields.size() <= rule) {
        List<String> names = ids.rules().get(fields.size()).fields();
        boolean all =
            !names.isEmpty()
                && names.stream()
                    .allMatch(
                        name -> stream.fields().stream().anyMatch(f -> f.name().equals(name)));
        fields.add(
            all
                ? Optional.of(names.stream().mapToInt(stream::indexOf).toArray())
                : Optional.empty());
      }
      return fields.get(rule);
    }

    /** What the ids are compared by, of the event taken last. */
    IdDigest digest() {
      return digest;
    }

    /** Reads a part of the partition once more. */
    void scan(int of, long since, long to, LogScan.Visitor visitor) {
      ids.scan(stream, quality, OnceQuality.this).read(of, since, to, visitor);
    }
  }
}
