package io.thalweg.examples.plant.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.examples.plant.model.MachineEvent.State;
import io.thalweg.examples.plant.model.SensorFaults.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That the fleet behaves as fleets do; its numbers are those that the classes name. */
class SimulationTest {

  /** A Monday. */
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private static final Duration STEP = Duration.ofMinutes(5);
  private static final int ROUNDS_IN_A_DAY = 288;
  private static final double MACHINES = Fleet.machines().size();

  private final List<Reading> readings = new ArrayList<>();
  private final List<MachineEvent> events = new ArrayList<>();

  private void run(Simulation simulation, int rounds) {
    for (int i = 0; i < rounds; i++) {
      simulation.round(START.plus(STEP.multipliedBy(i)), STEP, readings::add, events::add);
    }
  }

  private String written(long seed, double speed) {
    run(new Simulation(seed, START, speed), 50);
    StringBuilder out = new StringBuilder();
    readings.forEach(reading -> reading.appendTo(out));
    events.forEach(event -> event.appendTo(out));
    readings.clear();
    events.clear();
    return out.toString();
  }

  @Test
  void theSameSeedGivesTheSameReadingsAndAnotherOthers() {
    String first = written(7, 60);

    assertThat(written(7, 60)).isEqualTo(first);
    assertThat(written(8, 60)).isNotEqualTo(first);
    assertThat(first)
        .startsWith("{\"machine\":\"kassel-pump-01\",\"plant\":\"kassel\",\"line\":\"kassel-1\",")
        .doesNotContain("NaN", "Infinity", "E-", "--");
  }

  @Test
  void aFleetIsFourPlantsOfFiftyMachinesInFiveLines() {
    assertThat(Fleet.machines()).hasSize(200);
    assertThat(Fleet.machines()).extracting(Machine::name).doesNotHaveDuplicates();
    assertThat(new HashSet<>(Fleet.machines().stream().map(Machine::line).toList())).hasSize(20);
  }

  @Test
  void aDayHasItsRhythmAndAWeekItsEnd() {
    run(new Simulation(1, START, 1), 7 * ROUNDS_IN_A_DAY);

    double morning = load("2026-03-03T09", "2026-03-03T11"); // Tuesday in Kassel
    double night = load("2026-03-03T23", "2026-03-04T02");
    double sunday = load("2026-03-08T09", "2026-03-08T11");
    assertThat(morning).isGreaterThan(75);
    assertThat(night).isLessThan(20);
    assertThat(sunday).isBetween(5.0, 40.0);
  }

  private double load(String fromHour, String toHour) {
    Instant from = Instant.parse(fromHour + ":00:00Z");
    Instant to = Instant.parse(toHour + ":00:00Z");
    return readings.stream()
        .filter(reading -> reading.machine().site() == Fleet.Site.KASSEL)
        .filter(reading -> !reading.time().isBefore(from) && reading.time().isBefore(to))
        .filter(reading -> reading.load() > 0) // broken machines have none
        .mapToDouble(Reading::load)
        .average()
        .orElseThrow();
  }

  @Test
  void faultsOfSensorsBeginAtTheirRates() {
    Simulation simulation = new Simulation(3, START, 1);
    int days = 40;
    Duration step = Duration.ofMinutes(15);
    for (int round = 0; round < days * 96; round++) {
      simulation.round(START.plus(step.multipliedBy(round)), step, reading -> {}, event -> {});
    }

    for (Fault fault : Fault.values()) {
      double begun = 0;
      for (int i = 0; i < MACHINES; i++) {
        begun += simulation.machine(i).begun(fault);
      }
      // while one lasts, no other of its kind begins
      double expected =
          MACHINES * days * fault.perDay() / (1 + fault.perDay() * fault.meanMinutes() / 1_440);
      assertThat(begun).as("%s", fault).isCloseTo(expected, within(0.12 * expected));
    }
  }

