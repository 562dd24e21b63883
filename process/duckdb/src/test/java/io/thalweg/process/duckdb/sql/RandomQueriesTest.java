package io.thalweg.process.duckdb.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.problem.InvalidSqlException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Queries that nobody wrote: what we make of them must give what DuckDB makes of them. {@code
 * -Dthalweg.random-queries=N} runs more, {@code -Dthalweg.random-seed=S} others.
 */
class RandomQueriesTest {

  private static final int COUNT = Integer.getInteger("thalweg.random-queries", 300);
  private static final long SEED = Long.getLong("thalweg.random-seed", 1);

  @Test
  void whatNobodyWroteGivesTheSameRowsBothWays() throws Exception {
    SqlFile file = new SqlFile(SqlFile.readRelations("random.txt"), List.of());
    int compared = 0;
    try (SqlRunner runner = new SqlRunner(file)) {
      for (long seed = SEED; seed < SEED + COUNT; seed++) {
        compared += isSame(runner, new RandomQuery(seed).next(), seed) ? 1 : 0;
      }
    }
    // the others are refused by name, or DuckDB itself refuses them
    assertThat(compared).isGreaterThan(COUNT * 8 / 10);
  }

  private static boolean isSame(SqlRunner runner, String sql, long seed) throws SQLException {
    PlanNode plan;
    List<String> expected;
    try {
      expected = runner.rows(sql).stream().sorted().toList();
      plan = runner.compile(sql);
    } catch (InvalidSqlException | SQLException e) {
      if (Boolean.getBoolean("thalweg.random-verbose")) {
        System.out.println(
            seed + " " + e.getMessage().lines().findFirst().orElse("") + "\n   " + sql);
      }
      return false;
    }
    String written = runner.written(plan);
    assertThat(runner.rows(written).stream().sorted().toList())
        .as("seed %d: %s%n%s", seed, sql, written)
        .isEqualTo(expected);
    return true;
  }
}
