package io.thalweg.examples.feeding;

import io.thalweg.examples.client.Ingested;
import io.thalweg.examples.client.PlatformClient;
import io.thalweg.examples.client.RefusedException;
import io.thalweg.examples.client.UnreachableException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Posts events, and waits where the platform says that it has too much to do. Safe for use by many
 * threads.
 */
public final class PatientPoster {

  /** How long the platform may answer 503 to one request. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final PlatformClient platform;

  public PatientPoster(PlatformClient platform) {
    this.platform = platform;
  }

  /**
   * Posts events; blocks until they are answered.
   *
   * @param ndjson one JSON object a line, UTF-8
   * @throws RefusedException when the platform refuses, or is too busy for five minutes
   */
  public Ingested post(String stream, byte[] ndjson)
      throws RefusedException, UnreachableException, InterruptedException {
    long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return platform.post(stream, ndjson);
      } catch (RefusedException e) {
        Duration pause = e.retryAfter().orElse(PAUSE);
        if (e.status() != 503 || System.nanoTime() + pause.toNanos() > giveUpNanos) {
          throw e;
        }
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }
    }
  }
}
