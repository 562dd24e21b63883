package io.thalweg.sql.streaming;

import io.thalweg.definitions.Stream;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.PlanNode;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline's query, cut where rows have to be remembered. Between the cuts stand ordinary plans,
 * so that an engine needs no second way to compute them.
 *
 * @param sources the streams it reads, in the order of the statement, each once
 * @param query the whole query as a batch plan: what the pipeline's result must equal
 * @param operators what remembers rows, each behind those that feed it; each feeds one plan
 * @param output gives the results, over streams, tables and what operators give
 * @param eventTime which column of the output is the time of its rows, where one is
 * @param changes how the output changes; empty where all of it is final
 */
public record StreamingPlan(
    List<Stream> sources,
    PlanNode query,
    List<StreamingOperator> operators,
    PlanNode output,
    Optional<OutputTime> eventTime,
    Optional<Changes> changes) {

  public StreamingPlan {
    sources = List.copyOf(sources);
    operators = List.copyOf(operators);
  }

  /**
   * The time of the rows of an output.
   *
   * @param column its position
   * @param clock of its times
   * @param inOrder whether rows come in its order
   */
  public record OutputTime(int column, Clock clock, boolean inOrder) {}

  /**
   * An output that is a table that changes.
   *
   * @param operator whose rows the output plan turns into the output's, each by itself
   * @param key positions in the output that tell its rows apart, where some do
   */
  public record Changes(StreamingOperator.Changing operator, Optional<List<Integer>> key) {}

  /** The columns of the output. */
  public List<Column> columns() {
    return output.columns();
  }

  /** Whether rows of its streams can come too late. */
  public boolean hasLateRows() {
    return operators.stream().anyMatch(StreamingOperator::closesWindows);
  }

  /**
   * Rows of streams before this time come too late at a watermark, in microseconds; {@link
   * Clock#NO_TIME} for none. No operator that goes by the times of streams has closed further.
   */
  public long lateBelow(long watermark) {
    return operators.stream()
        .filter(StreamingOperator::goesByStreams)
        .mapToLong(operator -> Math.min(watermark, operator.closedBelow(watermark)))
        .max()
        .orElse(Clock.NO_TIME);
  }

  /** Whether an operator may give rows because the watermark moves. */
  public boolean closes(long before, long after) {
    return operators.stream().anyMatch(operator -> operator.closes(before, after));
  }

  /** The name of the table with the late rows of one of its streams. */
  public String lateTable(String pipeline, Stream source) {
    return sources.size() == 1 ? pipeline + "_late" : pipeline + "_late_" + source.name();
  }
}
