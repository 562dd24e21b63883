package io.thalweg.examples.plant.model;

import io.thalweg.examples.plant.model.MachineEvent.State;
import io.thalweg.examples.plant.model.SensorFaults.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One machine as time goes by. For one thread.
 *
 * <p>Whatever varies does so as an Ornstein-Uhlenbeck process (Uhlenbeck and Ornstein, "On the
 * theory of the Brownian motion", 1930), stepped exactly, so that long steps and short ones have
 * the same spread.
 */
final class MachineModel {

  private static final double LOAD_SECONDS = 900;
  private static final double WARMING_SECONDS = 1_200;
  private static final double LOAD_SPREAD = 0.12;
  private static final double IDLE_BELOW = 0.10;
  private static final double RUNNING_ABOVE = 0.15;

  /** Of new machines, worn ones and their sensors: how much more they get, at the very end. */
  private static final double WORN_VIBRATION = 3.5;

  private static final double WORN_WARMING = 0.5;
  private static final double WORN_POWER = 0.12;

  private final Machine machine;
  private final RandomGenerator random;
  private final Wear wear;
  private final SensorFaults faults;

  /** How this one differs from others of its kind. */
  private final double character;

  private Instant last;
  private double loadNoise;
  private double temperature;
  private State state = State.IDLE;
  private Reading stuckAt;

  MachineModel(Machine machine, RandomGenerator random, Instant start) {
    this.machine = machine;
    this.random = random;
    this.wear = new Wear(machine.kind(), random);
    this.faults = new SensorFaults(random);
    this.character = 1 + 0.08 * random.nextGaussian();
    this.last = start;
    ZonedDateTime local = start.atZone(machine.site().zone());
    double load = Rhythm.demand(machine.site(), local);
    this.temperature = Rhythm.hall(machine.site(), local) + machine.kind().warming() * load;
  }

  /**
   * What a step gives.
   *
   * @param reading empty when none arrives
   * @param event empty when nothing changed
   */
  record Step(Optional<Reading> reading, Optional<MachineEvent> event) {}

  /**
   * Goes on in time.
   *
   * @param life until when, by the machine's life; not before the step before
   * @param stamp that the reading carries, by a clock that is right
   */
  Step advance(Instant life, Instant stamp) {
    double seconds = Duration.between(last, life).toNanos() / 1e9;
    last = life;
    ZonedDateTime local = life.atZone(machine.site().zone());
    faults.advance(seconds);
    double keep = Math.exp(-seconds / LOAD_SECONDS);
    loadNoise = loadNoise * keep + LOAD_SPREAD * Math.sqrt(1 - keep * keep) * random.nextGaussian();
    double load = wear.isBroken() ? 0 : load(local);
    Wear.Change change = wear.advance(seconds, load);
    if (wear.isBroken()) {
      load = 0;
    }
    double target =
        Rhythm.hall(machine.site(), local)
            + machine.kind().warming() * character * load * (1 + WORN_WARMING * wear.shown());
    temperature = target + (temperature - target) * Math.exp(-seconds / WARMING_SECONDS);
    return new Step(sensed(load, stamp), event(change, load, stamp));
  }

  private double load(ZonedDateTime local) {
    double load = Rhythm.demand(machine.site(), local) * (1 + loadNoise) * character;
    return Math.min(1, Math.max(0, load));
  }

  private Optional<Reading> sensed(double load, Instant stamp) {
    double vibration =
        machine.kind().vibration()
            * character
            * (0.15 + 0.85 * load)
            * (1 + WORN_VIBRATION * wear.shown());
    if (wear.isBroken()) {
      vibration = 0.02;
    }
    double power =
        machine.kind().ratedPower() * (0.08 + 0.92 * load) * (1 + WORN_POWER * wear.shown());
    Reading reading =
        new Reading(
            machine,
            stamp.plusNanos((long) (faults.clockOffSeconds() * 1e9)).truncatedTo(ChronoUnit.MILLIS),
            temperature + 0.4 * random.nextGaussian(),
            Math.abs(vibration * (1 + 0.06 * random.nextGaussian())),
            100 * load,
            Math.max(0, power * (1 + 0.02 * random.nextGaussian())));
    double spike = 3 + 5 * random.nextDouble();
    boolean onVibration = random.nextBoolean();
    if (faults.has(Fault.DROP_OUT)) {
      return Optional.empty();
    }
    if (!faults.has(Fault.STUCK)) {
      stuckAt = null;
    } else if (stuckAt == null) {
      stuckAt = reading;
    }
    if (stuckAt != null) {
      reading = with(reading, stuckAt.temperature(), stuckAt.vibration());
    }
    if (faults.has(Fault.SPIKE)) {
      reading =
          onVibration
              ? with(reading, reading.temperature(), reading.vibration() * spike)
              : with(reading, reading.temperature() * spike, reading.vibration());
    }
    return Optional.of(reading);
  }

  private static Reading with(Reading reading, double temperature, double vibration) {
    return new Reading(
        reading.machine(), reading.time(), temperature, vibration, reading.load(), reading.power());
  }

  private Optional<MachineEvent> event(Wear.Change change, double load, Instant stamp) {
    State before = state;
    if (wear.isBroken()) {
      state = State.FAILED;
    } else if (load > RUNNING_ABOVE) {
      state = State.RUNNING;
    } else if (load < IDLE_BELOW || change == Wear.Change.MENDED) {
      state = State.IDLE;
    }
    return state == before
        ? Optional.empty()
        : Optional.of(new MachineEvent(machine, stamp.truncatedTo(ChronoUnit.MILLIS), state));
  }

  /** How worn it is in truth, from 0 to 1. */
  double wear() {
    return wear.level();
  }

  boolean isBroken() {
    return wear.isBroken();
  }

  boolean has(Fault fault) {
    return faults.has(fault);
  }

  long begun(Fault fault) {
    return faults.begun(fault);
  }
}
