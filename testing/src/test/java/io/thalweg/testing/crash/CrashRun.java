package io.thalweg.testing.crash;

import io.thalweg.examples.client.PipelineState;
import io.thalweg.examples.client.PlatformClient;
import io.thalweg.examples.client.RefusedException;
import io.thalweg.examples.client.UnreachableException;
import io.thalweg.testing.crash.KillPlan.AtPoint;
import io.thalweg.testing.crash.KillPlan.Death;
import io.thalweg.testing.crash.KillPlan.WhileRunning;
import io.thalweg.testing.crash.KillPlan.WhileStarting;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run: lives and deaths of the platform over one data folder, then the comparison. For one
 * thread, once.
 */
final class CrashRun {

  private static final int CONNECTIONS = 3;
  private static final int EVENTS_PER_SECOND = 3_000;
  private static final Duration START_PATIENCE = Duration.ofMinutes(3);
  private static final Duration POINT_PATIENCE = Duration.ofSeconds(30);
  private static final Duration CATCH_UP_PATIENCE = Duration.ofMinutes(3);

  /** Lives are short: what the platform does in the background must come into them. */
  private static final List<String> QUICKLY = List.of("-Dthalweg.pace=50");

  private final Path project;
  private final Path data;
  private final Path messages;
  private final PrintStream out;
  private final Attempts attempts = new Attempts();
  private final List<Life> lives = new ArrayList<>();

  /**
   * @param folder empty; gets the project and the platform's data
   */
  CrashRun(Path folder, PrintStream out) throws IOException {
    this.project = folder.resolve("project");
    this.data = folder.resolve("data");
    this.messages = folder.resolve("messages.txt");
    this.out = out;
    CrashProject.write(project);
  }

  /**
   * A life that has ended.
   *
   * @param plan how it was to end
   * @param reached whether it came to that; otherwise it was killed while it ran
   */
  record Life(Death plan, boolean reached) {}

  /**
   * What came out.
   *
   * @param events acknowledged
   * @param evidence everything that was compared
   */
  record Outcome(List<Life> lives, long events, Evidence evidence, List<Finding> findings) {}

  Outcome run(int kills, long seed) throws Exception {
    KillPlan plan = KillPlan.of(kills, new Random(seed));
    try (Feeder feeder = new Feeder(attempts, CONNECTIONS, EVENTS_PER_SECOND)) {
      for (Death death : plan.deaths()) {
        live(death, feeder);
        out.printf(
            "life %d of %d: %s%s, %,d events%n",
            lives.size(),
            kills,
            death,
            lives.get(lives.size() - 1).reached() ? "" : " (not reached)",
            attempts.count());
      }
    }
    Evidence evidence = collect();
    long acknowledged = 0;
    for (long id = 0; id < attempts.count(); id++) {
      acknowledged += attempts.acknowledged(id) >= 0 ? 1 : 0;
    }
    return new Outcome(
        List.copyOf(lives), acknowledged, evidence, Checker.check(attempts, evidence));
  }

  private void live(Death death, Feeder feeder) throws Exception {
    List<String> options = new ArrayList<>(QUICKLY);
    if (death instanceof AtPoint at) {
      options.add("-Dthalweg.fault=%s:%d".formatted(at.point(), at.turn()));
    }
    try (PlatformProcess platform = PlatformProcess.start(project, data, messages, options)) {
      boolean reached = endLife(death, platform, feeder);
      lives.add(new Life(death, reached));
    } finally {
      feeder.pause();
    }
    if (feeder.failure().isPresent()) {
      throw new IllegalStateException("the feeder has failed", feeder.failure().get());
    }
  }

  private boolean endLife(Death death, PlatformProcess platform, Feeder feeder) throws Exception {
    if (death instanceof WhileStarting starting) {
      return !platform.awaitEnd(starting.after()) && kill(platform);
    }
    if (!awaitReady(platform)) {
      // A point can be reached before the platform is ready, while it mends what a crash left.
      return death instanceof AtPoint;
    }
    feeder.use(platform.client(), lives.size());
    if (death instanceof WhileRunning running) {
      if (platform.awaitEnd(running.after())) {
        throw new IOException("the platform has ended by itself" + platform.tail());
      }
      return kill(platform);
    }
    return platform.awaitEnd(POINT_PATIENCE) || !kill(platform);
  }

