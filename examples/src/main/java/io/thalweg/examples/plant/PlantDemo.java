package io.thalweg.examples.plant;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.examples.Demo;
import io.thalweg.examples.DemoContext;
import io.thalweg.examples.DemoException;
import io.thalweg.examples.client.PlatformClient;
import io.thalweg.examples.client.RefusedException;
import io.thalweg.examples.client.UnreachableException;
import io.thalweg.examples.feeding.PatientPoster;
import io.thalweg.examples.feeding.Progress;
import io.thalweg.examples.feeding.ProjectFiles;
import io.thalweg.examples.plant.model.Fleet;
import io.thalweg.examples.plant.model.Simulation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Two hundred simulated machines in four plants, for ever. */
public final class PlantDemo implements Demo {

  static final List<String> PROJECT_FILES =
      List.of(
          "thalweg.yaml",
          "streams/telemetry.yaml",
          "streams/machine_events.yaml",
          "tables/machines.yaml",
          "tables/machines.csv",
          "pipelines/minute_average.yaml",
          "pipelines/line_minute.yaml",
          "pipelines/vibration_bands.yaml",
          "pipelines/alarms.yaml",
          "pipelines/past_alarms.yaml",
          "pipelines/offline.yaml",
          "pipelines/failures.yaml",
          "dashboards/plant.yaml",
          "dashboards/line.yaml",
          "dashboards/machine.yaml");

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

  /** For posting the past, where the platform is slow. */
  private static final Duration LONGEST_PAST = Duration.ofSeconds(20);

  /** Of the past; more of them would only take longer. */
  private static final long MOST_PAST_READINGS = 300_000;

  @Override
  public String name() {
    return "plant";
  }

  @Override
  public String description() {
    return "200 simulated machines in four plants that work, wear and fail, until it is stopped";
  }

  @Override
  public boolean isEndless() {
    return true;
  }

  @Override
  public List<Option> options() {
    return PlantOptions.OPTIONS;
  }

  @Override
  public void prepare(Path cache, Map<String, String> options, PrintStream out)
      throws DemoException {
    PlantOptions.of(this, options);
  }

  @Override
  public void writeProject(Path folder) throws IOException {
    ProjectFiles.write("plant", PROJECT_FILES, folder);
  }

  @Override
  public int run(DemoContext context) throws DemoException, InterruptedException {
    PlantOptions options = PlantOptions.of(this, context.options());
    PlatformClient platform = new PlatformClient(context.url(), context.token(), REQUEST_TIMEOUT);
    try {
      feed(context, options, platform);
      return 0;
    } catch (RefusedException e) {
      throw new DemoException("the platform refuses the readings: " + e.getMessage(), e);
    } catch (UnreachableException e) {
      throw new DemoException("the platform is gone: " + e.getMessage(), e);
    }
  }

  private static void feed(DemoContext context, PlantOptions options, PlatformClient platform)
      throws DemoException, RefusedException, UnreachableException, InterruptedException {
    List<String> tokens = DeviceTokens.of(platform, context.cache());
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instant from = now.minus(options.history());
    Instant newest = newest(platform);
    if (newest.isAfter(from)) {
      from = newest.isBefore(now) ? newest.plusMillis(1) : now;
    }
    PlantFeeder feeder =
        new PlantFeeder(
            new Simulation(options.seed(), from, options.speed()),
            new PatientPoster(platform),
            InstantSource.system());
    Instant end = from;
    if (from.isBefore(now)) {
      Duration step = step(Duration.between(from, now), options.every());
      Progress progress =
          new Progress(
              context.out(), context.terminal(), "past readings", readings(from, now, step));
      Instant begin = from;
      end =
          feeder.past(
              from, now, step, LONGEST_PAST, at -> progress.reached(readings(begin, at, step)));
    }
    StatusLine status = new StatusLine(context.out(), context.terminal());
    try (Devices devices =
        new Devices(tokens.stream().map(platform::withToken).map(PatientPoster::new).toList())) {
      feeder.live(devices, end, options.every(), status::show);
    }
  }

  /** How many readings fall into a span, without regard to those that fail to come. */
  private static long readings(Instant from, Instant to, Duration every) {
    return Fleet.machines().size()
        * (long) Math.ceil((double) Duration.between(from, to).toNanos() / every.toNanos());
  }

  /** How often each machine has taken a reading in the past, in whole seconds. */
  private static Duration step(Duration span, Duration every) {
    long seconds = span.toSeconds() * Fleet.machines().size() / MOST_PAST_READINGS + 1;
    return seconds > every.toSeconds() ? Duration.ofSeconds(seconds) : every;
  }

  /** When the readings that are there already end; the beginning of time when there are none. */
  private static Instant newest(PlatformClient platform)
      throws RefusedException, UnreachableException, InterruptedException {
    JsonNode newest = platform.query("SELECT MAX(time) FROM " + PlantFeeder.READINGS).value();
    return newest.isNull() ? Instant.EPOCH : Instant.parse(newest.asText());
  }
}
