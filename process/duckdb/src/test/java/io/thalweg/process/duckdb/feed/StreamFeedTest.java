package io.thalweg.process.duckdb.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.batch.EventBatch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamFeedTest {

  private static final int EVENTS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir static Path folder;
  private static Log log;
  private static Stream stream;

  @BeforeAll
  static void fillALog() {
    log = KafkaLog.embedded(folder, Durability.PROCESS);
    stream = stream("numbers");
    log.ensureTopic("numbers", 2);
    try (Producer<byte[], byte[]> producer = log.producer(Map.of())) {
      for (int n = 0; n < EVENTS; n++) {
        byte[] event = "{\"n\":%d}".formatted(n).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>("numbers", n % 2, null, event));
      }
    }
  }

  @AfterAll
  static void closeTheLog() {
    log.close();
  }

  private static Stream stream(String name) {
    return new Stream(
        name,
        Optional.empty(),
        List.of(new Field("n", Primitive.INT, true)),
        Optional.empty(),
        Optional.empty(),
        2,
        Stream.UnknownFields.REFUSE);
  }

  private static StreamFeed feed(long cacheBytes) {
    return feed(stream, cacheBytes);
  }

  private static StreamFeed feed(Stream stream, long cacheBytes) {
    return new StreamFeed(
        log, stream, new FeedSettings(100, 1 << 20, Duration.ofMillis(20), 2, cacheBytes));
  }

  private static EventBatch next(StreamFeed.Reader reader) throws InterruptedException {
    EventBatch batch = reader.await(PATIENCE).orElseThrow();
    reader.advance(batch);
    return batch;
  }

  /** The batches from where a reader stands to the end of the log. */
  private static List<EventBatch> rest(StreamFeed.Reader reader) throws InterruptedException {
    List<EventBatch> batches = new ArrayList<>();
    Offsets end = log.ends("numbers");
    while (!end.isAtMost(reader.position())) {
      batches.add(next(reader));
    }
    return batches;
  }

  @Test
  void readersThatStandTogetherShareEachBatch() throws Exception {
    try (StreamFeed feed = feed(16 << 20);
        StreamFeed.Reader first = feed.reader(log.beginnings("numbers"));
        StreamFeed.Reader second = feed.reader(log.beginnings("numbers"))) {
      int rows = 0;
      while (rows < EVENTS) {
        EventBatch batch = next(first);
        assertThat(next(second)).isSameAs(batch);
        rows += batch.rows();
      }
      assertThat(rows).isEqualTo(EVENTS);
    }
  }

  @Test
  void aReaderBehindGetsTheBatchesThatAreKept() throws Exception {
    try (StreamFeed feed = feed(16 << 20);
        StreamFeed.Reader first = feed.reader(log.beginnings("numbers"));
        StreamFeed.Reader second = feed.reader(log.beginnings("numbers"))) {
      List<EventBatch> batches = rest(first);
      List<EventBatch> again = rest(second);
      assertThat(again).hasSameSizeAs(batches);
      for (int i = 0; i < batches.size(); i++) {
        assertThat(again.get(i)).isSameAs(batches.get(i));
      }
    }
  }

  @Test
  void aReaderThatHasFallenBehindTakesInOneGoWhatAnotherTookBitByBit() throws Exception {
    log.ensureTopic("bits", 2);
    try (StreamFeed feed = feed(stream("bits"), 16 << 20);
        StreamFeed.Reader first = feed.reader(Offsets.zero(2));
        StreamFeed.Reader second = feed.reader(Offsets.zero(2));
        Producer<byte[], byte[]> producer = log.producer(Map.of())) {
      for (int bit = 0; bit < 5; bit++) {
        byte[] event = "{\"n\":1}".getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>("bits", bit % 2, null, event)).get();
        assertThat(next(first).rows()).isEqualTo(1);
      }
      EventBatch all = next(second);
      assertThat(all.rows()).isEqualTo(5);
      assertThat(all.to()).isEqualTo(first.position());
    }
  }

  @Test
  void aReaderBehindWhatIsKeptReadsByItselfAndMeetsTheOthersAgain() throws Exception {
    try (StreamFeed feed = feed(0);
        StreamFeed.Reader first = feed.reader(log.beginnings("numbers"));
        StreamFeed.Reader second = feed.reader(log.beginnings("numbers"))) {
      Offsets ahead = null;
      for (int i = 0; i < 5; i++) {
        ahead = next(first).to();
      }
      int rows = 0;
      while (!ahead.isAtMost(second.position())) {
        rows += next(second).rows();
      }
      assertThat(second.position()).isEqualTo(ahead);
      assertThat((long) rows).isEqualTo(log.beginnings("numbers").until(ahead));
      EventBatch shared = first.await(PATIENCE).orElseThrow();
      assertThat(second.await(PATIENCE)).containsSame(shared);
    }
  }
}
