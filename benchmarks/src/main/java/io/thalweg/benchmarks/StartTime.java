package io.thalweg.benchmarks;

import io.thalweg.examples.client.PlatformClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * From the command to {@code ready}, and the memory of the idle platform: {@code ./thalweg up} of
 * the built checkout, with a new data folder, with one of a platform that was stopped, and with one
 * of a platform that was killed in the middle of the work.
 *
 * <p>Run by {@code benchmarks/run StartTime [ROUNDS]}.
 */
public final class StartTime {

  private static final int EVENTS = 200_000;
  private static final int EVENTS_PER_REQUEST = 2_000;
  private static final int IDLE_SECONDS = 15;

  private final Path project;

  private StartTime(Path project) {
    this.project = project;
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    Path folder = Scratch.folder("thalweg-start");
    Path project = folder.resolve("project");
    SensorProject.write(project);
    SensorProject.writeAverage(project, "minute_average");
    List<Double> fresh = new ArrayList<>();
    List<Double> stopped = new ArrayList<>();
    List<Double> killed = new ArrayList<>();
    List<Double> idleMb = new ArrayList<>();
    List<Double> idleAfterWorkMb = new ArrayList<>();
    StartTime benchmark = new StartTime(project);
    for (int round = 0; round < rounds; round++) {
      Path data = folder.resolve("data-" + round);
      fresh.add(benchmark.start(data, running -> idleMb.add(running.residentMbWhenIdle())));
      killed.add(
          benchmark.startAfter(
              data,
              running -> {
                running.post(EVENTS);
                running.child.kill();
              }));
      stopped.add(
          benchmark.startAfter(
              data,
              running -> {
                running.post(EVENTS);
                idleAfterWorkMb.add(running.residentMbWhenIdle());
              }));
    }
    System.out.printf("start, new data folder    %s s%n", Median.of(fresh).show("%.2f"));
    System.out.printf("start, after a stop       %s s%n", Median.of(stopped).show("%.2f"));
    System.out.printf("start, after kill -9      %s s%n", Median.of(killed).show("%.2f"));
    System.out.printf("idle, new                 %s MB%n", Median.of(idleMb).show("%.0f"));
    System.out.printf(
        "idle, after %,d events %s MB%n", EVENTS, Median.of(idleAfterWorkMb).show("%.0f"));
  }

  private interface Work {
    void run(Running platform) throws Exception;
  }

  /** Starts, works, stops; returns the seconds of the start. */
  private double start(Path data, Work work) throws Exception {
    long begin = System.nanoTime();
    try (Child child =
        Child.thalweg("up", project.toString(), "--data", data.toString(), "--port", "0")) {
      URI url = URI.create(child.await("ready"));
      double seconds = (System.nanoTime() - begin) / 1e9;
      String token = Files.readString(data.resolve("admin.token")).strip();
      work.run(new Running(child, new PlatformClient(url, token, Duration.ofSeconds(60))));
      return seconds;
    }
  }

  /** Works in a first life, and returns the seconds of the next start. */
  private double startAfter(Path data, Work work) throws Exception {
    start(data, work);
    return start(data, running -> {});
  }

  private record Running(Child child, PlatformClient client) {

    void post(int events) throws Exception {
      for (int from = 0; from < events; from += EVENTS_PER_REQUEST) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = from; i < from + EVENTS_PER_REQUEST; i++) {
          body.write(SensorEvents.event(i));
          body.write('\n');
        }
        client.post("readings", body.toByteArray());
      }
    }

    double residentMbWhenIdle() {
      try {
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        for (String line : Files.readAllLines(Path.of("/proc/" + child.pid() + "/status"))) {
          if (line.startsWith("VmRSS:")) {
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
          }
        }
        throw new IOException("the system does not tell the process's memory");
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
