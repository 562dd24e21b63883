package io.thalweg.definitions;

import java.util.Objects;
import java.util.Optional;

/**
 * The project's {@code thalweg.yaml}.
 *
 * @param name of the project
 * @param httpPort where the platform listens on loopback, 0 for any free port
 * @param buffer the log
 */
public record Settings(String name, int httpPort, Buffer buffer) {

  public static final int DEFAULT_HTTP_PORT = 8420;

  public Settings {
    Objects.requireNonNull(name);
    Objects.requireNonNull(buffer);
  }

  /**
   * The log.
   *
   * @param bootstrap {@code host:port,…} of an outside Kafka cluster; without it the log runs in
   *     this process
   * @param durability what a producer's success means; an outside cluster decides that itself
   */
  public record Buffer(Optional<String> bootstrap, Durability durability) {}

  /** What it means that the log has answered a producer. */
  public enum Durability {
    /** The records are synced to disk: they survive a power cut. */
    DISK,
    /** The records are with the operating system: they survive the process. */
    PROCESS
  }
}
