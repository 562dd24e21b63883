package io.thalweg.process.conformance;

/** What becomes of a statement. */
public sealed interface Expected {

  /**
   * It gives rows.
   *
   * @param rows a column's head is its name, or its name and type
   * @param ordered whether they come in this order
   */
  record Rows(Grid rows, boolean ordered) implements Expected {}

  /**
   * It is refused before it runs.
   *
   * @param text its problems, each {@code line:column CODE message} with detail and hint on lines
   *     of their own; {@code yaml:} stands before a place in the lines before the statement
   */
  record Refused(String text) implements Expected {

    /** The code of the first problem. */
    public String code() {
      return text.split(" ", 3)[1];
    }
  }

  /** It ends at a value that an expression has no result for. */
  record DataError() implements Expected {}
}
