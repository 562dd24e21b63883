package io.thalweg.examples.plant.model;

import java.util.random.RandomGenerator;

/** What goes wrong with the sensors and the clock of one machine. For one thread. */
final class SensorFaults {

  /** A fault of a sensor. */
  public enum Fault {
    /** The same value again and again. */
    STUCK(0.15, 40),
    /** One value that cannot be. */
    SPIKE(2, 0),
    /** No readings. */
    DROP_OUT(0.25, 12),
    /** Times that run away. */
    CLOCK_DRIFT(0.08, 120);

    private final double perDay;
    private final double meanMinutes;

    Fault(double perDay, double meanMinutes) {
      this.perDay = perDay;
      this.meanMinutes = meanMinutes;
    }

    /** How often it begins in a day, on average. */
    double perDay() {
      return perDay;
    }

    /** How long it lasts on average; 0 for one reading. */
    double meanMinutes() {
      return meanMinutes;
    }
  }

  private static final double SECONDS_PER_DAY = 86_400;

  /** Seconds that a drifting clock gains in a second, at most. */
  private static final double FASTEST_DRIFT = 0.004;

  /** A clock that is too fast is set right when it is that many seconds ahead. */
  private static final double MOST_AHEAD = 4;

  /** And one that is too slow when it is that many behind. */
  private static final double MOST_BEHIND = 40;

  private static final int KINDS = Fault.values().length;

  private final RandomGenerator random;
  private final double[] secondsLeft = new double[KINDS];
  private final long[] begun = new long[KINDS];
  private double drift;
  private double clockOff;

  SensorFaults(RandomGenerator random) {
    this.random = random;
  }

  /** Goes on in time: faults begin and end. */
  void advance(double seconds) {
    for (Fault fault : Fault.values()) {
      int kind = fault.ordinal();
      secondsLeft[kind] = Math.max(0, secondsLeft[kind] - seconds);
      double chance = 1 - Math.exp(-fault.perDay() * seconds / SECONDS_PER_DAY);
      boolean begins = random.nextDouble() < chance;
      if (begins && secondsLeft[kind] == 0) {
        begun[kind]++;
        secondsLeft[kind] =
            fault.meanMinutes() == 0
                ? Double.MIN_NORMAL
                : -fault.meanMinutes() * 60 * Math.log(1 - random.nextDouble());
        if (fault == Fault.CLOCK_DRIFT) {
          drift = FASTEST_DRIFT * (2 * random.nextDouble() - 1);
        }
      }
    }
    clockOff = has(Fault.CLOCK_DRIFT) ? clockOff + drift * seconds : 0;
    if (clockOff > MOST_AHEAD || clockOff < -MOST_BEHIND) {
      clockOff = 0;
    }
  }

  boolean has(Fault fault) {
    return secondsLeft[fault.ordinal()] > 0;
  }

  /** How many faults of a kind have begun. */
  long begun(Fault fault) {
    return begun[fault.ordinal()];
  }

  /** By how many seconds the machine's clock is ahead. */
  double clockOffSeconds() {
    return clockOff;
  }
}
