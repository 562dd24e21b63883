package io.thalweg.process.api;

import java.util.List;

/**
 * Runs the pipelines of a project over the log, until it is closed. Safe for use by many threads.
 */
public interface StreamEngine extends AutoCloseable {

  /**
   * Starts every pipeline where its last transaction left it.
   *
   * @throws PositionAheadOfLogException when a stored position lies behind the end of its topic
   */
  void start();

  /** The pipelines in the order of their names. */
  List<PipelineStatus> pipelines();

  /** The archives of the streams, in the streams' order. */
  List<ArchiveStatus> archives();

  /** How the archive and the log are looked after: one entry for each task, in a fixed order. */
  List<UpkeepStatus> upkeep();

  /**
   * Has a pipeline forget its state and its output tables and compute everything anew from what its
   * source still holds. What it has written to topics stays there, and its results follow again.
   * This is how a pipeline goes on whose definition has changed.
   *
   * @throws java.util.NoSuchElementException when there is no such pipeline
   */
  void reset(String pipeline);

  /** Ends the batches that run, commits them and stops. */
  @Override
  void close();
}
