package io.thalweg.process.duckdb.upkeep;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.UpkeepStatus;
import io.thalweg.process.api.UpkeepStatus.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the archive and the log until it is closed, on one thread with one task at a time.
 * Streams and topics come and go while it works. Safe for use by many threads.
 */
public final class Upkeep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  /** Compactions of a stream in one round, so that every stream has its turn. */
  private static final int COMPACTIONS_AT_ONCE = 16;

  private final UpkeepSettings settings;
  private final Path folder;
  private final LogTrimmer trimmer;
  private final List<TaskRecord> tasks = new CopyOnWriteArrayList<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "upkeep");

  /**
   * @param folder for what sorting spills
   */
  public Upkeep(Log log, UpkeepSettings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
    this.trimmer = new LogTrimmer(log, settings.log(), settings.clock());
  }

  /** Looks after an archive. */
  public void add(Stream stream, LakeTable table) {
    StreamUpkeep upkeep = new StreamUpkeep(stream, table, settings, folder);
    String name = stream.name();
    tasks.add(new TaskRecord(Task.RETENTION, name, upkeep::removeExpired));
    tasks.add(new TaskRecord(Task.COMPACTION, name, upkeep::compact));
    tasks.add(new TaskRecord(Task.SNAPSHOTS, name, upkeep::expireSnapshots));
    tasks.add(new TaskRecord(Task.ORPHANS, name, upkeep::removeOrphans));
  }

  /**
   * Trims the topic of an archived stream, where the log is to be trimmed.
   *
   * @param needed no reader needs records before it; asked for and used under {@code lock}
   * @param lock that keeps readers from going back meanwhile
   */
  public void addTopic(String topic, Supplier<Offsets> needed, Object lock) {
    if (settings.log().trims()) {
      addTrimming(topic, lock, () -> trimmer.trimStream(topic, needed.get()));
    }
  }

  /** As {@link #addTopic}, for a topic that a pipeline writes and perhaps others read. */
  public void addResults(String topic, Supplier<Optional<Offsets>> needed, Object lock) {
    if (settings.log().trimsResults()) {
      addTrimming(topic, lock, () -> trimmer.trimResults(topic, needed.get()));
    }
  }

  private void addTrimming(String topic, Object lock, TaskRecord.Step step) {
    tasks.add(
        new TaskRecord(
            Task.LOG,
            topic,
            () -> {
              synchronized (lock) {
                return step.run();
              }
            }));
  }

  /** Has no task of a stream or topic follow any more; one that runs may go on to its end. */
  public void remove(String subject) {
    tasks.removeIf(task -> task.status().subject().equals(subject));
  }

  public void start() {
    thread.start();
  }

  /** How everything is doing. */
  public List<UpkeepStatus> status() {
    return tasks.stream().map(TaskRecord::status).toList();
  }

  /** Ends the step that runs, and no more follow. */
  @Override
  public void close() {
    stopping.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopping.await(settings.interval().toNanos(), TimeUnit.NANOSECONDS)) {
        tasks.forEach(this::work);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Error e) {
      LOG.error("upkeep stopped", e);
      throw e;
    }
  }

  private void work(TaskRecord task) {
    int steps = 0;
    while (stopping.getCount() > 0 && steps < COMPACTIONS_AT_ONCE && task.run()) {
      steps++;
    }
  }
}
