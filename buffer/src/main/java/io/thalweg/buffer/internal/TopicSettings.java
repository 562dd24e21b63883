package io.thalweg.buffer.internal;

import io.thalweg.definitions.Settings.Durability;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of the topics that the platform creates. */
public final class TopicSettings {

  /**
   * The largest batch of a partition in bytes, compressed: one event of the largest size, its key
   * and their frame fit.
   */
  public static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

  private TopicSettings() {}

  /**
   * Kept forever, for retention is the platform's and not the log's; the producer decides the
   * compression; with {@link Durability#DISK} every batch is synced before its producer hears of
   * it, so that one sync covers all that the producer has batched.
   */
  public static Map<String, String> of(Durability durability) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("cleanup.policy", "delete");
    settings.put("retention.ms", "-1");
    settings.put("retention.bytes", "-1");
    settings.put("compression.type", "producer");
    settings.put("message.timestamp.type", "CreateTime");
    settings.put("max.message.bytes", String.valueOf(MAX_MESSAGE_BYTES));
    settings.put(
        "flush.messages", durability == Durability.DISK ? "1" : String.valueOf(Long.MAX_VALUE));
    return settings;
  }
}
