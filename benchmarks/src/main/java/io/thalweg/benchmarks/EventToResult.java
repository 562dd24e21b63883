package io.thalweg.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * From the instant at which an event was due in the log until its result is read from the
 * pipeline's output topic, at 10,000 events a second or another rate: of a pipeline that turns each
 * row into another, and of one that keeps the newest value of each of 1,000 devices as a table that
 * changes.
 *
 * <p>Run by {@code benchmarks/run EventToResult [SECONDS] [EVENTS A SECOND]}.
 */
public final class EventToResult {

  private static final int EVENTS_AT_ONCE = 100;
  private static final int DEVICES = 1_000;
  private static final int WARM_UP_SECONDS = 10;
  private static final Pattern SENT = Pattern.compile("\"sent\":(\\d+)");

  private static final Map<String, String> PROJECT =
      Map.of(
          "thalweg.yaml",
          "name: benchmark\n",
          "streams/signals.yaml",
          """
          stream: signals
          fields:
            device: {type: string, required: true}
            sent:   {type: long, required: true}
          key: device
          """,
          "pipelines/rows.yaml",
          """
          pipeline: rows
          sql: SELECT device, sent FROM signals
          to:
            - topic: rows-out
          """,
          "pipelines/newest.yaml",
          """
          pipeline: newest
          emit: changes
          sql: SELECT device, COUNT(*) AS n, MAX(sent) AS sent FROM signals GROUP BY device
          to:
            - topic: newest-out
          """);

  private EventToResult() {}

  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
    int rate = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    try (EngineUnderTest test = new EngineUnderTest()) {
      test.log().ensureTopic("signals", 4);
      try (EngineUnderTest.Run run = test.prepare(PROJECT, 1L << 30)) {
        run.engine().start();
        long start = System.nanoTime();
        long measured = start + Duration.ofSeconds(WARM_UP_SECONDS).toNanos();
        long end = measured + Duration.ofSeconds(seconds).toNanos();
        List<Reader> readers =
            List.of(
                new Reader(test, "newest-out", measured, end),
                new Reader(test, "rows-out", measured, end));
        readers.forEach(Thread::start);
        send(test, rate, start, end);
        for (Reader reader : readers) {
          reader.join();
          reader.print();
        }
      }
    }
    System.exit(0);
  }

  private static void send(EngineUnderTest test, int rate, long start, long end) {
    try (Producer<byte[], byte[]> producer = test.log().producer(Map.of("linger.ms", 0))) {
      long step = 1_000_000_000L * EVENTS_AT_ONCE / rate;
      long number = 0;
      for (long due = start; due < end; due += step) {
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        for (int i = 0; i < EVENTS_AT_ONCE; i++) {
          String device = "dev-" + number++ % DEVICES;
          String event = "{\"device\":\"%s\",\"sent\":%d}".formatted(device, due);
          producer.send(new ProducerRecord<>("signals", bytes(device), bytes(event)));
        }
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads an output topic until what was sent last has come. */
  private static final class Reader extends Thread {
    private final EngineUnderTest test;
    private final String topic;
    private final long measured;
    private final long end;
    private final List<Long> nanos = new ArrayList<>();

    Reader(EngineUnderTest test, String topic, long measured, long end) {
      super("reader-" + topic);
      this.test = test;
      this.topic = topic;
      this.measured = measured;
      this.end = end;
    }

    @Override
    public void run() {
      try (Consumer<byte[], byte[]> consumer = test.log().consumer(Map.of("fetch.min.bytes", 1))) {
        List<TopicPartition> partitions =
            IntStream.range(0, test.log().ends(topic).partitions())
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        long patience = end + Duration.ofSeconds(5).toNanos();
        while (System.nanoTime() < patience) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            note(record);
          }
        }
      }
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
      long now = System.nanoTime();
      if (record.value() != null) {
        Matcher sent = SENT.matcher(new String(record.value(), StandardCharsets.UTF_8));
        if (sent.find() && Long.parseLong(sent.group(1)) >= measured) {
          nanos.add(now - Long.parseLong(sent.group(1)));
        }
      }
    }

    void print() {
      long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
      if (sorted.length == 0) {
        throw new IllegalStateException("nothing came out of " + topic);
      }
      System.out.printf(
          "%-12s %,9d results   median %.0f ms   90 %% %.0f ms   99 %% %.0f ms   most %.0f ms%n",
          topic,
          sorted.length,
          at(sorted, 0.5),
          at(sorted, 0.9),
          at(sorted, 0.99),
          sorted[sorted.length - 1] / 1e6);
    }

    private static double at(long[] sorted, double fraction) {
      return sorted[(int) (fraction * (sorted.length - 1))] / 1e6;
    }
  }
}
