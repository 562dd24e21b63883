package io.thalweg.process.api;

import io.thalweg.definitions.Problem;
import java.util.List;

/** A query is wrong, was not admitted, or did not come to its end. */
public class QueryException extends RuntimeException {

  /** Whose fault it is. */
  public enum Kind {
    /** The text is wrong. */
    INVALID,
    /** The data do not fit the query, such as text that is cast to a number. */
    DATA,
    /** A limit on time, memory or rows was reached. */
    LIMIT,
    /** Too many queries run already; try again later. */
    BUSY,
    /** The caller closed it. */
    CANCELLED,
    /** Ours. */
    INTERNAL
  }

  private final Kind kind;
  private final transient List<Problem> problems;

  public QueryException(Kind kind, String message, List<Problem> problems, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.problems = List.copyOf(problems);
  }

  public QueryException(Kind kind, String message) {
    this(kind, message, List.of(), null);
  }

  public Kind kind() {
    return kind;
  }

  /** The mistakes in the text, where that is what is wrong. */
  public List<Problem> problems() {
    return problems;
  }
}
