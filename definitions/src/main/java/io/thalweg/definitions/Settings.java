package io.thalweg.definitions;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The project's {@code thalweg.yaml}.
 *
 * @param name of the project
 * @param httpPort where the platform listens on loopback, 0 for any free port
 * @param buffer the log
 * @param retention of streams that have none of their own but an event time; without it they are
 *     kept for good
 * @param disk what the data folder may take up
 * @param udp where InfluxDB's line protocol comes in without a token; without it nowhere
 */
public record Settings(
    String name,
    int httpPort,
    Buffer buffer,
    Optional<Duration> retention,
    Disk disk,
    Optional<Udp> udp) {

  public static final int DEFAULT_HTTP_PORT = 8420;

  /** Settings that keep everything. */
  public Settings(String name, int httpPort, Buffer buffer) {
    this(name, httpPort, buffer, Optional.empty(), Disk.DEFAULT, Optional.empty());
  }

  public Settings {
    Objects.requireNonNull(name);
    Objects.requireNonNull(buffer);
    Objects.requireNonNull(disk);
    Objects.requireNonNull(udp);
  }

  /**
   * The log.
   *
   * @param bootstrap {@code host:port,…} of an outside Kafka cluster; without it the log runs in
   *     this process
   * @param durability what a producer's success means; an outside cluster decides that itself
   * @param keep how long records of streams stay in the log at least, after they are archived and
   *     read; without it the default, and an outside cluster is left alone
   * @param keepResults how long records that pipelines wrote to topics stay, and until they are
   *     read; without it the default, and an outside cluster is left alone
   * @param listener where the log in this process lets Kafka clients in from outside; without it
   *     nowhere
   */
  public record Buffer(
      Optional<String> bootstrap,
      Durability durability,
      Optional<Duration> keep,
      Optional<Duration> keepResults,
      Optional<Listener> listener) {

    public static final Duration DEFAULT_KEEP = Duration.ofDays(7);
    public static final Duration DEFAULT_KEEP_RESULTS = Duration.ofDays(30);

    /** A log that keeps what is usual. */
    public Buffer(Optional<String> bootstrap, Durability durability) {
      this(bootstrap, durability, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * Where Kafka clients from outside come in.
   *
   * @param host the address to listen on
   * @param port 0 for any free one
   * @param advertised the address that clients are told to come to; never one that means all
   *     addresses of the machine
   */
  public record Listener(String host, int port, String advertised) {

    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 9092;

    public Listener {
      Objects.requireNonNull(host);
      Objects.requireNonNull(advertised);
    }

    /** Whether an address means all addresses of the machine. */
    public static boolean isAll(String host) {
      return host.equals("0.0.0.0") || host.equals("::");
    }
  }

  /**
   * What the data folder may take up.
   *
   * @param budgetBytes of all of its files; without it whatever the disk holds
   * @param freeBytes of the disk that stay free
   */
  public record Disk(Optional<Long> budgetBytes, long freeBytes) {

    public static final Disk DEFAULT = new Disk(Optional.empty(), 500_000_000);
  }

  /**
   * Where points come in by UDP, from whoever reaches that port.
   *
   * @param host the address to listen on
   * @param port 0 for any free one
   * @param precision what the timestamps of points count
   */
  public record Udp(String host, int port, Precision precision) {

    public static final String DEFAULT_HOST = "127.0.0.1";

    /** InfluxDB's own. */
    public static final int DEFAULT_PORT = 8089;

    public Udp {
      Objects.requireNonNull(host);
      Objects.requireNonNull(precision);
    }
  }

  /** What a timestamp counts. */
  public enum Precision {
    /** Nanoseconds. */
    NS,
    /** Microseconds. */
    US,
    /** Milliseconds. */
    MS,
    /** Seconds. */
    S
  }

  /** What it means that the log has answered a producer. */
  public enum Durability {
    /** The records are synced to disk: they survive a power cut. */
    DISK,
    /** The records are with the operating system: they survive the process. */
    PROCESS
  }
}
