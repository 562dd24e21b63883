package io.thalweg.benchmarks;

import io.thalweg.examples.client.PlatformClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * From the moment that an event's request is sent to the moment that the answer of a query which
 * sees it is there, at 1,000 events a second in requests of ten: once for a query over a pipeline's
 * table, once for one over the stream itself (lake plus tail of the log). Queries follow each other
 * without a pause; the wait for the query under way and the query's own time are part of it.
 *
 * <p>Run by {@code benchmarks/run PostedToVisible [SECONDS]}.
 */
public final class PostedToVisible {

  private static final int PER_SECOND = 1_000;
  private static final int PER_REQUEST = 10;
  private static final int WARM_UP_SECONDS = 20;

  private final PlatformClient client;
  private final int events;
  private final AtomicLongArray postedNanos;
  private final AtomicLong posted = new AtomicLong();

  private PostedToVisible(PlatformClient client, int events) {
    this.client = client;
    this.events = events;
    this.postedNanos = new AtomicLongArray(events);
  }

  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
    for (String relation : new String[] {"passthrough", "numbered"}) {
      Path folder = Scratch.folder("thalweg-latency");
      writeProject(folder.resolve("project"));
      Path data = folder.resolve("data");
      try (Child platform =
          Child.thalweg(
              "up",
              folder.resolve("project").toString(),
              "--data",
              data.toString(),
              "--port",
              "0")) {
        URI url = URI.create(platform.await("ready"));
        String token = Files.readString(data.resolve("admin.token")).strip();
        int events = (WARM_UP_SECONDS + seconds) * PER_SECOND;
        double[] millis =
            new PostedToVisible(new PlatformClient(url, token, Duration.ofSeconds(60)), events)
                .measure(relation);
        System.out.printf(
            "%-12s median %.0f ms, 90 %% %.0f ms, 99 %% %.0f ms, most %.0f ms, %,d events%n",
            relation.equals("numbered") ? "the stream" : "a table",
            millis[millis.length / 2],
            millis[millis.length * 9 / 10],
            millis[millis.length * 99 / 100],
            millis[millis.length - 1],
            millis.length);
      }
    }
  }

  private static void writeProject(Path folder) throws Exception {
    SensorProject.write(folder);
    Files.writeString(
        folder.resolve("streams/numbered.yaml"),
        """
        stream: numbered
        fields:
          id:     {type: long}
          device: {type: string}
          time:   {type: timestamp}
        key: device
        event_time: {field: time, lateness: 10s}
        """);
    SensorProject.writePipeline(folder, "passthrough", "SELECT id, device FROM numbered");
  }

  /** The milliseconds of every event after the warm-up, sorted. */
  private double[] measure(String relation) throws Exception {
    Thread poster = new Thread(this::post, "poster");
    poster.start();
    double[] millis = new double[events];
    int seen = 0;
    while (seen < events) {
      long most = client.query("SELECT MAX(id) FROM " + relation).value().asLong(-1);
      long now = System.nanoTime();
      for (; seen <= most; seen++) {
        millis[seen] = (now - postedNanos.get(seen)) / 1e6;
      }
      if (!poster.isAlive() && posted.get() < events) {
        throw new IllegalStateException("posting has failed");
      }
    }
    double[] counted = Arrays.copyOfRange(millis, WARM_UP_SECONDS * PER_SECOND, events);
    Arrays.sort(counted);
    return counted;
  }

  private void post() {
    long start = System.nanoTime();
    for (int first = 0; first < events; first += PER_REQUEST) {
      long due = start + first * 1_000_000_000L / PER_SECOND;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      StringBuilder body = new StringBuilder();
      // One partition a request: who sees an event has seen all before it. The time counts from
      // when the event was due: a platform that makes the poster wait is slow.
      for (int i = first; i < first + PER_REQUEST; i++) {
        postedNanos.set(i, due);
        body.append(
            "{\"id\":%d,\"device\":\"dev-%d\",\"time\":\"%s\"}\n"
                .formatted(i, first / PER_REQUEST % SensorEvents.DEVICES, Instant.now()));
      }
      try {
        client.post("numbered", body.toString().getBytes(StandardCharsets.UTF_8));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      posted.addAndGet(PER_REQUEST);
    }
  }
}
