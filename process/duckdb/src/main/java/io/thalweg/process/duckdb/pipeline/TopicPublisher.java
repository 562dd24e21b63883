package io.thalweg.process.duckdb.pipeline;

import io.thalweg.buffer.FaultPoint;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.database.DatabaseErrors;
import io.thalweg.process.duckdb.database.EngineDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Brings a pipeline's outbox to its topics, in order and each record once: a record leaves the
 * outbox only when the log has answered, and whenever the publisher begins (again) it first reads
 * from the ends of the topics what the log already has.
 */
final class TopicPublisher implements AutoCloseable {

  /** The header with the name of the pipeline that wrote a record. */
  static final String PIPELINE_HEADER = "thalweg.pipeline";

  /** The header with a record's number in the sequence of its pipeline, in decimal. */
  static final String SEQUENCE_HEADER = "thalweg.sequence";

  private static final Logger LOG = LoggerFactory.getLogger(TopicPublisher.class);
  private static final int RECORDS_AT_ONCE = 10_000;
  private static final long PAUSE_MILLIS = 1_000;

  /** A deletion is a commit, which the pipeline's own commits have to wait for. */
  private static final Duration DELETE_EVERY = Duration.ofMillis(500);

  private static final Duration QUIET = Duration.ofMillis(50);
  private static final Duration FOREVER = Duration.ofDays(1);

  private final String pipeline;
  private final EngineDatabase database;
  private final Log log;
  private final Outbox outbox;
  private final Consumer<Exception> onFailure;
  private final Semaphore added = new Semaphore(1);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private long nextSequence;

  /**
   * @param onFailure hears why the publisher has ended before its close
   */
  TopicPublisher(
      String pipeline,
      EngineDatabase database,
      Log log,
      Outbox outbox,
      Consumer<Exception> onFailure) {
    this.pipeline = pipeline;
    this.database = database;
    this.log = log;
    this.outbox = outbox;
    this.onFailure = onFailure;
    this.thread = new Thread(this::run, "topics-" + pipeline);
  }

  /**
   * Starts the thread.
   *
   * @param next the number of the sequence that no record has yet
   */
  void start(long next) {
    nextSequence = next;
    thread.start();
  }

  /** Says that a transaction has put records into the outbox. */
  void recordsAdded() {
    added.release();
  }

  /** Ends the records on their way and stops; others stay in the outbox. */
  @Override
  public void close() {
    stopping.countDown();
    added.release();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    MDC.put("pipeline", pipeline);
    try {
      while (stopping.getCount() > 0) {
        try (Connection connection = database.connect();
            Producer<byte[], byte[]> producer = log.producer(Map.of())) {
          publish(connection, producer, readBack());
        } catch (LogException | KafkaException e) {
          LOG.debug("topics of {} are tried again", pipeline, e);
          stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (SQLException e) {
          if (!DatabaseErrors.isTransient(e)) {
            throw e;
          }
          stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException | RuntimeException e) {
      onFailure.accept(e);
    }
  }

  /** For each topic and partition the highest number that the log has. */
  private List<long[]> readBack() {
    List<long[]> highest = new ArrayList<>();
    for (Stream topic : outbox.topics()) {
      long[] sequences = TopicTail.highestSequences(log, topic, pipeline);
      for (long sequence : sequences) {
        if (nextSequence > 0 && sequence >= nextSequence) {
          throw new IllegalStateException(
              ("topic \"%s\" has results of pipeline \"%s\" up to number %d, but its state knows"
                      + " only %d: the data folder is older than the topic. Restore the folder, or"
                      + " give the topic another name")
                  .formatted(topic.name(), pipeline, sequence, nextSequence - 1));
        }
      }
      highest.add(sequences);
    }
    // Later rounds find numbers that were given since.
    nextSequence = 0;
    return highest;
  }

  private void publish(
      Connection connection, Producer<byte[], byte[]> producer, List<long[]> highest)
      throws SQLException, InterruptedException {
    long done = 0;
    long deleted = 0;
    long deletedAt = System.nanoTime();
    while (stopping.getCount() > 0) {
      long last = send(connection, producer, highest, done);
      boolean some = last > done;
      done = last;
      if (some) {
        FaultPoint.AFTER_TOPIC_APPEND.reached();
      }
      boolean isQuiet = !some && !await(done > deleted ? QUIET : FOREVER);
      // of records that are in both places a restart sends none twice, so this need not be soon
      boolean isDue = System.nanoTime() - deletedAt >= DELETE_EVERY.toNanos();
      if (done > deleted && (isQuiet || isDue)) {
        Outputs.execute(connection, outbox.deleteUpTo(done));
        deleted = done;
        deletedAt = System.nanoTime();
      }
    }
    if (done > deleted) {
      Outputs.execute(connection, outbox.deleteUpTo(done));
    }
  }

  /** Waits until records are added; false when the time is over before. */
  private boolean await(Duration time) throws InterruptedException {
    boolean some = added.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
    added.drainPermits();
    return some;
  }

  /** Appends the next records and waits for the log's answers. */
  private long send(
      Connection connection, Producer<byte[], byte[]> producer, List<long[]> highest, long done)
      throws SQLException, InterruptedException {
    long last = done;
    List<Future<?>> answers = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(outbox.recordsAfter(done, RECORDS_AT_ONCE))) {
      while (rows.next()) {
        int topic = rows.getInt(1);
        int partition = rows.getInt(2);
        last = rows.getLong(3);
        if (last > highest.get(topic)[partition]) {
          answers.add(producer.send(record(topic, partition, last, rows)));
        }
      }
    }
    producer.flush();
    for (Future<?> answer : answers) {
      try {
        answer.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
      }
    }
    return last;
  }

  private ProducerRecord<byte[], byte[]> record(
      int topic, int partition, long sequence, ResultSet row) throws SQLException {
    String key = row.getString(4);
    String value = row.getString(5);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(outbox.topics().get(topic).name(), partition, utf8(key), utf8(value));
    record.headers().add(PIPELINE_HEADER, utf8(pipeline));
    record.headers().add(SEQUENCE_HEADER, utf8(Long.toString(sequence)));
    long watermark = row.getLong(6);
    if (!row.wasNull()) {
      record.headers().add(EventBatch.WATERMARK_HEADER, utf8(Long.toString(watermark)));
    }
    return record;
  }

  private static byte[] utf8(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
