package io.thalweg.buffer.once;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.buffer.quality.EventValues;
import io.thalweg.buffer.quality.Verdict;
import io.thalweg.buffer.quality.Verdict.Outcome;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventId;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventIdsTest {

  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  @TempDir static Path folder;
  private static Log log;
  private static Producer<byte[], byte[]> producer;

  @BeforeAll
  static void open() {
    log = KafkaLog.embedded(folder.resolve("log"), Durability.PROCESS);
    producer = log.producer(Map.of());
  }

  @AfterAll
  static void close() {
    producer.close();
    log.close();
  }

  /** An event as it stands in the log. */
  private record Event(long timestamp, String key, long id, boolean good) implements EventValues {

    String json() {
      return "{\"key\": \"%s\", \"id\": %d, \"good\": %b}".formatted(key, id, good);
    }

    @Override
    public boolean isNull(int field) {
      return false;
    }

    @Override
    public long longValue(int field) {
      return id;
    }

    @Override
    public double doubleValue(int field) {
      throw new IllegalStateException();
    }

    @Override
    public Object value(int field) {
      return field == 0 ? key : field == 1 ? (Object) id : (Object) good;
    }
  }

  private static final EventQuality ONLY_GOOD =
      new EventQuality() {
        @Override
        public boolean looksAt(int field) {
          return field == 2;
        }

        @Override
        public Judge judge(int partition) {
          return (event, offset, timestampMillis) ->
              (Boolean) event.value(2)
                  ? Verdict.GOOD
                  : new Verdict(Outcome.QUARANTINED, "good", null, List.of());
        }
      };

  private static Stream stream(String name, boolean keyed, int partitions, Optional<Duration> id) {
    Stream plain =
        new Stream(
            name,
            Optional.empty(),
            List.of(
                new Field("key", Primitive.STRING, true),
                new Field("id", Primitive.LONG, true),
                new Field("good", Primitive.BOOLEAN, true)),
            keyed ? Optional.of("key") : Optional.empty(),
            Optional.empty(),
            partitions,
            Stream.UnknownFields.REFUSE);
    return id.map(within -> plain.withId(new EventId("id", within))).orElse(plain);
  }

  private static final class Clockwork extends Clock {
    private long now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now);
    }
  }

  /** One stream, what it says of its ids, and who reads it. */
  private static final class Run {
    private final Random random;
    private final String name;
    private final Path files;
    private final int partitions;
    private final Clockwork clock = new Clockwork();
    private final List<List<Event>> events = new ArrayList<>();
    private final List<IdRule> rules = new ArrayList<>();
    private Stream stream;
    private EventIds ids;
    private EventQuality quality;
    private int duplicates;

    Run(long seed) throws IOException {
      this.random = new Random(seed);
      this.name = "once" + seed;
      this.files = folder.resolve("ids-" + seed);
      this.partitions = 1 + random.nextInt(2);
      for (int p = 0; p < partitions; p++) {
        events.add(new ArrayList<>());
      }
      log.ensureTopic(name, partitions);
      if (random.nextBoolean()) {
        send();
      }
      start(false);
      define(stream(name, random.nextBoolean(), partitions, within()));
    }

    private Optional<Duration> within() {
      return Optional.of(Duration.ofMillis(1 + random.nextInt(3_000)));
    }

    private Offsets ends() {
      return Offsets.of(events.stream().mapToLong(List::size).toArray());
    }

    private void define(Stream next) throws IOException {
      stream = next;
      IdRule rule =
          IdRule.of(
              next,
              ends(),
              rules.isEmpty() && ends().equals(Offsets.zero(partitions)) ? 0 : clock.now);
      if (rules.isEmpty() || !rules.get(rules.size() - 1).says(rule)) {
        rules.add(rule);
      }
      quality = ids.of(stream, ONLY_GOOD);
    }

    private void start(boolean whole) throws IOException {
      if (whole) {
        ids.close();
      }
      ids = new EventIds(files, log, 100 << 20, clock);
    }

    private void send() {
      for (int i = random.nextInt(200); i > 0; i--) {
        clock.now += random.nextInt(20);
        long late = random.nextInt(5) == 0 ? random.nextInt(2_000) : 0;
        Event event =
            new Event(
                clock.now - late,
                "k" + random.nextInt(2),
                random.nextInt(60),
                random.nextInt(10) > 0);
        int partition = random.nextInt(partitions);
        events.get(partition).add(event);
        producer.send(
            new ProducerRecord<>(
                name, partition, event.timestamp(), null, event.json().getBytes(UTF_8)));
      }
      producer.flush();
    }

    /** Reads some of a partition in pieces, as a reader would that stands anywhere. */
    private void read() {
      int partition = random.nextInt(partitions);
      List<Event> of = events.get(partition);
      int from = random.nextInt(of.size() + 1);
      int to = from + random.nextInt(of.size() - from + 1);
      EventQuality.Judge judge = quality.judgeFrom(partition, from);
      for (int offset = from; offset < to; offset++) {
        Event event = of.get(offset);
        Outcome found = judge.judge(event, offset, event.timestamp()).outcome();
        Outcome expected =
            !event.good()
                ? Outcome.QUARANTINED
                : isDuplicate(partition, offset) ? Outcome.DUPLICATE : Outcome.GOOD;
        assertThat(found)
            .as("%s partition %d offset %d", name, partition, offset)
            .isEqualTo(expected);
        duplicates += found == Outcome.DUPLICATE ? 1 : 0;
        if (random.nextInt(50) == 0) {
          judge.passed(offset + 1);
          judge = quality.judgeFrom(partition, offset + 1);
        }
      }
      judge.passed(to);
    }

    private boolean isDuplicate(int partition, int offset) {
      List<Event> of = events.get(partition);
      IdRule rule = null;
      for (IdRule next : rules) {
        rule = next.from().get(partition) <= offset ? next : rule;
      }
      if (rule == null || rule.fields().isEmpty()) {
        return false;
      }
      long now = time(of, offset, rule, partition);
      for (int before = 0; before < offset; before++) {
        if (of.get(before).good()
            && of.get(before).id() == of.get(offset).id()
            && (rule.fields().size() == 1 || of.get(before).key().equals(of.get(offset).key()))
            && now - time(of, before, rule, partition) <= rule.withinMillis()) {
          return true;
        }
      }
      return false;
    }

    /** The log's time at a record; what is not an event does not count. */
    private static long time(List<Event> of, int offset, IdRule rule, int partition) {
      long time = rule.from().get(partition) <= offset ? rule.atMillis() : 0;
      for (int before = 0; before <= offset; before++) {
        time = of.get(before).good() ? Math.max(time, of.get(before).timestamp()) : time;
      }
      return time;
    }

    void turn() throws IOException {
      switch (random.nextInt(10)) {
        case 0 -> {
          start(true);
          define(stream);
        }
        case 1 -> {
          // Killed, in the middle of writing.
          if (Files.exists(files.resolve(name)) && random.nextBoolean()) {
            Files.writeString(files.resolve(name), "run 0 12", StandardOpenOption.APPEND);
          }
          start(false);
          define(stream);
        }
        case 2 -> ids.save();
        case 3 -> {
          if (random.nextInt(4) == 0) {
            define(
                stream(
                    name,
                    random.nextBoolean(),
                    partitions,
                    random.nextInt(4) == 0 ? Optional.empty() : within()));
          }
        }
        case 4, 5 -> send();
        default -> read();
      }
    }
  }

  @Test
  void allReadersFindTheDuplicatesThatTheLogHasWhereverTheyStandAndWhateverWasKilled()
      throws IOException {
    int duplicates = 0;
    for (int seed = 0; seed < Integer.getInteger("thalweg.random-ids", 4); seed++) {
      Run run = new Run(seed);
      for (int turn = 0; turn < 40; turn++) {
        run.turn();
      }
      duplicates += run.duplicates;
    }
    assertThat(duplicates).isGreaterThan(200);
  }

  private static void append(String topic, Event... events) {
    for (Event event : events) {
      producer.send(
          new ProducerRecord<>(topic, 0, event.timestamp(), null, event.json().getBytes(UTF_8)));
    }
    producer.flush();
  }

  private static Event event(long second, long id) {
    return new Event(START + 1_000 * second, "k", id, true);
  }

  private static List<Outcome> outcomes(EventQuality quality, Event... events) {
    EventQuality.Judge judge = quality.judgeFrom(0, 0);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < events.length; i++) {
      outcomes.add(judge.judge(events[i], i, events[i].timestamp()).outcome());
    }
    judge.passed(events.length);
    return outcomes;
  }

  @Test
  void anIdCountsAgainWhenItWasNotSeenForLongEnough() throws IOException {
    Event[] events = {event(0, 1), event(10, 1), event(20, 1), event(31, 1)};
    try (EventIds ids = new EventIds(folder.resolve("again"), log, 1 << 20)) {
      EventQuality quality =
          ids.of(stream("again", true, 1, Optional.of(Duration.ofSeconds(10))), EventQuality.NONE);
      assertThat(outcomes(quality, events))
          .containsExactly(Outcome.GOOD, Outcome.DUPLICATE, Outcome.DUPLICATE, Outcome.GOOD);
      assertThat(ids.duplicates()).isEqualTo(Map.of("again", 2L));
    }
  }

  @Test
  void aStreamWithoutIdIsJudgedByWhatItWasJudgedBefore() throws IOException {
    Path files = folder.resolve("none");
    try (EventIds ids = new EventIds(files, log, 1 << 20)) {
      assertThat(ids.of(stream("none", true, 1, Optional.empty()), ONLY_GOOD)).isSameAs(ONLY_GOOD);
    }
    assertThat(files).doesNotExist();
  }

  @Test
  void theLogIsNeededAsFarAsIdsCountAsSeen() throws IOException {
    Event[] events = {event(0, 1), event(10, 2), event(20, 3), event(31, 4)};
    Stream stream = stream("needed", true, 1, Optional.of(Duration.ofSeconds(15)));
    Path files = folder.resolve("needed");
    try (EventIds ids = new EventIds(files, log, 1 << 20)) {
      EventQuality quality = ids.of(stream, EventQuality.NONE);
      append("needed", events);
      assertThat(quality.firstNeeded()).contains(Offsets.of(0));
      outcomes(quality, events);
    }
    log.trim("needed", Offsets.of(2));
    try (EventIds ids = new EventIds(files, log, 1 << 20)) {
      EventQuality quality = ids.of(stream, EventQuality.NONE);
      assertThat(quality.firstNeeded()).contains(Offsets.of(2));
      EventQuality.Judge judge = quality.judgeFrom(0, 4);
      assertThat(judge.judge(event(35, 3), 4, START + 35_000).outcome())
          .isEqualTo(Outcome.DUPLICATE);
    }
  }

  @Test
  void moreIdsThanMemoryStopReadersWithAnErrorThatNamesTheStream() throws IOException {
    Event[] events = new Event[5_000];
    for (int i = 0; i < events.length; i++) {
      events[i] = event(0, i);
    }
    try (EventIds ids = new EventIds(folder.resolve("many"), log, 64 << 10)) {
      EventQuality quality =
          ids.of(stream("many", true, 1, Optional.of(Duration.ofHours(1))), EventQuality.NONE);
      assertThatThrownBy(() -> outcomes(quality, events))
          .isInstanceOf(LogException.class)
          .hasMessageMatching(
              "stream \"many\" has [0-9,]+ ids within 1h in partition 0, and the ids of all streams"
                  + " may take 0 MB of memory: make its deduplicate_within shorter, or give Java"
                  + " more memory \\(-Xmx\\)");
    }
  }
}
