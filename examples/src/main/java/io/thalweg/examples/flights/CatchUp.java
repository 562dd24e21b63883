package io.thalweg.examples.flights;

import io.thalweg.examples.DemoException;
import io.thalweg.examples.client.PipelineState;
import io.thalweg.examples.client.PlatformClient;
import io.thalweg.examples.client.RefusedException;
import io.thalweg.examples.client.UnreachableException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits until every pipeline has processed everything that is in its source. */
final class CatchUp {

  private static final Duration PATIENCE_WITHOUT_PROGRESS = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LINE = Duration.ofSeconds(5);

  private CatchUp() {}

  /**
   * Returns the states when no pipeline lags any more.
   *
   * @throws DemoException when one has failed, or none moves
   */
  static List<PipelineState> await(PlatformClient platform, PrintStream out)
      throws DemoException, RefusedException, UnreachableException, InterruptedException {
    long least = Long.MAX_VALUE;
    long movedNanos = System.nanoTime();
    long shownNanos = movedNanos;
    while (true) {
      List<PipelineState> pipelines = platform.pipelines();
      long lag = 0;
      for (PipelineState pipeline : pipelines) {
        if (!pipeline.state().equalsIgnoreCase("RUNNING")) {
          throw new DemoException(
              "pipeline \"%s\" is %s: %s"
                  .formatted(
                      pipeline.name(),
                      pipeline.state().toLowerCase(java.util.Locale.ROOT),
                      pipeline.error().orElse("no reason given")));
        }
        lag += pipeline.lag();
      }
      if (lag == 0 && !pipelines.isEmpty()) {
        return pipelines;
      }
      long now = System.nanoTime();
      if (lag < least) {
        least = lag;
        movedNanos = now;
      } else if (now - movedNanos > PATIENCE_WITHOUT_PROGRESS.toNanos()) {
        throw new DemoException(
            "the pipelines stand still %,d events behind their sources".formatted(lag));
      }
      if (now - shownNanos > LINE.toNanos()) {
        shownNanos = now;
        out.printf("waiting for the pipelines: %,d events behind%n", lag);
      }
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
    }
  }
}
