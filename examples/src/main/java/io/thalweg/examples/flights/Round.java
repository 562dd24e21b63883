package io.thalweg.examples.flights;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Flights that are posted at the same time, over a few connections.
 *
 * <p>All flights of an airport go over one connection, so they stay in order. The next round starts
 * when this one is answered, and a round's flights lie no further apart than {@link #SPAN}, which
 * is the stream's lateness: whichever connection is fastest, it makes no flight of another one
 * late.
 *
 * <p>For one thread.
 */
final class Round {

  /** The lateness of the stream. */
  static final Duration SPAN = Duration.ofHours(6);

  /** Bounds the memory of a round where flights are dense. */
  static final int MOST_FLIGHTS = 20_000;

  private final List<StringBuilder> lanes = new ArrayList<>();
  private final LocalDateTime first;
  private int flights;

  /**
   * @param connections at least 1
   * @param first departure in the round
   */
  Round(int connections, LocalDateTime first) {
    this.first = first;
    for (int i = 0; i < connections; i++) {
      lanes.add(new StringBuilder());
    }
  }

  boolean hasRoomFor(Flight flight) {
    return flights < MOST_FLIGHTS && !flight.departure().isAfter(first.plus(SPAN));
  }

  void add(Flight flight) {
    flight.appendTo(lanes.get(Math.floorMod(flight.origin().hashCode(), lanes.size())));
    flights++;
  }

  int flights() {
    return flights;
  }

  /** What each connection posts: lines of JSON. Those without flights are left out. */
  List<byte[]> bodies() {
    return lanes.stream()
        .filter(lane -> !lane.isEmpty())
        .map(lane -> lane.toString().getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
