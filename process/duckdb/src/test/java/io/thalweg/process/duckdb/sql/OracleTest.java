package io.thalweg.process.duckdb.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.sql.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs each statement of {@code oracle.txt} twice: as the text that it is, and as what the compiler
 * and the writer make of it. Both must give the same rows.
 */
class OracleTest {

  @TestFactory
  Stream<DynamicNode> bothWaysGiveTheSameRows() {
    SqlFile file = new SqlFile(SqlFile.readRelations("oracle.txt"), List.of());
    return SqlFile.groups("oracle.txt").entrySet().stream()
        .map(
            group ->
                DynamicContainer.dynamicContainer(
                    group.getKey(),
                    group.getValue().stream()
                        .map(
                            sql ->
                                DynamicTest.dynamicTest(
                                    sql,
                                    () -> {
                                      try (SqlRunner runner = new SqlRunner(file)) {
                                        compare(runner, sql);
                                      }
                                    }))));
  }

  private static void compare(SqlRunner runner, String sql) throws Exception {
    PlanNode plan = runner.compile(sql);
    String written = runner.written(plan);
    boolean ordered = sql.toUpperCase(Locale.ROOT).matches(".*\\) *ORDER BY.*|^[^(]*ORDER BY.*");
    assertThat(sorted(runner.rows(written), ordered))
        .as(written)
        .isEqualTo(sorted(runner.rows(sql), ordered));
  }

  private static List<String> sorted(List<String> rows, boolean ordered) {
    List<String> result = new ArrayList<>(rows);
    if (!ordered) {
      result.sort(null);
    }
    return result;
  }
}
