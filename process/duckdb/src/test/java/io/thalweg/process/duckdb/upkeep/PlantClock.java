package io.thalweg.process.duckdb.upkeep;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that the test turns. */
final class PlantClock extends Clock {

  private volatile Instant now;

  PlantClock(Instant start) {
    now = start;
  }

  void turn(Instant to) {
    now = to;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
