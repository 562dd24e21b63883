package io.thalweg.testing.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.testing.crash.PlatformProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is sent, the platform answers with what is wrong, and never by a fault of its own. A few
 * thousand requests by default; {@code -Dthalweg.fuzz.requests=1000000} for a long run, {@code
 * -Dthalweg.fuzz.seed=…} for the requests of an earlier one, {@code -Dthalweg.fuzz.clients=32} for
 * more of them at once, {@code -Dthalweg.fuzz.minutes=15} to end by then.
 */
class FuzzTest {

  private static final int CLIENTS = Integer.getInteger("thalweg.fuzz.clients", 4);
  private static final Duration MINUTES =
      Duration.ofMinutes(Integer.getInteger("thalweg.fuzz.minutes", 1_000));
  private static final int FIRST_ERROR_OF_OURS = 500;

  /** Megabytes by which caches may still grow. */
  private static final int MOST_GROWTH = 48;

  /** An overloaded machine's log may be busy; a damaged frame may name another version of HTTP. */
  private static final Set<Integer> NO_FAULTS = Set.of(503, 505);

  @TempDir Path directory;

  private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final long end = System.nanoTime() + MINUTES.toNanos();
  private final AtomicLong left = new AtomicLong(Long.getLong("thalweg.fuzz.requests", 4_000));

  private Path project() throws Exception {
    Path project = directory.resolve("project");
    Files.createDirectories(project.resolve("streams"));
    Files.writeString(
        project.resolve("thalweg.yaml"), "name: fuzz\nbuffer: {durability: process}\n");
    String fields =
        """
        fields:
          machine:     {type: string}
          time:        {type: timestamp}
          temperature: {type: double}
          count:       {type: long}
          ok:          {type: boolean}
          price:       {type: "decimal(10,2)"}
          day:         {type: date}
          note:        {type: string}
        key: machine
        event_time: {field: time, lateness: 10s}
        """;
    Files.writeString(project.resolve("streams/telemetry.yaml"), "stream: telemetry\n" + fields);
    Files.writeString(
        project.resolve("streams/open.yaml"), "stream: open\nunknown_fields: ignore\n" + fields);
    return project;
  }

  @Test
  void whateverIsSentIsAnsweredAndNeverByAFaultOfOurs() throws Exception {
    long seed = Long.getLong("thalweg.fuzz.seed", System.nanoTime());
    long requests = left.get();
    System.out.printf("seed %d: -Dthalweg.fuzz.seed=%d%n", seed, seed);
    Path data = directory.resolve("data");
    try (PlatformProcess platform =
        PlatformProcess.start(
            project(), data, directory.resolve("messages"), List.of("-Xmx512m"))) {
      int port = platform.ready().join().getPort();
      String token = Files.readString(data.resolve("admin.token")).strip();
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        FuzzRequests source = new FuzzRequests(seed + i, token);
        clients.add(new Thread(() -> send(source, port), "fuzz-" + i));
      }
      clients.forEach(Thread::start);
      List<Memory> memory = new ArrayList<>();
      Duration pause = requests < 100_000 ? Duration.ofSeconds(5) : Duration.ofSeconds(30);
      long start = System.nanoTime();
      for (Thread client : clients) {
        while (client.isAlive()) {
          client.join(pause.toMillis());
          memory.add(Memory.of(platform.pid()));
          System.out.printf(
              "%d s, %,d sent: %s%n",
              Duration.ofNanos(System.nanoTime() - start).toSeconds(),
              requests - Math.max(0, left.get()),
              memory.get(memory.size() - 1));
        }
      }
      System.out.println("answers: " + statuses);
      assertThat(faults).as("seed %d", seed).isEmpty();
      assertThat(platform.isAlive()).as("the platform has not restarted").isTrue();
      // What requests under way hold comes and goes: what lies below it must not rise.
      int third = (memory.size() + 2) / 3;
      assertThat(floor(memory.subList(memory.size() - third, memory.size())))
          .as("megabytes of heap in use: %s", memory)
          .isLessThan(floor(memory.subList(0, third)) + MOST_GROWTH);
      assertThat(statuses.keySet()).as("seed %d", seed).contains(200, 204, 400, 422);
      assertThat(Files.readString(data.resolve("platform.log")))
          .doesNotContain("internal.ApiExceptionMapper");
    }
  }

  private static long floor(List<Memory> memory) {
    return memory.stream().mapToLong(Memory::heap).min().orElseThrow();
  }

  private void send(FuzzRequests source, int port) {
    try (RawHttp http = new RawHttp(port)) {
      while (System.nanoTime() - end < 0 && left.getAndDecrement() > 0) {
        byte[] request = source.next();
        int status = http.send(request);
        statuses.computeIfAbsent(status, s -> new LongAdder()).increment();
        if (status >= FIRST_ERROR_OF_OURS && !NO_FAULTS.contains(status) && faults.size() < 20) {
          faults.add(
              status + " for " + new String(request, java.nio.charset.StandardCharsets.UTF_8));
        }
      }
    } catch (Exception e) {
      faults.add(e.toString());
    }
  }
}
