package io.thalweg.testing.crash;

import io.thalweg.buffer.Offsets;
import java.util.List;

/**
 * Everything that was found after the last kill, when the pipelines had caught up.
 *
 * @param log the stream's topic, as a Kafka client reads it
 * @param stream the same by a query, from the lake and the tail of the log
 * @param archived up to where the lake says that it has the log
 * @param lake what its files hold
 * @param passthrough table of the pipeline that changes nothing
 * @param totals table of the windowed pipeline
 * @param late its late rows
 * @param topic its topic, as a Kafka client reads it
 * @param topicQuery the same by a query
 * @param forwarded table of the pipeline that copies the topic
 * @param outerTotals table of the pipeline with windows over the topic
 */
record Evidence(
    List<Logged> log,
    List<Row> stream,
    Offsets archived,
    List<Placed> lake,
    List<Row> passthrough,
    List<Group> totals,
    List<Row> late,
    List<Group> topic,
    List<Group> topicQuery,
    List<Group> forwarded,
    List<Group> outerTotals) {

  /**
   * A record of the log, in the order of the offsets of its partition.
   *
   * @param appendedMillis its timestamp
   */
  record Logged(int partition, long offset, Row row, long timeMillis, long appendedMillis) {}

  /** An attempt's event in a place that keeps events. */
  record Row(long id, int attempt, long amount) {}

  /** A row with its place in the log, as the lake keeps it. */
  record Placed(int partition, long offset, Row row) {}

  /** A row of a windowed result. */
  record Group(Key key, long readings, long amount) {}

  /** What a group is the only one of. */
  record Key(long openedMillis, String device) {}
}
