package io.thalweg.sql.problem;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import java.util.Comparator;
import java.util.List;

/**
 * A statement is wrong or asks for what is not supported; its problems say where, why and what to
 * do.
 */
public class InvalidSqlException extends RuntimeException {

  private static final Comparator<Problem> IN_TEXT =
      Comparator.comparing(
          Problem::location,
          Comparator.comparing(Location::file)
              .thenComparingInt(Location::line)
              .thenComparingInt(Location::column));

  private final transient List<Problem> problems;

  public InvalidSqlException(List<Problem> problems) {
    super(problems.get(0).location() + " " + problems.get(0).message());
    this.problems = problems.stream().sorted(IN_TEXT).toList();
  }

  public InvalidSqlException(Problem problem) {
    this(List.of(problem));
  }

  /** At least one, in the order of the text. */
  public List<Problem> problems() {
    return problems;
  }
}
