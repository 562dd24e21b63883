package io.thalweg.app.server.http.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds out whether the platform can do its work. Anybody may ask, so the log is asked once a
 * second at most, and nobody waits long for it. Safe for use by many threads.
 */
public final class Readiness {

  private static final long GOOD_FOR_NANOS = 1_000_000_000L;
  private static final long PATIENCE_MILLIS = 2_000;

  /** Less than this is soon gone. */
  private static final long LEAST_FREE_BYTES = 128L << 20;

  private final StatusSampler status;
  private final Path folder;

  // Guarded by this.
  private CompletableFuture<PlatformStatus> asked;
  private long askedNanos;

  /**
   * @param status of the platform
   * @param folder of the data
   */
  public Readiness(StatusSampler status, Path folder) {
    this.status = status;
    this.folder = folder;
  }

  /** Why events and queries are not taken; empty when they are. */
  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (free() < LEAST_FREE_BYTES) {
      reasons.add("the disk of the data folder is nearly full");
    }
    try {
      if (answer().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).logIsSilent()) {
        reasons.add("the log does not answer");
      }
    } catch (TimeoutException e) {
      reasons.add("the log does not answer");
    } catch (ExecutionException e) {
      reasons.add("the platform's state cannot be told");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reasons.add("the platform is stopping");
    }
    return reasons;
  }

  /** What does not work although the platform does. */
  List<String> warnings() {
    PlatformStatus now = answer().getNow(null);
    List<String> warnings = new ArrayList<>();
    if (now != null) {
      now.pipelines().stream()
          .filter(pipeline -> pipeline.state().equals("FAILED"))
          .forEach(pipeline -> warnings.add("pipeline " + pipeline.name() + " has failed"));
      now.streams().stream()
          .filter(stream -> stream.archiveError() != null)
          .forEach(stream -> warnings.add("stream " + stream.name() + " is not archived"));
    }
    return warnings;
  }

  private synchronized CompletableFuture<PlatformStatus> answer() {
    long now = System.nanoTime();
    boolean isOld = asked == null || now - askedNanos > GOOD_FOR_NANOS;
    if (isOld && (asked == null || asked.isDone())) {
      asked = new CompletableFuture<>();
      askedNanos = now;
      CompletableFuture<PlatformStatus> question = asked;
      Thread thread =
          new Thread(
              () -> {
                try {
                  question.complete(status.sample());
                } catch (RuntimeException e) {
                  question.completeExceptionally(e);
                }
              },
              "readiness");
      thread.setDaemon(true);
      thread.start();
    }
    return asked;
  }

  private long free() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }
}
