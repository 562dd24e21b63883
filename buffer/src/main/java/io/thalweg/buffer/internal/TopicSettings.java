package io.thalweg.buffer.internal;

import io.thalweg.definitions.Settings.Durability;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of the topics that the platform creates. */
public final class TopicSettings {

  /**
   * The largest batch of a partition in bytes, compressed: one event of the largest size, its key
   * and their frame fit.
   */
  public static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

  /**
   * A segment goes as a whole, and the one that is written to stays: small enough that trimming
   * frees space soon, large enough that a full log has few files.
   */
  private static final int SEGMENT_BYTES = 64 * 1024 * 1024;

  /** Room for the index entries of a segment, one for 4 KiB; Kafka's own size is for 1 GiB. */
  private static final int INDEX_BYTES = 256 * 1024;

  /** What a topic has beside these whose records are told by when the log got them. */
  public static final Map<String, String> BY_PROCESSING_TIME =
      Map.of("message.timestamp.type", "LogAppendTime");

  private TopicSettings() {}

  /**
   * Kept forever, for retention is the platform's and not the log's; the producer decides the
   * compression; with {@link Durability#DISK} every batch is synced before its producer hears of
   * it, so that one sync covers all that the producer has batched.
   */
  public static Map<String, String> of(Durability durability) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.putAll(ofOutside(durability));
    settings.put("cleanup.policy", "delete");
    settings.put("retention.ms", "-1");
    settings.put("retention.bytes", "-1");
    settings.put("segment.bytes", String.valueOf(SEGMENT_BYTES));
    settings.put("segment.ms", String.valueOf(Duration.ofDays(1).toMillis()));
    settings.put("segment.index.bytes", String.valueOf(INDEX_BYTES));
    settings.put("file.delete.delay.ms", "1000");
    return settings;
  }

  /** Of each key the last record is kept for good, in this process and outside of it. */
  public static Map<String, String> compacted(Durability durability) {
    Map<String, String> settings = new LinkedHashMap<>(ofOutside(durability));
    settings.put("cleanup.policy", "compact");
    settings.put("segment.bytes", String.valueOf(SEGMENT_BYTES));
    settings.put("segment.ms", String.valueOf(Duration.ofDays(1).toMillis()));
    settings.put("segment.index.bytes", String.valueOf(INDEX_BYTES));
    return settings;
  }

  /** An outside cluster decides itself how long it keeps what, and in which pieces. */
  public static Map<String, String> ofOutside(Durability durability) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("compression.type", "producer");
    settings.put("message.timestamp.type", "CreateTime");
    settings.put("max.message.bytes", String.valueOf(MAX_MESSAGE_BYTES));
    settings.put(
        "flush.messages", durability == Durability.DISK ? "1" : String.valueOf(Long.MAX_VALUE));
    return settings;
  }
}
