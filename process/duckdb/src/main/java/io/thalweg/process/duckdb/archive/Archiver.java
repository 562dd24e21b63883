package io.thalweg.process.duckdb.archive;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.ArchiveStatus;
import io.thalweg.process.api.LakeException;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.LakeUpkeep;
import io.thalweg.process.api.PositionAheadOfLogException;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.database.DatabaseErrors;
import io.thalweg.process.duckdb.database.EngineDatabase;
import io.thalweg.process.duckdb.feed.StreamFeed;
import io.thalweg.process.duckdb.feed.TrimmedLogException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Archives one stream on its own thread, as one more reader of its feed. Where the archive ends is
 * known to the lake alone; after a crash it goes on from there. What goes wrong is tried again.
 */
public final class Archiver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Archiver.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Stream stream;
  private final LakeTable table;
  private final StreamFeed.Reader reader;
  private final ArchiveWriter writer;
  private final Quarantine quarantine;
  private final ArchiveSettings settings;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile Offsets judged;
  private volatile Optional<String> error = Optional.empty();
  private volatile Offsets archived;
  private volatile long quarantined;

  public Archiver(
      Stream stream,
      LakeTable table,
      StreamFeed feed,
      EngineDatabase database,
      ArchiveSettings settings) {
    this.stream = stream;
    this.table = table;
    this.archived = table.archived();
    this.reader = feed.reader(archived);
    this.writer = new ArchiveWriter(stream, table, database);
    this.quarantine = new Quarantine(stream.name(), database);
    this.settings = settings;
    this.thread = new Thread(this::run, "archive-" + stream.name());
  }

  /**
   * Starts the thread.
   *
   * @throws PositionAheadOfLogException when the archive holds records that the log has lost
   */
  public void start(Log log) throws SQLException {
    quarantine.ensure();
    judged = table.archived();
    Offsets ends = log.ends(stream.name());
    if (!table.archived().isAtMost(ends)) {
      throw new PositionAheadOfLogException(
          "the archive of stream \"" + stream.name() + "\"", stream.name(), table.archived(), ends);
    }
    thread.start();
  }

  /** How it is doing. */
  public ArchiveStatus status() {
    return new ArchiveStatus(stream.name(), archived, quarantined, error);
  }

  /** How large the archive is, where its table can tell. */
  public Optional<LakeUpkeep.Extent> extent() {
    return table instanceof LakeUpkeep upkeep ? Optional.of(upkeep.extent()) : Optional.empty();
  }

  /** Up to where the quarantine knows the log. */
  Offsets judged() {
    return judged;
  }

  Quarantine quarantine() {
    return quarantine;
  }

  /** Stops; what is collected but not in the lake is read again by the next one. */
  @Override
  public void close() {
    stopping.countDown();
    reader.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    MDC.put("stream", stream.name());
    try (reader) {
      while (stopping.getCount() > 0) {
        try {
          archive();
        } catch (SQLException | LakeException | LogException | KafkaException e) {
          report(e);
          stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TrimmedLogException e) {
      error = Optional.of(DatabaseErrors.oneLine(e));
      LOG.error("the archive of stream {} stopped: {}", stream.name(), e.getMessage());
    } catch (RuntimeException e) {
      if (stopping.getCount() > 0) {
        error = Optional.of(DatabaseErrors.oneLine(e));
        LOG.error("the archive of stream {} stopped", stream.name(), e);
      }
    }
  }

  private void report(Exception e) {
    String message = DatabaseErrors.oneLine(e);
    if (!error.equals(Optional.of(message))) {
      LOG.warn("stream {} is not archived, trying again: {}", stream.name(), message);
    }
    error = Optional.of(message);
  }

  private void archive() throws SQLException, InterruptedException {
    reader.seek(table.archived());
    while (stopping.getCount() > 0) {
      List<EventBatch> batches = collect();
      if (!batches.isEmpty() && stopping.getCount() > 0) {
        writer.write(batches);
        archived = batches.get(batches.size() - 1).to();
        quarantined += batches.stream().mapToLong(batch -> batch.rejected().size()).sum();
        error = Optional.empty();
      }
    }
  }

  /** Gathers batches until they are worth a commit. */
  private List<EventBatch> collect() throws SQLException, InterruptedException {
    List<EventBatch> batches = new ArrayList<>();
    long rows = 0;
    long bytes = 0;
    long deadline = 0;
    while (rows < settings.rows() && bytes < settings.bytes()) {
      Duration patience =
          batches.isEmpty()
              ? Duration.ofDays(1)
              : Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      Optional<EventBatch> batch = reader.await(patience);
      if (batch.isEmpty()) {
        break;
      }
      if (batches.isEmpty()) {
        deadline = System.nanoTime() + settings.time().toNanos();
      }
      quarantine.add(batch.get());
      judged = batch.get().to();
      reader.advance(batch.get());
      batches.add(batch.get());
      rows += batch.get().rows();
      bytes += batch.get().bytes();
      if (System.nanoTime() >= deadline) {
        break;
      }
    }
    return batches;
  }
}
