package io.thalweg.testing.crash;

import java.util.ArrayList;
import java.util.List;

/**
 * What the feeder knows: for each event which of its attempts the platform has acknowledged. A
 * request that got no answer is repeated with the next attempt's number, so that its events are
 * told from those that the platform doubles. Safe for use by many threads.
 */
final class Attempts {

  private final List<Event> events = new ArrayList<>();

  /** What is known of an event; its id is its index. */
  private static final class Event {
    private int attempts;
    private int acknowledged = -1;
    private int life;
  }

  /** Numbers new events; returns the first of their ids. */
  synchronized long begin(int count) {
    long first = events.size();
    for (int i = 0; i < count; i++) {
      events.add(new Event());
    }
    return first;
  }

  /**
   * Numbers an attempt.
   *
   * @param life the platform's life in which it is made, from 0
   * @return the attempt's number, from 0
   */
  synchronized int attempt(long id, int life) {
    Event event = events.get((int) id);
    event.life = life;
    return event.attempts++;
  }

  /** Says that an attempt was answered 200. */
  synchronized void acknowledge(long id, int attempt) {
    Event event = events.get((int) id);
    if (event.acknowledged >= 0) {
      throw new IllegalStateException("event %d is acknowledged twice".formatted(id));
    }
    event.acknowledged = attempt;
  }

  synchronized long count() {
    return events.size();
  }

  /** How many requests were made for an event. */
  synchronized int made(long id) {
    return events.get((int) id).attempts;
  }

  /** The number of the attempt that was acknowledged, or -1. */
  synchronized int acknowledged(long id) {
    return events.get((int) id).acknowledged;
  }

  /** The platform's life in which an event was last posted; 0 for an event that was never. */
  synchronized int life(long id) {
    return id >= 0 && id < events.size() ? events.get((int) id).life : 0;
  }
}