  @Test
  void wearComesBeforeFailureAndShowsInVibrationAndTemperature() {
    Simulation simulation = new Simulation(5, START, 1);
    int[] failures = {0};
    List<Double> worn = new ArrayList<>();
    List<Double> fresh = new ArrayList<>();
    List<Double> wornWarmth = new ArrayList<>();
    List<Double> freshWarmth = new ArrayList<>();
    double[] wearBefore = new double[Fleet.machines().size()];
    Duration step = STEP.multipliedBy(2);
    for (int round = 0; round < 20 * ROUNDS_IN_A_DAY / 2; round++) {
      simulation.round(
          START.plus(step.multipliedBy(round)),
          step,
          reading -> {
            Machine machine = reading.machine();
            MachineModel model = simulation.machine(machine.index());
            boolean sound =
                reading.load() > 60 && !model.has(Fault.STUCK) && !model.has(Fault.SPIKE);
            double vibration =
                reading.vibration() / machine.kind().vibration() / (reading.load() / 100);
            double warmth =
                (reading.temperature() - machine.site().hallTemperature())
                    / machine.kind().warming();
            if (sound && model.wear() > 0.95) {
              worn.add(vibration);
              wornWarmth.add(warmth);
            } else if (sound && model.wear() < Wear.SHOWS) {
              fresh.add(vibration);
              freshWarmth.add(warmth);
            }
          },
          event -> {
            if (event.state() == State.FAILED) {
              failures[0]++;
              assertThat(wearBefore[event.machine().index()]).isGreaterThan(0.95);
            }
          });
      for (int i = 0; i < wearBefore.length; i++) {
        wearBefore[i] = simulation.machine(i).wear();
      }
    }

    assertThat(failures[0]).isBetween(80, 300); // of 200 machines in 20 days
    assertThat(mean(worn)).isGreaterThan(2.5 * mean(fresh));
    assertThat(mean(wornWarmth)).isGreaterThan(1.2 * mean(freshWarmth));
    double threshold = 1.8 * mean(fresh);
    assertThat(share(worn, threshold)).isGreaterThan(0.95);
    assertThat(share(fresh, threshold)).isLessThan(0.02);
  }

  @Test
  void aBrokenMachineStandsStillUntilItIsMended() {
    Simulation simulation = new Simulation(9, START, 60);
    boolean[] broken = new boolean[Fleet.machines().size()];
    int[] stopped = {0};
    int mended = 0;
    for (int round = 0; round < ROUNDS_IN_A_DAY; round++) {
      simulation.round(
          START.plus(STEP.multipliedBy(round)),
          STEP,
          reading -> {
            if (simulation.machine(reading.machine().index()).isBroken()) {
              stopped[0]++;
              assertThat(reading.load()).isZero();
            }
          },
          events::add);
      for (int i = 0; i < broken.length; i++) {
        mended += broken[i] && !simulation.machine(i).isBroken() ? 1 : 0;
        broken[i] = simulation.machine(i).isBroken();
      }
    }
    assertThat(stopped[0]).isPositive();
    assertThat(mended).isPositive();
    for (Machine machine : Fleet.machines()) {
      List<State> states =
          events.stream().filter(e -> e.machine() == machine).map(MachineEvent::state).toList();
      for (int i = 1; i < states.size(); i++) {
        assertThat(states.get(i)).as(machine.name()).isNotEqualTo(states.get(i - 1));
      }
    }
  }

  @Test
  void aMachineThatDropsOutIsSilentAndAClockThatDriftsComesBack() {
    Simulation simulation = new Simulation(11, START, 1);
    int[] silent = {0};
    List<Double> off = new ArrayList<>();
    Duration second = Duration.ofSeconds(30);
    for (int round = 0; round < 2_880; round++) {
      Instant from = START.plus(second.multipliedBy(round));
      Set<Integer> heard = new HashSet<>();
      simulation.round(
          from,
          second,
          reading -> {
            heard.add(reading.machine().index());
            Instant due = from.plusNanos(second.toNanos() * reading.machine().index() / 200);
            double ahead = Duration.between(due, reading.time()).toMillis() / 1e3;
            if (Math.abs(ahead) > 0.1) {
              off.add(ahead);
            }
          },
          event -> {});
      for (int i = 0; i < MACHINES; i++) {
        if (simulation.machine(i).has(Fault.DROP_OUT)) {
          silent[0]++;
          assertThat(heard).doesNotContain(i);
        }
      }
    }
    assertThat(silent[0]).isPositive();
    assertThat(off).isNotEmpty().allMatch(ahead -> ahead > -41 && ahead < 4.1);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElseThrow();
  }

  private static double share(List<Double> values, double above) {
    return values.stream().filter(value -> value > above).count() / (double) values.size();
  }
}
