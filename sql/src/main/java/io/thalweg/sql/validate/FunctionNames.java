package io.thalweg.sql.validate;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Suggestion;
import io.thalweg.sql.functions.PortableOperators;
import io.thalweg.sql.problem.Chance;
import io.thalweg.sql.problem.SqlProblem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;

/** Finds functions that portable SQL does not have, and what to write instead. */
final class FunctionNames {

  private FunctionNames() {}

  /** What is wrong with the name of a call's function, if anything. */
  static Optional<Problem> problem(SqlFunction function, SqlCall call, SourceText sql) {
    String written =
        function.getSqlIdentifier() == null
            ? function.getName()
            : String.join(".", function.getSqlIdentifier().names);
    // Calcite's own name for one of two
    written = written.equals("TRANSLATE3") ? "TRANSLATE" : written;
    String name = written.toUpperCase(Locale.ROOT);
    if (PortableOperators.TABLE.getOperatorList().stream()
        .anyMatch(operator -> operator.getName().equals(name))) {
      return Optional.empty();
    }
    SqlIdentifier id = function.getSqlIdentifier();
    boolean placed = id != null && id.getParserPosition().getLineNum() > 0;
    var location = Positions.locate(sql, placed ? id : call);
    if (name.equals("PROCTIME")) {
      return Optional.of(
          SqlProblem.SQL_UNSUPPORTED
              .at(location, "function PROCTIME is not supported")
              .withDetail("The time at which a row is computed is another for each reader.")
              .withHint(
                  "Write processing_time: arrived into the stream's definition, and use the column"
                      + " \"arrived\": the time at which the log got the event."));
    }
    if (Chance.isFunction(name)) {
      return Optional.of(Chance.problem(name, location));
    }
    Problem problem =
        SqlProblem.SQL_UNKNOWN_FUNCTION.at(
            location, "function \"%s\" is not part of portable SQL".formatted(written));
    return Optional.of(hint(name).map(problem::withHint).orElse(problem));
  }

  private static Optional<String> hint(String name) {
    return OtherDialects.function(name)
        .or(
            () ->
                OtherDialects.NOWHERE.contains(name)
                    ? Optional.empty()
                    : Suggestion.of(name, callable()))
        .map(text -> "Write " + text + ".");
  }

  /** What may have been meant: NOT and OVER, for example, are no functions. */
  private static List<String> callable() {
    return PortableOperators.TABLE.getOperatorList().stream()
        .filter(SqlFunction.class::isInstance)
        .map(SqlOperator::getName)
        .distinct()
        .toList();
  }
}
