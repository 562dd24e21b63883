package io.thalweg.process.api;

import io.thalweg.sql.plan.PlanNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tries plans on what streams brought last, as a batch query does; nothing is changed by it. Safe
 * for use by many threads.
 */
public interface RecentEvents {

  /**
   * Starts a plan over the last events of each of its streams that are still in the log. Tables are
   * read as they are.
   *
   * @param plan over streams and tables of the platform that runs
   * @param events of each stream at most; at least 1
   * @param limits what it may use
   * @return to be closed by the caller
   * @throws QueryException when it is not admitted, or the plan reads what does not run, or what
   *     runs with other columns
   */
  Recent query(PlanNode plan, int events, QueryLimits limits);

  /**
   * A plan that runs.
   *
   * @param rows its result
   * @param read what is read of its streams
   */
  record Recent(QueryResult rows, List<Read> read) implements AutoCloseable {
    public Recent {
      read = List.copyOf(read);
    }

    @Override
    public void close() {
      rows.close();
    }
  }

  /**
   * What is read of a stream.
   *
   * @param stream its name
   * @param events how many
   * @param first the earliest event time; empty without events, and of a stream without event time
   * @param last the latest
   * @param wholeFrom before this time there may be events that are not read; empty when all that
   *     the stream ever had are
   * @param watermark what a pipeline would have as watermark behind these events
   */
  record Read(
      String stream,
      long events,
      Optional<Instant> first,
      Optional<Instant> last,
      Optional<Instant> wholeFrom,
      Optional<Instant> watermark) {}
}
