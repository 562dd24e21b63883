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
 * @param inQuery what comes of it in a query over the rows that are not late, or over all where the
 *     pipeline corrects
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

  /** What an input is. Tables are complete before any row of a stream comes. */
  public enum Kind {
    STREAM,
    /** A table that a pipeline writes. */
    TABLE,
    /** A reference table, with its versions. */
    REFERENCE_TABLE
  }

  /**
   * Rows of a stream or a table.
   *
   * @param name of its definition in {@code streams/}
   * @param rows in the order of their arrival; what the definition has beside their columns is
   *     NULL. Of streams a column {@code partition} says where they go, 0 if there is none, and a
   *     column {@code late} is {@code late} where a row comes too late, a column {@code again} is
   *     {@code again} where it is a duplicate; the column of a processing time, or of a stream with
   *     an id a column {@code at}, says when the log gets the row. Of reference tables a column
   *     {@code at} says when the log takes them, and a column {@code gone} is {@code gone} where
   *     the row is deleted
   */
  public record Input(String name, Kind kind, Grid rows) {

    boolean isStream() {
      return kind == Kind.STREAM;
    }
  }
}