  private static boolean kill(PlatformProcess platform) {
    platform.kill();
    return true;
  }

  /** False when it has halted at a point before. */
  private boolean awaitReady(PlatformProcess platform) throws IOException, InterruptedException {
    try {
      platform.ready().get(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      throw new IOException("the platform is not ready in time" + platform.tail(), e);
    } catch (ExecutionException e) {
      if (platform.awaitEnd(Duration.ofSeconds(5)) && platform.exitCode() == HALTED) {
        return false;
      }
      throw new IOException("the platform did not start again" + platform.tail(), e);
    }
  }

  /** The exit code of {@link io.thalweg.buffer.FaultPoint}, which is also SIGKILL's. */
  private static final int HALTED = 137;

  private Evidence collect() throws Exception {
    List<Evidence.Row> stream;
    List<Evidence.Row> passthrough;
    List<Evidence.Row> late;
    List<Evidence.Group> totals;
    List<Evidence.Group> topicQuery;
    List<Evidence.Group> forwarded;
    List<Evidence.Group> outerTotals;
    try (PlatformProcess platform = PlatformProcess.start(project, data, messages, QUICKLY)) {
      if (!awaitReady(platform)) {
        throw new IOException("the platform has ended" + platform.tail());
      }
      PlatformClient client = platform.client();
      closeWindows(client);
      awaitCaughtUp(client);
      TableReader tables = new TableReader(client);
      long ids = attempts.count();
      stream = tables.rows(CrashProject.STREAM, ids);
      passthrough = tables.rows("passthrough", ids);
      late = tables.rows("totals_late", ids);
      totals = tables.groups("totals");
      topicQuery = tables.groups("\"" + CrashProject.TOPIC + "\"");
      forwarded = tables.groups("forwarded");
      outerTotals = tables.groups("outer_totals");
      platform.stop();
    }
    LakeReader.Contents lake = LakeReader.read(data.resolve("lake"));
    try (LogReader log = new LogReader(data.resolve("log"))) {
      return new Evidence(
          log.events(),
          stream,
          lake.archived(),
          lake.rows(),
          passthrough,
          totals,
          late,
          log.groups(),
          topicQuery,
          forwarded,
          outerTotals);
    }
  }

  /** Posts an event of each device that is so much younger that all windows before it close. */
  private void closeWindows(PlatformClient client)
      throws RefusedException, UnreachableException, InterruptedException {
    long first = attempts.begin(CrashProject.DEVICES);
    StringBuilder body = new StringBuilder();
    long youngest = CrashProject.timeMillis(first) + Duration.ofMinutes(2).toMillis();
    for (long id = first; id < first + CrashProject.DEVICES; id++) {
      body.append(CrashProject.event(id, attempts.attempt(id, lives.size()), youngest));
    }
    client.post(CrashProject.STREAM, body.toString().getBytes(StandardCharsets.UTF_8));
    for (long id = first; id < first + CrashProject.DEVICES; id++) {
      attempts.acknowledge(id, 0);
    }
  }

  /** Waits until nothing lags, and what goes over the topic has arrived as well. */
  private static void awaitCaughtUp(PlatformClient client) throws Exception {
    long deadline = System.nanoTime() + CATCH_UP_PATIENCE.toNanos();
    TableReader tables = new TableReader(client);
    long settled = 0;
    long before = -1;
    while (settled < 10) {
      List<PipelineState> pipelines = client.pipelines();
      for (PipelineState pipeline : pipelines) {
        if (!pipeline.state().equalsIgnoreCase("RUNNING")) {
          throw new IOException(
              "pipeline %s is %s: %s"
                  .formatted(
                      pipeline.name(), pipeline.state(), pipeline.error().orElse("no reason")));
        }
      }
      long lag = pipelines.stream().mapToLong(PipelineState::lag).sum();
      if (lag > 0 && System.nanoTime() > deadline) {
        throw new IOException("the pipelines still lag: " + pipelines);
      }
      // Between two pipelines rows are on their way that neither counts: wait until nothing moves.
      long rows = tables.count("forwarded") + tables.count("outer_totals");
      settled = lag == 0 && rows == before ? settled + 1 : 0;
      before = rows;
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
