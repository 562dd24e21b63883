package io.thalweg.process.duckdb.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.table.TableRow;
import io.thalweg.definitions.Table;
import io.thalweg.process.api.PositionAheadOfLogException;
import io.thalweg.process.duckdb.database.DatabaseErrors;
import io.thalweg.process.duckdb.query.ServingTables;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reference table: a topic, the thread that applies it to the table, and what appends to it.
 * Safe for use by many threads.
 */
final class LoggedTable implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LoggedTable.class);

  /** How long the log may take to confirm, and the table to follow. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration POLL = Duration.ofMillis(500);

  /** How long the rest of a change is waited for that its writer may never have finished. */
  private static final Duration UNFINISHED = Duration.ofSeconds(5);

  /** On every record of a change but its last, so that a change is applied as a whole. */
  private static final Header MORE = new RecordHeader("thalweg-more", new byte[0]);

  private final Table table;
  private final Log log;
  private final TableStore store;
  private final TopicPartition topic;
  private final Thread thread;
  private final Object applied = new Object();
  private final Object replacing = new Object();
  private final List<ConsumerRecord<byte[], byte[]>> pending = new ArrayList<>();
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile boolean closed;
  private long lastArrival;
  private long position;

  LoggedTable(Table table, Log log, ServingTables database) {
    this.table = table;
    this.log = log;
    this.store = new TableStore(table, database);
    this.topic = new TopicPartition(table.topic(), 0);
    this.thread = new Thread(this::run, "table-" + table.name());
    this.thread.setDaemon(true);
  }

  /**
   * Brings the table up to the end of its topic and follows it from then on.
   *
   * @throws PositionAheadOfLogException when the topic has lost records that were applied
   * @throws LogException when the topic has rows that contradict the table's definition
   */
  void start() throws SQLException {
    log.ensureCompactedTopic(table.topic(), 1);
    if (!store.isKnown()) {
      TableTopic.contradiction(table, log)
          .ifPresent(
              message -> {
                throw new LogException(message);
              });
    }
    store.prepare();
    Offsets end = log.ends(table.topic());
    if (store.position() > end.get(0)) {
      throw new PositionAheadOfLogException(
          "table \"" + table.name() + "\"", table.topic(), Offsets.of(store.position()), end);
    }
    open();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(topic) < end.get(0)) {
      step(POLL);
      if (pending.isEmpty()) {
        deadline = System.nanoTime() + PATIENCE.toNanos();
      }
      if (System.nanoTime() > deadline) {
        throw new LogException("the log does not give topic \"%s\"".formatted(table.topic()));
      }
    }
    applyPending(pending.size());
    thread.start();
  }

  private void open() {
    consumer = log.consumer(Map.of());
    consumer.assign(List.of(topic));
    consumer.seek(topic, store.position());
    pending.clear();
    lastArrival = System.nanoTime();
    moved();
  }

  private void run() {
    while (!closed) {
      try {
        if (consumer == null) {
          open();
        }
        step(POLL);
      } catch (WakeupException e) {
        // closed, as the loop will see
      } catch (KafkaException | LogException | SQLException e) {
        LOG.warn("table {} does not follow its topic, and tries again: {}", table.name(), e + "");
        closeConsumer();
        pause();
      }
    }
    closeConsumer();
  }

  private void step(Duration wait) throws SQLException {
    boolean any = false;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
      pending.add(record);
      any = true;
    }
    long now = System.nanoTime();
    if (any) {
      lastArrival = now;
    }
    int whole = pending.size();
    if (now - lastArrival < UNFINISHED.toNanos()) {
      while (whole > 0 && pending.get(whole - 1).headers().lastHeader(MORE.key()) != null) {
        whole--;
      }
    }
    applyPending(whole);
  }

  private void applyPending(int count) throws SQLException {
    if (count > 0) {
      List<ConsumerRecord<byte[], byte[]>> whole = pending.subList(0, count);
      long next = whole.get(count - 1).offset() + 1;
      store.apply(whole, next);
      whole.clear();
      moved();
    }
  }

  private void moved() {
    synchronized (applied) {
      position = store.position();
      applied.notifyAll();
    }
  }

  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** As {@link io.thalweg.process.api.table.ReferenceTables#change}. */
  void change(Producer<byte[], byte[]> producer, List<TableRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<Future<RecordMetadata>> answers = new ArrayList<>();
    try {
      // One change after the other, so that none lies within another.
      synchronized (this) {
        for (int i = 0; i < rows.size(); i++) {
          answers.add(producer.send(record(rows.get(i), i == rows.size() - 1)));
        }
      }
      long last = 0;
      for (Future<RecordMetadata> answer : answers) {
        last = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).offset();
      }
      awaitApplied(last + 1);
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      throw new LogException("the log has not confirmed all rows: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogException("the change of table \"%s\" was interrupted".formatted(table.name()));
    }
  }

  private ProducerRecord<byte[], byte[]> record(TableRow row, boolean isLast) {
    return new ProducerRecord<>(
        table.topic(),
        0,
        row.key().getBytes(UTF_8),
        row.isDeleted() ? null : row.value().getBytes(UTF_8),
        isLast ? List.of() : List.of(MORE));
  }

  private void awaitApplied(long offset) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (applied) {
      while (position < offset) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new LogException(
              "the rows are in the log, but table \"%s\" does not follow".formatted(table.name()));
        }
        applied.wait(left);
      }
    }
  }

  /** As {@link io.thalweg.process.api.table.ReferenceTables#delete}. */
  int delete(Producer<byte[], byte[]> producer, List<String> keys) {
    synchronized (replacing) {
      try {
        int present = store.present(keys);
        change(producer, keys.stream().map(TableRow::deleted).toList());
        return present;
      } catch (SQLException e) {
        throw unreadable(e);
      }
    }
  }

  /** As {@link io.thalweg.process.api.table.ReferenceTables#replace}. */
  int replace(Producer<byte[], byte[]> producer, List<TableRow> rows) {
    synchronized (replacing) {
      try {
        awaitApplied(log.ends(table.topic()).get(0));
        Map<String, String> now = store.values();
        List<TableRow> changes = new ArrayList<>();
        Set<String> kept = new HashSet<>();
        for (TableRow row : rows) {
          kept.add(row.key());
          if (!row.value().equals(now.get(row.key()))) {
            changes.add(row);
          }
        }
        now.keySet().stream()
            .filter(key -> !kept.contains(key))
            .map(TableRow::deleted)
            .forEach(changes::add);
        change(producer, changes);
        return changes.size();
      } catch (SQLException e) {
        throw unreadable(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LogException("the refresh of \"%s\" was interrupted".formatted(table.name()));
      }
    }
  }

  /** What it was started with. */
  Table table() {
    return table;
  }

  long rows() {
    try {
      return store.count();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private IllegalStateException unreadable(SQLException e) {
    return new IllegalStateException(
        "table \"%s\" cannot be read: %s".formatted(table.name(), DatabaseErrors.oneLine(e)), e);
  }

  private void closeConsumer() {
    Consumer<byte[], byte[]> open = consumer;
    consumer = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    if (!thread.isAlive()) {
      closeConsumer();
      return;
    }
    Consumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
