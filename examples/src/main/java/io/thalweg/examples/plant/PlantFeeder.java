package io.thalweg.examples.plant;

import io.thalweg.examples.client.Ingested;
import io.thalweg.examples.client.RefusedException;
import io.thalweg.examples.client.UnreachableException;
import io.thalweg.examples.feeding.PatientPoster;
import io.thalweg.examples.plant.model.Fleet;
import io.thalweg.examples.plant.model.MachineEvent;
import io.thalweg.examples.plant.model.Reading;
import io.thalweg.examples.plant.model.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets the machines take their readings, each at its time, and posts them. For one thread, which it
 * keeps.
 */
final class PlantFeeder {

  static final String READINGS = "telemetry";
  static final String EVENTS = "machine_events";

  /** What falls due meanwhile becomes one request. */
  private static final Duration TICK = Duration.ofMillis(250);

  /** After a longer sleep, such as a laptop's, the readings in between were never taken. */
  private static final Duration LONGEST_GAP = Duration.ofMinutes(1);

  /** At once, where many readings are due. */
  private static final int MOST_STEPS = 10_000;

  private final Simulation simulation;
  private final PatientPoster importer;
  private final InstantSource clock;
  private final BitSet failed = new BitSet();
  private final BitSet heard = new BitSet();
  private long accepted;
  private long rejected;
  private Optional<String> firstError = Optional.empty();

  PlantFeeder(Simulation simulation, PatientPoster importer, InstantSource clock) {
    this.simulation = simulation;
    this.importer = importer;
    this.clock = clock;
  }

  /**
   * How it is going.
   *
   * @param machines that have taken a reading
   * @param failed machines that are broken
   * @param accepted readings that the platform has taken
   * @param rejected readings and events that it has not
   * @param firstError why the first of them was not
   */
  record State(
      int machines, int failed, long accepted, long rejected, Optional<String> firstError) {}

  State state() {
    return new State(heard.cardinality(), failed.cardinality(), accepted, rejected, firstError);
  }

  /**
   * Posts the readings of a span of the past, as fast as the platform takes them. Where that would
   * take too long, part of the span is left out, behind its beginning.
   *
   * @param every how often each machine took one
   * @param longest what it may take, by the pace of the second request: those before are slower
   * @param posted is told after each request how far it is
   * @return where the readings end: at {@code to} or less than {@code every} behind it
   */
  Instant past(Instant from, Instant to, Duration every, Duration longest, Consumer<Instant> posted)
      throws RefusedException, UnreachableException, InterruptedException {
    Instant at = from;
    for (int requests = 1; at.isBefore(to); requests++) {
      Instant begin = at;
      Instant began = clock.instant();
      Batch batch = new Batch();
      while (at.isBefore(to) && !batch.isFull()) {
        simulation.round(at, every, hearing(batch), event -> noted(event, batch));
        at = at.plus(every);
      }
      count(batch.post(importer));
      posted.accept(at);
      if (requests == 2) {
        at = leaveOut(at, to, every, longest, pace(begin, at, began, clock.instant()));
      }
    }
    return at;
  }

  /** Seconds of the past in a second. */
  private static double pace(Instant begin, Instant end, Instant began, Instant ended) {
    double took = Math.max(1e-3, Duration.between(began, ended).toNanos() / 1e9);
    return Duration.between(begin, end).toNanos() / 1e9 / took;
  }

  /** Where to go on so that the rest takes no longer than it may. */
  private static Instant leaveOut(
      Instant at, Instant to, Duration every, Duration longest, double pace) {
    double possible = pace * longest.toSeconds();
    double rest = Duration.between(at, to).toSeconds();
    long rounds = (long) Math.ceil((rest - possible) / (every.toNanos() / 1e9));
    return rounds > 0 ? at.plus(every.multipliedBy(rounds)) : at;
  }

  /**
   * Lets each machine post its readings as they are taken, until the thread is interrupted.
   *
   * @param devices the machines as senders
   * @param from of the first
   * @param every how often each machine takes one
   * @param ticked is told several times a second
   */
  void live(Devices devices, Instant from, Duration every, Consumer<State> ticked)
      throws RefusedException, UnreachableException, InterruptedException {
    int machines = Fleet.machines().size();
    Instant round = from;
    int next = 0;
    while (true) {
      if (Duration.between(round, clock.instant()).compareTo(LONGEST_GAP.plus(every)) > 0) {
        round = clock.instant();
      }
      Map<Integer, Batch> batches = new LinkedHashMap<>();
      Instant due = round.plusNanos(every.toNanos() * next / machines);
      int steps = 0;
      while (!due.isAfter(clock.instant()) && steps < MOST_STEPS) {
        Batch batch = batches.computeIfAbsent(next, machine -> new Batch());
        simulation.step(next, due, hearing(batch), event -> noted(event, batch));
        steps++;
        next++;
        if (next == machines) {
          next = 0;
          round = round.plus(every);
        }
        due = round.plusNanos(every.toNanos() * next / machines);
      }
      devices.post(batches).forEach(this::count);
      ticked.accept(state());
      long wait = Duration.between(clock.instant(), due).toMillis();
      Thread.sleep(steps == MOST_STEPS ? 0 : Math.max(TICK.toMillis(), wait));
    }
  }

  private Consumer<Reading> hearing(Batch batch) {
    return reading -> {
      heard.set(reading.machine().index());
      batch.add(reading);
    };
  }

  private void noted(MachineEvent event, Batch batch) {
    failed.set(event.machine().index(), event.state() == MachineEvent.State.FAILED);
    batch.add(event);
  }

  private void count(Batch.Answer answer) {
    answer.readings().ifPresent(readings -> accepted += readings.accepted());
    answer.readings().ifPresent(this::countRefused);
    answer.events().ifPresent(this::countRefused);
  }

  private void countRefused(Ingested answer) {
    rejected += answer.rejected();
    firstError = firstError.or(answer::firstError);
  }
}
