package io.thalweg.examples.plant;

import io.thalweg.examples.client.Ingested;
import io.thalweg.examples.client.RefusedException;
import io.thalweg.examples.client.UnreachableException;
import io.thalweg.examples.feeding.PatientPoster;
import io.thalweg.examples.plant.model.MachineEvent;
import io.thalweg.examples.plant.model.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What is posted at once: some readings, and what changed meanwhile. For one thread. */
final class Batch {

  /** A body of this many readings is about a megabyte and a half. */
  private static final int MOST_READINGS = 10_000;

  private final StringBuilder readings = new StringBuilder();
  private final StringBuilder events = new StringBuilder();
  private int readingCount;

  void add(Reading reading) {
    reading.appendTo(readings);
    readingCount++;
  }

  void add(MachineEvent event) {
    event.appendTo(events);
  }

  boolean isFull() {
    return readingCount >= MOST_READINGS;
  }

  int readings() {
    return readingCount;
  }

  /**
   * What became of it.
   *
   * @param readings of the readings; empty where there were none
   * @param events of the events; empty where there were none
   */
  record Answer(Optional<Ingested> readings, Optional<Ingested> events) {}

  /** Posts it; blocks until it is answered. */
  Answer post(PatientPoster poster)
      throws RefusedException, UnreachableException, InterruptedException {
    return new Answer(
        post(poster, PlantFeeder.READINGS, readings), post(poster, PlantFeeder.EVENTS, events));
  }

  private static Optional<Ingested> post(PatientPoster poster, String stream, StringBuilder lines)
      throws RefusedException, UnreachableException, InterruptedException {
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(poster.post(stream, lines.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
