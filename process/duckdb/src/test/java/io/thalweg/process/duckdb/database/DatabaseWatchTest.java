package io.thalweg.process.duckdb.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseWatchTest {

  @TempDir Path folder;

  private DuckDBConnection open() throws SQLException {
    return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("tables.duckdb"))
        .unwrap(DuckDBConnection.class);
  }

  @Test
  void aCheckpointThatFailsIsNoticedAndLosesNothing() throws Exception {
    CompletableFuture<String> reason = new CompletableFuture<>();
    DuckDBConnection first = open();
    Statement statement = first.createStatement();
    statement.execute("CREATE TABLE t AS SELECT 1 AS a");
    statement.execute("SET debug_checkpoint_abort = 'before_header'");
    try (DatabaseWatch watch =
        new DatabaseWatch(first.duplicate(), Duration.ofMillis(20), reason::complete)) {
      assertThatThrownBy(() -> statement.execute("CHECKPOINT"))
          .isInstanceOf(SQLException.class)
          .satisfies(e -> assertThat(DatabaseErrors.isFatal((SQLException) e)).isTrue());
      assertThat(reason.get(120, TimeUnit.SECONDS)).contains("heckpoint");
    } finally {
      first.close();
    }

    try (Connection again = open();
        Statement query = again.createStatement()) {
      assertThat(query.executeQuery("SELECT a FROM t").next()).isTrue();
    }
  }
}
