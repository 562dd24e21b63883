package io.thalweg.process.duckdb.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs {@code expressions.txt}: one expression a line, over the one row of {@code one-row.txt},
 * with its type and value. Below a line that begins with {@code ##} the lines belong together.
 */
class ExpressionsTest {

  @TestFactory
  Stream<DynamicNode> expressions() {
    return SqlFile.groups("expressions.txt").entrySet().stream()
        .map(
            group ->
                DynamicContainer.dynamicContainer(
                    group.getKey(), group.getValue().stream().map(ExpressionsTest::test)));
  }

  private static DynamicNode test(String line) {
    int at = line.lastIndexOf("=> ");
    String expression = line.substring(0, at).strip();
    String expected = line.substring(at + 3).strip();
    return DynamicTest.dynamicTest(
        line,
        () -> {
          try (SqlRunner runner = new SqlRunner(SqlFile.read("one-row.txt"))) {
            String actual = runner.run("SELECT " + expression + " AS x FROM one");
            assertThat(summary(actual)).isEqualTo(expected);
          }
        });
  }

  /** The type and value of the only column of the only row. */
  private static String summary(String result) {
    if (result.startsWith("!") || result.startsWith("data error")) {
      return result.lines().findFirst().orElseThrow().replaceAll("^! 1:\\d+ ", "! ");
    }
    String[] lines = result.split("\n", 2);
    return (lines[0].replaceFirst("x ", "") + " " + lines[1]).strip();
  }
}
