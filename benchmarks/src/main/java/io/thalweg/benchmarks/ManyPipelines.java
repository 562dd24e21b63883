package io.thalweg.benchmarks;

import io.thalweg.buffer.Offsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What each further pipeline on one stream costs: the events a second when a log is replayed, and,
 * when events trickle in, the time from the append of a hundred of them until the last pipeline has
 * committed them.
 *
 * <p>Run by {@code benchmarks/run ManyPipelines [EVENTS] [ROUNDS]}.
 */
public final class ManyPipelines {

  private static final int[] COUNTS = {1, 5, 10, 20};
  private static final int TRICKLE_ROUNDS = 100;
  private static final int TRICKLE_EVENTS = 100;

  private ManyPipelines() {}

  public static void main(String[] args) throws Exception {
    long events = args.length > 0 ? Long.parseLong(args[0]) : 2_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    try (EngineUnderTest test = new EngineUnderTest()) {
      test.fill(events);
      measure(test, 1); // warms up
      System.out.printf("%,d events, %d rounds after one to warm up%n", events, rounds);
      for (int count : COUNTS) {
        List<Double> seconds = new ArrayList<>();
        List<Double> commitMillis = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          double[] result = measure(test, count);
          seconds.add(result[0]);
          commitMillis.add(result[1]);
        }
        Median catchUp = Median.of(seconds);
        System.out.printf(
            "%2d pipelines  %9.0f events/s   %s s   appended to committed by all: %s ms%n",
            count,
            events / catchUp.middle(),
            catchUp.show("%.2f"),
            Median.of(commitMillis).show("%.0f"));
      }
    }
    System.exit(0);
  }

  /** Seconds of the replay, and the median of the milliseconds until a trickle is committed. */
  private static double[] measure(EngineUnderTest test, int count) throws Exception {
    List<String[]> pipelines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Each a little different, so that none could share another's work by being equal to it.
      String sql =
          SensorProject.AVERAGE.replace("GROUP BY", "WHERE vibration >= " + i + " GROUP BY");
      pipelines.add(new String[] {"average_" + i, sql});
    }
    try (EngineUnderTest.Run run = test.prepare(pipelines, true)) {
      double seconds = run.secondsToCatchUp();
      double[] millis = new double[TRICKLE_ROUNDS];
      try (Producer<byte[], byte[]> producer = test.log().producer(Map.of())) {
        for (int i = 0; i < TRICKLE_ROUNDS; i++) {
          for (int e = 0; e < TRICKLE_EVENTS; e++) {
            producer.send(
                new ProducerRecord<>("readings", SensorEvents.key(e), SensorEvents.event(e)));
          }
          producer.flush();
          long start = System.nanoTime();
          Offsets end = test.log().ends("readings");
          run.awaitPosition(end);
          millis[i] = (System.nanoTime() - start) / 1e6;
        }
      }
      Arrays.sort(millis);
      return new double[] {seconds, millis[TRICKLE_ROUNDS / 2]};
    }
  }
}
