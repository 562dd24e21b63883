package io.thalweg.examples.plant;

import io.thalweg.examples.plant.model.MachineEvent;
import io.thalweg.examples.plant.model.Reading;
import java.nio.charset.StandardCharsets;

/** What is posted at once: some readings, and what changed meanwhile. For one thread. */
final class Batch {

  /** A body of this many readings is about a megabyte and a half. */
  private static final int MOST_READINGS = 10_000;

  private final StringBuilder readings = new StringBuilder();
  private final StringBuilder events = new StringBuilder();
  private int readingCount;
  private int eventCount;

  void add(Reading reading) {
    reading.appendTo(readings);
    readingCount++;
  }

  void add(MachineEvent event) {
    event.appendTo(events);
    eventCount++;
  }

  boolean isFull() {
    return readingCount >= MOST_READINGS;
  }

  int readings() {
    return readingCount;
  }

  int events() {
    return eventCount;
  }

  byte[] readingLines() {
    return readings.toString().getBytes(StandardCharsets.UTF_8);
  }

  byte[] eventLines() {
    return events.toString().getBytes(StandardCharsets.UTF_8);
  }
}
