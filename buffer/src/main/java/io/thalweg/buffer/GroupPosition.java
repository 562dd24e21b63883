package io.thalweg.buffer;

import java.util.Map;

/**
 * How far a consumer group has read a topic.
 *
 * @param next the offset of the next record, by partition; partitions that the group has never read
 *     are not in it
 */
public record GroupPosition(String group, String topic, Map<Integer, Long> next) {

  /** How many records there are between this position and the end of the topic. */
  public long lag(Offsets ends) {
    return next.entrySet().stream()
        .filter(read -> read.getKey() < ends.partitions())
        .mapToLong(read -> Math.max(0, ends.get(read.getKey()) - read.getValue()))
        .sum();
  }
}
