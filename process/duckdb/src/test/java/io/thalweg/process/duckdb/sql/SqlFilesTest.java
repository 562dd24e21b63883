package io.thalweg.process.duckdb.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the cases of {@code src/test/resources/sql}, each of which is a test of its own. */
class SqlFilesTest {

  private static final List<String> FILES =
      List.of("windows.txt", "sub-queries.txt", "injection.txt", "found.txt");

  @TestFactory
  Stream<DynamicNode> files() {
    return FILES.stream().map(SqlFilesTest::container);
  }

  private static DynamicNode container(String name) {
    SqlFile file = SqlFile.read(name);
    return DynamicContainer.dynamicContainer(
        name,
        file.cases().stream()
            .map(
                test ->
                    DynamicTest.dynamicTest(
                        test.title(),
                        () -> {
                          try (SqlRunner runner = new SqlRunner(file)) {
                            check(test, runner.run(test.sql()));
                          }
                        })));
  }

  private static void check(SqlFile.Case test, String actual) {
    boolean ordered = test.sql().toUpperCase(java.util.Locale.ROOT).contains("ORDER BY");
    assertThat(normalized(actual, ordered))
        .as(test.sql())
        .isEqualTo(normalized(test.expected(), ordered));
  }

  /** Rows without an order are compared in the order of their texts, below the names. */
  private static String normalized(String text, boolean ordered) {
    if (text.startsWith("!") || text.startsWith("data error")) {
      return text;
    }
    List<String> lines =
        new ArrayList<>(
            Arrays.stream(text.split("\n"))
                .map(line -> String.join(" | ", SqlFile.row(line)))
                .toList());
    if (!ordered) {
      lines.subList(1, lines.size()).sort(null);
    }
    return String.join("\n", lines);
  }
}
