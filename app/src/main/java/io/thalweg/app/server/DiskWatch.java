package io.thalweg.app.server;

import io.thalweg.buffer.Room;
import io.thalweg.definitions.Settings;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the data folder and its disk, so that events are refused while there is still room for
 * what has been taken to be archived and computed. Safe for use by many threads.
 */
public final class DiskWatch implements Room, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** What is free costs nothing to ask, and others may fill the disk quickly. */
  private static final Duration FREE_INTERVAL = Duration.ofMillis(50);

  /** A whole look at the folder may take this part of the time. */
  private static final int REST = 20;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  /**
   * What was measured last.
   *
   * @param usedBytes of the data folder's files
   * @param budgetBytes that they may have, where there is such a bound
   * @param freeBytes of the disk
   */
  public record Measured(long usedBytes, Optional<Long> budgetBytes, long freeBytes) {}

  private final Path folder;
  private final Settings.Disk limits;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "disk-watch");
  private volatile Measured measured;
  private volatile Optional<Shortage> shortage = Optional.empty();

  /** Measures for the first time. */
  DiskWatch(Path folder, Settings.Disk limits) throws IOException {
    this.folder = folder;
    this.limits = limits;
    measure();
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** What was measured last. */
  public Measured measured() {
    return measured;
  }

  @Override
  public Optional<Shortage> shortage() {
    return shortage;
  }

  /** Whether space will be missing soon: time to give up what can be given up. */
  boolean isShort() {
    Measured now = measured;
    return shortage.isPresent()
        || now.budgetBytes().filter(budget -> now.usedBytes() > budget / 100 * 85).isPresent()
        || now.freeBytes() < 2 * limits.freeBytes();
  }

  private void run() {
    long wholeLookAt = System.nanoTime() + INTERVAL.toNanos();
    boolean works = true;
    try {
      while (!stopping.await(FREE_INTERVAL.toNanos(), TimeUnit.NANOSECONDS)) {
        long start = System.nanoTime();
        try {
          if (start - wholeLookAt < 0) {
            measureFree();
          } else {
            measure();
            long end = System.nanoTime();
            wholeLookAt = end + Math.max(INTERVAL.toNanos(), (end - start) * REST);
          }
          works = true;
        } catch (IOException e) {
          if (works) {
            LOG.warn("the data folder cannot be measured", e);
          }
          works = false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void measure() throws IOException {
    measure(size(folder));
  }

  private void measureFree() throws IOException {
    measure(measured.usedBytes());
  }

  private void measure(long usedBytes) throws IOException {
    Measured now =
        new Measured(usedBytes, limits.budgetBytes(), Files.getFileStore(folder).getUsableSpace());
    measured = now;
    Optional<Shortage> before = shortage;
    shortage = shortage(now, before.isPresent());
    if (before.isEmpty() && shortage.isPresent()) {
      LOG.warn("no events are taken: {}", shortage.get().message());
    } else if (before.isPresent() && shortage.isEmpty()) {
      LOG.warn("events are taken again");
    }
  }

  /** Once there is a shortage, it ends a little later than it began. */
  private Optional<Shortage> shortage(Measured now, boolean already) {
    long needed = already ? limits.freeBytes() / 10 * 11 : limits.freeBytes();
    if (now.freeBytes() < needed) {
      return Optional.of(
          new Shortage(
              "the disk has only %d MB left, and %d MB are to stay free"
                  .formatted(now.freeBytes() / 1_000_000, limits.freeBytes() / 1_000_000),
              "Make room on the disk, or set a retention in thalweg.yaml; events are taken again"
                  + " by themselves.",
              RETRY_AFTER));
    }
    Optional<Long> bound = now.budgetBytes().map(budget -> already ? budget / 100 * 95 : budget);
    return bound
        .filter(bytes -> now.usedBytes() >= bytes)
        .map(
            bytes ->
                new Shortage(
                    "the data take up %d MB of the %d MB that they may have"
                        .formatted(
                            now.usedBytes() / 1_000_000,
                            now.budgetBytes().orElseThrow() / 1_000_000),
                    "Raise disk.budget or set a retention in thalweg.yaml, or see by the pipelines"
                        + " which one does not go on reading; events are taken again by themselves.",
                    RETRY_AFTER));
  }

  private static long size(Path folder) throws IOException {
    long[] sum = {0};
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return sum[0];
  }

  @Override
  public void close() {
    stopping.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
