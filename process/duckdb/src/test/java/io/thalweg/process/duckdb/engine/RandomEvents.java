package io.thalweg.process.duckdb.engine;

import io.thalweg.definitions.Stream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes up events of several partitions, in an order that is often wrong by a little and now and
 * then by much; knows by itself which of them are late.
 */
final class RandomEvents {

  private static final long START =
      Instant.parse("2026-03-01T10:00:00Z").getEpochSecond() * 1_000_000;

  private final Random random;
  private final Random nested;
  private final long tick;
  private final long lateness;
  private final long[] clock;
  private final long[] greatest;
  private final long[] offsets;
  private final boolean repeats;
  private final List<Event> all = new ArrayList<>();
  private final Set<String> late = new HashSet<>();

  /**
   * @param nested makes arrays and rows, so that the rest does not depend on them
   * @param tick of the times in microseconds: with a large one many times are equal
   */
  RandomEvents(Random random, Random nested, Stream stream, long tick) {
    this.random = random;
    this.nested = nested;
    this.tick = tick;
    this.repeats = stream.id().isPresent();
    this.lateness = stream.eventTime().orElseThrow().lateness().toNanos() / 1_000;
    this.clock = new long[stream.partitions()];
    this.greatest = new long[stream.partitions()];
    this.offsets = new long[stream.partitions()];
    Arrays.fill(clock, START);
    Arrays.fill(greatest, Long.MIN_VALUE / 2);
  }

  /**
   * An event in the log.
   *
   * @param time microseconds since 1970
   * @param k, n, x, p its values as JSON and SQL write them
   * @param a, d an array and a row, either may be null
   * @param id null in a stream without one
   */
  record Event(
      int partition,
      long offset,
      long time,
      String k,
      Integer n,
      Double x,
      BigDecimal p,
      List<Integer> a,
      Inner d,
      Long id) {

    String place() {
      return partition + "|" + offset;
    }

    String json() {
      return "{\"time\":\"%s\",\"k\":%s,\"n\":%s,\"x\":%s,\"p\":%s,\"a\":%s,\"d\":%s%s}"
          .formatted(
              Instant.EPOCH.plus(time, ChronoUnit.MICROS),
              text(k),
              n,
              x,
              p,
              a,
              d == null ? null : "{\"v\":%s,\"w\":%s}".formatted(d.v(), text(d.w())),
              id == null ? "" : ",\"id\":" + id);
    }
  }

  /** The row in an event. */
  record Inner(Integer v, String w) {}

  private static String text(String value) {
    return value == null ? null : '"' + value + '"';
  }

  /** Some more events; in a stream with an id some of them once more, which are no others. */
  List<Event> next(int count) {
    List<Event> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (repeats && !all.isEmpty() && random.nextInt(4) == 0) {
        Event again = all.get(random.nextInt(all.size()));
        offsets[again.partition()]++;
        made.add(again);
        continue;
      }
      int partition = random.nextInt(clock.length);
      clock[partition] += random.nextInt(400_000);
      long jitter = random.nextInt(10) == 0 ? 40_000_000L : 3_000_000L;
      made.add(event(partition, clock[partition] - (long) (random.nextDouble() * jitter)));
    }
    return made;
  }

  /** One event a partition that closes everything before it, and that has no partner. */
  List<Event> closing(long end) {
    List<Event> made = new ArrayList<>();
    for (int partition = 0; partition < clock.length; partition++) {
      made.add(
          add(
              new Event(
                  partition, offsets[partition]++, end, null, null, null, null, null, null, id())));
    }
    return made;
  }

  /** The greatest time of all events. */
  long greatest() {
    return Math.max(START, Arrays.stream(greatest).max().orElseThrow());
  }

  private Event event(int partition, long time) {
    return add(
        new Event(
            partition,
            offsets[partition]++,
            time - Math.floorMod(time, tick),
            random.nextInt(8) == 0 ? null : String.valueOf((char) ('a' + random.nextInt(4))),
            random.nextInt(6) == 0 ? null : random.nextInt(7) - 3,
            random.nextInt(6) == 0 ? null : random.nextInt(1_000) / 7.0,
            random.nextInt(6) == 0 ? null : BigDecimal.valueOf(random.nextInt(2_000_000), 3),
            array(),
            inner(),
            id()));
  }

  private List<Integer> array() {
    return nested.nextInt(6) == 0
        ? null
        : java.util.stream.Stream.generate(this::smallNumber)
            .limit(nested.nextInt(4))
            .collect(Collectors.toList());
  }

  private Inner inner() {
    return nested.nextInt(6) == 0
        ? null
        : new Inner(
            smallNumber(),
            nested.nextInt(6) == 0 ? null : String.valueOf((char) ('a' + nested.nextInt(3))));
  }

  private Integer smallNumber() {
    return nested.nextInt(6) == 0 ? null : nested.nextInt(5) - 2;
  }

  private Long id() {
    return repeats ? (long) all.size() : null;
  }

  private Event add(Event event) {
    int partition = event.partition();
    if (event.time() < greatest[partition] - lateness) {
      late.add(event.place());
    }
    greatest[partition] = Math.max(greatest[partition], event.time());
    all.add(event);
    return event;
  }

  List<Event> all() {
    return all;
  }

  /** Places of the events that lie behind their partition by more than the lateness. */
  Set<String> late() {
    return late;
  }
}
