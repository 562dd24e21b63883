package io.thalweg.examples.plant.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The fleet as time goes by. Time on the machines' clocks passes as everywhere; the life that they
 * lead (shifts, wear, faults, repairs) may pass faster or slower. For one thread.
 *
 * <p>The same seed, origin, speed and steps give the same readings; each machine has random numbers
 * of its own, so that it does not matter what the others do.
 */
public final class Simulation {

  private final Instant origin;
  private final double speed;
  private final List<MachineModel> machines = new ArrayList<>();

  /**
   * A fleet of machines of all ages.
   *
   * @param origin where clocks and lives begin together
   * @param speed seconds of life in a second of the clocks; positive
   */
  public Simulation(long seed, Instant origin, double speed) {
    if (!(speed > 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("a speed is positive: " + speed);
    }
    this.origin = origin;
    this.speed = speed;
    SplittableRandom seeds = new SplittableRandom(seed);
    for (Machine machine : Fleet.machines()) {
      machines.add(new MachineModel(machine, seeds.split(), origin));
    }
  }

  /**
   * Lets every machine take its readings in a span of the clocks, evenly spread: each takes one in
   * every {@code every}, the machines one after the other.
   *
   * @param from a multiple of {@code every} behind the origin, not before the end of the span
   *     before
   * @param every what one round of readings takes
   * @param readings gets them in the order of true time
   * @param events gets what changed
   */
  public void round(
      Instant from, Duration every, Consumer<Reading> readings, Consumer<MachineEvent> events) {
    for (int i = 0; i < machines.size(); i++) {
      Instant stamp = from.plusNanos(every.toNanos() * i / machines.size());
      step(i, stamp, readings, events);
    }
  }

  /** Lets one machine take a reading. */
  public void step(
      int machine, Instant stamp, Consumer<Reading> readings, Consumer<MachineEvent> events) {
    MachineModel.Step step = machines.get(machine).advance(life(stamp), stamp);
    step.reading().ifPresent(readings);
    step.event().ifPresent(events);
  }

  /** What a clock's time is in the life of the machines. */
  private Instant life(Instant stamp) {
    double nanos = Duration.between(origin, stamp).toNanos() * speed;
    return origin.plusNanos((long) nanos);
  }

  MachineModel machine(int index) {
    return machines.get(index);
  }
}
