package io.thalweg.sql.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.Fixture;
import io.thalweg.sql.SqlCompiler;
import io.thalweg.sql.problem.InvalidSqlException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What other dialects call a function is refused at its place, and the hint names the portable way,
 * which exists.
 */
class OtherDialectsTest {

  /** A function's name in a hint: what stands right before a parenthesis. */
  private static final Pattern CALL = Pattern.compile("\\b([A-Z][A-Z0-9_]+)\\(");

  /** How those are called whose arguments the parser looks at. */
  private static final Map<String, String> ARGUMENTS =
      Map.ofEntries(
          Map.entry("TRY_CAST", "n AS INT"),
          Map.entry("SAFE_CAST", "n AS INT"),
          Map.entry("CONVERT", "n, INT"),
          Map.entry("DATE_TRUNC", "'hour', time"),
          Map.entry("DATETRUNC", "HOUR, time"),
          Map.entry("DATE_PART", "HOUR, time"),
          Map.entry("DATEADD", "HOUR, 1, time"),
          Map.entry("DATE_DIFF", "time, time, HOUR"),
          Map.entry("DATEDIFF", "HOUR, time, time"),
          Map.entry("JSON_QUERY", "s, '$'"),
          Map.entry("CONTAINS", "n, n"));

  private final SqlCompiler compiler = new SqlCompiler(Fixture.CATALOG);

  @TestFactory
  Stream<DynamicTest> aFunctionOfAnotherDialectIsRefusedWithThePortableWay() {
    return OtherDialects.INSTEAD.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(), () -> check(entry.getKey(), entry.getValue())));
  }

  private void check(String name, String instead) {
    String call = name + "(" + ARGUMENTS.getOrDefault(name, "n") + ")";
    Problem problem = firstProblem("SELECT machine, " + call + " FROM telemetry").orElseThrow();

    assertThat(problem.location()).hasToString("query:1:17");
    assertThat(problem.code()).isEqualTo("SQL_UNKNOWN_FUNCTION");
    assertThat(problem.message())
        .isEqualTo("function \"" + name + "\" is not part of portable SQL");
    assertThat(problem.hint()).contains("Write " + instead + ".");
    CALL.matcher(instead)
        .results()
        .map(known -> known.group(1))
        .forEach(known -> assertThat(isKnown(known)).as(known).isTrue());
  }

  private boolean isKnown(String function) {
    return firstProblem("SELECT " + function + "(1) FROM telemetry")
        .map(problem -> !problem.code().equals("SQL_UNKNOWN_FUNCTION"))
        .orElse(true);
  }

  private Optional<Problem> firstProblem(String sql) {
    InvalidSqlException thrown =
        catchThrowableOfType(
            InvalidSqlException.class, () -> compiler.compile(SourceText.of("query", sql)));
    return Optional.ofNullable(thrown).map(problems -> problems.problems().get(0));
  }

  @TestFactory
  Stream<DynamicTest> aFunctionThatPortableSqlHasNothingForIsRefusedWithoutAGuess() {
    return OtherDialects.NOWHERE.stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      String sql = "SELECT machine, " + name + "(n, n, n) FROM telemetry";
                      Problem problem = firstProblem(sql).orElseThrow();
                      assertThat(problem.code()).isEqualTo("SQL_UNKNOWN_FUNCTION");
                      assertThat(problem.message()).contains('"' + name + '"');
                      assertThat(problem.hint()).isEmpty();
                    }));
  }
}
