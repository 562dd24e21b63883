package io.thalweg.examples.plant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.examples.feeding.PatientPoster;
import io.thalweg.examples.feeding.RecordingPlatform;
import io.thalweg.examples.plant.model.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PlantFeederTest {

  private static final Instant START = Instant.parse("2026-03-03T08:00:00Z");
  private static final Duration LONG = Duration.ofHours(1);

  private static PlantFeeder feeder(RecordingPlatform platform, InstantSource clock) {
    return new PlantFeeder(
        new Simulation(1, START, 1), new PatientPoster(platform.client()), clock);
  }

  private static List<JsonNode> readings(RecordingPlatform platform) {
    return platform.events().stream().filter(event -> event.has("temperature")).toList();
  }

  @Test
  void thePastIsPostedInTheOrderOfItsTimeAndAgainWhereThePlatformIsBusy() throws Exception {
    try (RecordingPlatform platform = new RecordingPlatform("", 2, Integer.MAX_VALUE)) {
      List<Instant> reached = new ArrayList<>();
      Instant end =
          feeder(platform, InstantSource.system())
              .past(START, START.plusSeconds(3_600), Duration.ofMinutes(1), LONG, reached::add);

      assertThat(end).isEqualTo(START.plusSeconds(3_600));
      assertThat(reached).last().isEqualTo(end);
      List<JsonNode> readings = readings(platform);
      assertThat(readings).hasSizeBetween(11_500, 12_000);
      for (int i = 200; i < readings.size(); i++) {
        Instant before = Instant.parse(readings.get(i - 200).path("time").asText());
        Instant time = Instant.parse(readings.get(i).path("time").asText());
        assertThat(time).isAfter(before.minusSeconds(50)); // clocks drift
      }
    }
  }

  @Test
  void aPastThatTakesTooLongIsShortened() throws Exception {
    try (RecordingPlatform platform = new RecordingPlatform("", 0, Integer.MAX_VALUE)) {
      AtomicReference<Instant> now = new AtomicReference<>(START);
      // each look at the clock finds a second gone: a request takes one
      InstantSource slow = () -> now.getAndUpdate(time -> time.plusSeconds(1));
      Instant to = START.plus(Duration.ofHours(24));
      List<Instant> reached = new ArrayList<>();

      Instant end =
          feeder(platform, slow)
              .past(START, to, Duration.ofMinutes(1), Duration.ofSeconds(5), reached::add);

      assertThat(end).isEqualTo(to);
      assertThat(reached).hasSizeBetween(6, 8);
      Duration left = Duration.between(reached.get(1), reached.get(2));
      assertThat(left).isGreaterThan(Duration.ofHours(15));
    }
  }

  @Test
  void eachMachineTakesAReadingInEveryRoundOfTheClock() throws Exception {
    try (RecordingPlatform platform = new RecordingPlatform("", 0, Integer.MAX_VALUE)) {
      AtomicReference<Instant> now = new AtomicReference<>(START);
      Thread feeding =
          new Thread(
              () -> {
                try (Devices devices =
                    new Devices(Collections.nCopies(200, new PatientPoster(platform.client())))) {
                  feeder(platform, now::get)
                      .live(
                          devices,
                          START,
                          Duration.ofSeconds(2),
                          state -> {
                            now.set(START.plusSeconds(9));
                            if (state.accepted() > 850) {
                              Thread.currentThread().interrupt();
                            }
                          });
                } catch (Exception stopped) {
                  // that is how it ends
                }
              });
      feeding.start();
      feeding.join(60_000);

      assertThat(feeding.isAlive()).isFalse();
      List<JsonNode> readings = readings(platform);
      assertThat(readings).hasSizeBetween(870, 901);
      assertThat(readings.stream().map(r -> r.path("machine").asText()).distinct().count())
          .isGreaterThan(195);
    }
  }
}
