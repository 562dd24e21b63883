package io.thalweg.sql.streaming;

import io.thalweg.definitions.Stream;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline's query, cut where time matters.
 *
 * <p>Without a window, {@code rows} is the result: each batch of the source's rows gives its output
 * at once. With one, {@code rows} feeds the window's aggregate, and when the watermark has passed a
 * window's end, {@code result} turns the window's groups into output. Both parts are ordinary
 * plans, so an engine needs no second way to run them.
 *
 * @param source the one stream it reads
 * @param query the whole query as a batch plan: what the stream's closed windows must equal
 * @param rows over a scan of the source, and of tables it looks up
 * @param window what collects the rows
 * @param result over a scan of {@link #CLOSED_GROUPS}, whose columns are the aggregate's; present
 *     exactly when the window is
 */
public record StreamingPlan(
    Stream source,
    PlanNode query,
    PlanNode rows,
    Optional<WindowAggregation> window,
    Optional<PlanNode> result) {

  /** The name of the relation that stands for the groups of closed windows. */
  public static final String CLOSED_GROUPS = "$closed_groups";

  public StreamingPlan {
    if (window.isPresent() != result.isPresent()) {
      throw new IllegalArgumentException("a window and its result come together");
    }
  }

  /** The relation that {@code result} scans. */
  public static Relation closedGroups(PlanNode.Aggregate aggregate) {
    return Relation.table(CLOSED_GROUPS, aggregate.columns());
  }

  /** The columns of the output. */
  public List<io.thalweg.sql.catalog.Column> columns() {
    return result.orElse(rows).columns();
  }

  /**
   * The aggregate of a window.
   *
   * @param aggregate whose input is {@code rows}, one grouping set
   * @param windowKey position, among the aggregate's output columns, of the key that names the
   *     window
   * @param toEnd what that key's value lacks to the window's end: the window's size for {@code
   *     window_start}, nothing for {@code window_end}
   * @param size of the windows
   * @param offset of the windows from the epoch
   */
  public record WindowAggregation(
      PlanNode.Aggregate aggregate,
      int windowKey,
      Duration toEnd,
      Duration size,
      Duration offset) {}
}
