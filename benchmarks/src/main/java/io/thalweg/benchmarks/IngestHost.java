package io.thalweg.benchmarks;

import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.Log;
import io.thalweg.connect.http.HttpServer;
import io.thalweg.connect.http.Refusals;
import io.thalweg.connect.http.events.EventIntake;
import io.thalweg.connect.http.events.EventsResource;
import io.thalweg.connect.http.events.LineProtocolResource;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import io.thalweg.identity.Authentication;
import io.thalweg.identity.Authenticator;
import io.thalweg.identity.Caller;
import io.thalweg.identity.RateLimit;
import io.thalweg.identity.Role;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The platform's log and its door, and Kafka's own producer into the same log. Serves until its
 * input ends; {@code produce EVENTS SENDERS} there lets the producer work, {@code threads} tells
 * the processor time of each group of threads since the last time.
 *
 * <p>Arguments: a folder, {@code disk} or {@code process}.
 */
public final class IngestHost {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int REQUEST_EVENTS = HttpIngest.REQUEST_EVENTS;

  private IngestHost() {}

  public static void main(String[] args) throws Exception {
    Stream stream =
        new Stream(
            "readings",
            Optional.empty(),
            List.of(
                new Field("device", Primitive.STRING, true),
                new Field("time", Primitive.TIMESTAMP, true),
                new Field("temperature", Primitive.DOUBLE, false),
                new Field("vibration", Primitive.DOUBLE, false),
                new Field("status", Primitive.STRING, false)),
            Optional.of("device"),
            Optional.of(new EventTime("time", Duration.ofSeconds(10), EventTime.DEFAULT_IDLENESS)),
            Stream.DEFAULT_PARTITIONS,
            Stream.UnknownFields.REFUSE);
    Durability durability = Durability.valueOf(args[1].toUpperCase(java.util.Locale.ROOT));
    try (Log log = KafkaLog.embedded(Path.of(args[0]), durability);
        EventIntake intake = new EventIntake(log, List.of(stream), List.of(), Refusals.NONE)) {
      log.ensureTopic(stream.name(), stream.partitions());
      log.ensureTopic("produced", stream.partitions());
      try (HttpServer server =
          HttpServer.start(
              new HttpServer.Configuration(
                  0,
                  List.of(new EventsResource(intake), new LineProtocolResource(intake)),
                  new Anybody(),
                  Refusals.NONE))) {
        System.out.println("READY " + server.url());
        serve(log);
      }
    }
  }

  private static void serve(Log log) throws Exception {
    Map<String, Long> before = threadNanos();
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split(" ");
      if (words[0].equals("produce")) {
        System.out.println(
            "SECONDS " + produce(log, Integer.parseInt(words[1]), Integer.parseInt(words[2])));
      } else {
        Map<String, Long> now = threadNanos();
        StringBuilder shares = new StringBuilder("THREADS");
        for (Map.Entry<String, Long> group : now.entrySet()) {
          double seconds = (group.getValue() - before.getOrDefault(group.getKey(), 0L)) / 1e9;
          if (seconds > 0.05) {
            shares.append(" %s=%.2f".formatted(group.getKey(), seconds));
          }
        }
        before = now;
        System.out.println(shares);
      }
    }
  }

  /** Requests of as many events as the door's, each awaited before the next one of its sender. */
  private static double produce(Log log, int events, int senders) throws Exception {
    try (Producer<byte[], byte[]> producer = log.producer(Map.of("batch.size", 128 * 1024))) {
      long start = System.nanoTime();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < senders; i++) {
        threads.add(new Thread(() -> send(producer, events / senders)));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static void send(Producer<byte[], byte[]> producer, int events) {
    try {
      for (int first = 0; first < events; first += REQUEST_EVENTS) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = first; i < first + REQUEST_EVENTS; i++) {
          sent.add(
              producer.send(
                  new ProducerRecord<>("produced", SensorEvents.key(i), SensorEvents.event(i))));
        }
        for (Future<RecordMetadata> one : sent) {
          one.get();
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** By the threads' names without their numbers. */
  private static Map<String, Long> threadNanos() {
    Map<String, Long> nanos = new TreeMap<>();
    for (long id : THREADS.getAllThreadIds()) {
      var info = THREADS.getThreadInfo(id);
      if (info != null) {
        String name = info.getThreadName().replaceAll("[-@\\d].*", "").replace(' ', '_');
        nanos.merge(name, THREADS.getThreadCpuTime(id), Long::sum);
      }
    }
    return nanos;
  }

  /** Lets everybody in: what a token costs is not measured here. */
  private record Anybody() implements Authenticator {
    @Override
    public Authentication token(String given) {
      return new Authentication.Accepted(
          new Caller(
              "benchmark",
              Role.ADMINISTRATOR,
              Optional.empty(),
              Optional.empty(),
              RateLimit.none(),
              () -> true));
    }

    @Override
    public Authentication session(String given) {
      return new Authentication.NotKnown();
    }
  }
}
