package io.thalweg.process.api.quality;

import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.quality.EventQuality;
import java.util.List;

/**
 * The quality of a stream whose rules have changed: each record is judged by those that held when
 * it was appended. Readers that had got to different places when the rules changed still agree.
 */
public final class VersionedQuality implements EventQuality {

  private final List<Version> versions;

  private VersionedQuality(List<Version> versions) {
    this.versions = versions;
  }

  /**
   * Rules and where they begin to hold.
   *
   * @param from the first position in the log that they hold for
   */
  public record Version(Offsets from, EventQuality quality) {}

  /**
   * The quality that all versions make together.
   *
   * @param versions at least one, in their order; the first holds for everything before too
   */
  public static EventQuality of(List<Version> versions) {
    return versions.size() == 1
        ? versions.get(0).quality()
        : new VersionedQuality(List.copyOf(versions));
  }

  @Override
  public boolean looksAt(int field) {
    return versions.stream().anyMatch(version -> version.quality().looksAt(field));
  }

  @Override
  public Judge judge(int partition) {
    int count = versions.size();
    long[] from = versions.stream().mapToLong(v -> v.from().get(partition)).toArray();
    Judge[] judges = versions.stream().map(v -> v.quality().judge(partition)).toArray(Judge[]::new);
    return (event, offset, timestampMillis) -> {
      int version = count - 1;
      while (version > 0 && offset < from[version]) {
        version--;
      }
      return judges[version].judge(event, offset, timestampMillis);
    };
  }
}
