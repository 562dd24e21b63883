package io.thalweg.process.conformance;

import java.util.List;

/**
 * A statement, what it reads, and what comes of it. Immutable.
 *
 * @param group the folder, which is an operator, or {@code functions/} and the file
 * @param title a sentence
 * @param options lines of the pipeline's definition beside its SQL; empty for none
 * @param sql the statement
 * @param inputs what it reads
 * @param inPipeline what comes of it in a pipeline, once all windows are closed
 * @param inQuery what comes of it in a query over the rows that are not late
 */
public record ConformanceCase(
    String group,
    String title,
    String options,
    String sql,
    List<Input> inputs,
    Expected inPipeline,
    Expected inQuery) {

  public ConformanceCase {
    inputs = List.copyOf(inputs);
  }

  /**
   * Rows of a stream, or of a table that a pipeline writes.
   *
   * @param stream the name of its definition in {@code streams/}
   * @param isTable whether it is a table, complete before any row of a stream comes
   * @param rows in the order of their arrival; a column {@code partition} says where they go, 0 if
   *     there is none, a column {@code late} is {@code late} where a row comes too late; what else
   *     the definition has is NULL
   */
  public record Input(String stream, boolean isTable, Grid rows) {}
}
