package io.thalweg.sql.validate;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.problem.SqlProblem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * Refuses the field of a row that is named without the row: Calcite looks for it inside of all
 * columns, other engines do not.
 */
final class FieldPaths {

  private FieldPaths() {}

  /**
   * What is wrong with a name, if anything.
   *
   * @param name completed by Calcite: relation, column, fields; what it has added has no position
   */
  static Optional<Problem> problem(SqlIdentifier name, SourceText sql) {
    List<Integer> written =
        IntStream.range(0, name.names.size())
            .filter(i -> name.getComponentParserPosition(i).getLineNum() > 0)
            .boxed()
            .toList();
    boolean whole = written.size() >= name.names.size() - 1 && written.contains(1);
    if (name.names.size() < 3 || written.isEmpty() || whole) {
      return Optional.empty();
    }
    return Optional.of(
        SqlProblem.SQL_UNKNOWN_COLUMN
            .at(
                Positions.locate(sql, name),
                "column \"%s\" not found"
                    .formatted(
                        written.stream().map(name.names::get).collect(Collectors.joining("."))))
            .withHint(
                "Write %s.".formatted(String.join(".", name.names.subList(1, name.names.size())))));
  }
}
