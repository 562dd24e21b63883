package io.thalweg.benchmarks;

import java.nio.charset.StandardCharsets;

/**
 * The events that every contestant gets: readings of a thousand devices, one a millisecond, as JSON
 * of about a hundred bytes.
 */
final class SensorEvents {

  static final int DEVICES = 1000;

  /** The time of the first event, in milliseconds since the epoch: a full hour. */
  static final long START_MILLIS = 1_767_225_600_000L;

  private SensorEvents() {}

  /** An event's key. */
  static byte[] key(long number) {
    return ("dev-" + number % DEVICES).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * An event.
   *
   * @param number from 0 on
   */
  static byte[] event(long number) {
    return ("{\"device\":\"dev-"
            + number % DEVICES
            + "\",\"time\":"
            + (START_MILLIS + number)
            + ",\"temperature\":"
            + (20 + number % 977 / 100.0)
            + ",\"vibration\":"
            + number % 313 / 10.0
            + ",\"status\":\"running\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The same event in line protocol, with its time in milliseconds. */
  static byte[] line(long number) {
    return ("readings,device=dev-"
            + number % DEVICES
            + " temperature="
            + (20 + number % 977 / 100.0)
            + ",vibration="
            + number % 313 / 10.0
            + ",status=\"running\" "
            + (START_MILLIS + number)
            + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
