package io.thalweg.examples.plant.model;

import java.util.random.RandomGenerator;

/**
 * How a machine wears, fails and is mended. Wear grows with load; from {@link #SHOWS} on it shows,
 * in vibration first; at 1 the machine fails, stands still until it is mended, and is as new. For
 * one thread.
 */
final class Wear {

  /** From here on wear shows. */
  static final double SHOWS = 0.6;

  private static final double SECONDS_PER_DAY = 86_400;

  /** How differently two machines of one kind last: the logarithm's standard deviation. */
  private static final double SPREAD = 0.35;

  private static final double MEAN_REPAIR_HOURS = 2;
  private static final double SHORTEST_REPAIR_HOURS = 0.5;

  private final Machine.Kind kind;
  private final RandomGenerator random;
  private double wear;
  private double lifeSeconds;
  private double repairSeconds;

  Wear(Machine.Kind kind, RandomGenerator random) {
    this.kind = kind;
    this.random = random;
    this.lifeSeconds = life();
    this.wear = random.nextDouble(); // machines of all ages
  }

  private double life() {
    return kind.lifeDays() * SECONDS_PER_DAY * Math.exp(SPREAD * random.nextGaussian());
  }

  /** What has happened since the step before. */
  enum Change {
    NONE,
    FAILED,
    MENDED
  }

  /**
   * Goes on in time.
   *
   * @param load during the step, from 0 to 1
   */
  Change advance(double seconds, double load) {
    if (isBroken()) {
      repairSeconds -= seconds;
      if (repairSeconds > 0) {
        return Change.NONE;
      }
      repairSeconds = 0;
      wear = 0;
      lifeSeconds = life();
      return Change.MENDED;
    }
    wear += load * seconds / lifeSeconds;
    if (wear < 1) {
      return Change.NONE;
    }
    wear = 1;
    double hours =
        SHORTEST_REPAIR_HOURS
            - (MEAN_REPAIR_HOURS - SHORTEST_REPAIR_HOURS) * Math.log(1 - random.nextDouble());
    repairSeconds = hours * 3600;
    return Change.FAILED;
  }

  boolean isBroken() {
    return repairSeconds > 0;
  }

  /** From 0, as new, to 1. */
  double level() {
    return wear;
  }

  /** How much the wear shows, from 0 to 1. */
  double shown() {
    double over = Math.max(0, (wear - SHOWS) / (1 - SHOWS));
    return over * over;
  }
}
