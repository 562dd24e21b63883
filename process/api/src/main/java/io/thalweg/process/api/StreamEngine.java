package io.thalweg.process.api;

import java.util.List;
import java.util.Map;

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

  /**
   * How large the archives are, by their streams.
   *
   * @throws LakeException when the lake cannot be read
   */
  Map<String, LakeUpkeep.Extent> extents();

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

  /** What {@link #apply} would change: streams, then tables, then pipelines. */
  List<EngineChange> changes(EngineProject next);

  /**
   * Remembers that a change is wanted, before it is written down where a start finds it: pipelines
   * whose definitions are found changed then begin anew instead of refusing to run. Forgets what
   * was remembered before.
   */
  void approve(EngineProject next);

  /**
   * Runs another project from now on. What it has in common with the one before goes on
   * undisturbed; the rest becomes of it what {@link #changes} tells. Where it fails, it can be
   * called again and goes on from there.
   *
   * @throws RuntimeException of the log or the lake, or {@link IllegalStateException} of the
   *     database
   */
  void apply(EngineProject next);

  /**
   * Stops a pipeline until {@link #resume}, also over the next start; it keeps its state, and the
   * log keeps what it has not read.
   *
   * @throws java.util.NoSuchElementException when there is no such pipeline
   */
  void stop(String pipeline);

  /**
   * Has a pipeline that was stopped or has failed go on where it was.
   *
   * @throws java.util.NoSuchElementException when there is no such pipeline
   */
  void resume(String pipeline);

  /** Ends the batches that run, commits them and stops. */
  @Override
  void close();
}
