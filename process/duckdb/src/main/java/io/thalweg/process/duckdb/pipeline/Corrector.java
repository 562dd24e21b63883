package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryResult;
import io.thalweg.sql.streaming.Corrections;
import io.thalweg.sql.streaming.StreamingPlan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Computes closed windows again that rows have come late for, some at a time. What it reads is all
 * that the streams hold by then: rows behind the pipeline's position are of other windows, or late
 * too, so that their windows are computed once more. For one thread.
 */
final class Corrector {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final StreamingPlan plan;
  private final Correcting correcting;
  private long lateRows = -1;
  private boolean isPending = true;
  private long nextNanos = System.nanoTime();

  Corrector(StreamingPlan plan, Correcting correcting) {
    this.plan = plan;
    this.correcting = correcting;
  }

  /** How long until there may be something to do. */
  Duration patience() {
    return isPending
        ? Duration.ofNanos(Math.max(0, nextNanos - System.nanoTime())).plusMillis(1)
        : Duration.ofDays(1);
  }

  /**
   * Corrects what is closed, in a transaction of its own.
   *
   * @return where the pipeline stands then; empty where nothing was to be done
   * @throws QueryException when it could not be computed; it is tried again
   */
  Optional<Progress> correct(PipelineSession session, Progress progress) throws SQLException {
    if (progress.late() != lateRows) {
      lateRows = progress.late();
      isPending = true;
    }
    if (!isPending || System.nanoTime() - nextNanos < 0) {
      return Optional.empty();
    }
    nextNanos = System.nanoTime() + PAUSE.toNanos();
    Optional<Recomputation> recomputation = correcting.recomputation().get();
    if (recomputation.isEmpty()) {
      return Optional.empty();
    }
    List<Long> windows = session.windowsToCorrect(progress.watermark());
    if (windows.isEmpty()) {
      isPending = session.hasWindowsToCorrect();
      return Optional.empty();
    }
    long firstKept = correcting.firstKept(plan.sources());
    List<Long> gone =
        windows.stream().filter(bound -> Corrections.start(plan, bound) < firstKept).toList();
    if (!gone.isEmpty()) {
      // of rows that the retention has removed nothing can be computed
      return Optional.of(session.transaction(tx -> tx.leaveUncorrected(gone, progress)));
    }
    try (QueryResult rows = recomputation.get().rows(Corrections.plan(plan, windows))) {
      return Optional.of(session.transaction(tx -> tx.correct(windows, new Rows(rows), progress)));
    }
  }

  /** A result as rows. */
  private static final class Rows implements Iterator<Object[]> {
    private final QueryResult result;
    private boolean hasNext;

    Rows(QueryResult result) {
      this.result = result;
      this.hasNext = result.next();
    }

    @Override
    public boolean hasNext() {
      return hasNext;
    }

    @Override
    public Object[] next() {
      if (!hasNext) {
        throw new NoSuchElementException();
      }
      Object[] row = new Object[result.columns().size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = result.value(i);
      }
      hasNext = result.next();
      return row;
    }
  }
}
