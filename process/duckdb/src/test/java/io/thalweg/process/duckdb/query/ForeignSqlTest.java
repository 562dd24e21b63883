package io.thalweg.process.duckdb.query;

import static io.thalweg.process.duckdb.query.QueryFixture.field;
import static io.thalweg.process.duckdb.query.QueryFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryException.Kind;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write is taken as a query of the project's streams and tables, or not at all. */
class ForeignSqlTest {

  @TempDir static Path folder;
  private static QueryFixture fixture;
  private static QueryEngine queries;

  @BeforeAll
  static void open() throws Exception {
    fixture = new QueryFixture(folder);
    Stream events =
        fixture.stream("events", 1, field("s", Primitive.STRING), field("n", Primitive.LONG));
    fixture.send(events, 0, "{\"s\":\"it's; DROP TABLE t; -- \\\" \\\\ x\",\"n\":1}");
    fixture.flush();
    fixture.serve("CREATE TABLE t(s VARCHAR, n BIGINT)");
    fixture.serve("INSERT INTO t VALUES ('it''s', 1), ('12x', 0)");
    fixture.serve("CREATE SCHEMA inside");
    fixture.serve("CREATE TABLE inside.secret AS SELECT 1 AS n");
    queries =
        fixture.queries(
            List.of(fixture.archived(events)),
            List.of(
                Relation.table(
                    "t",
                    List.of(
                        new Column("s", Primitive.STRING, true),
                        new Column("n", Primitive.LONG, true)))),
            fixture.settings());
  }

  @AfterAll
  static void close() {
    queries.close();
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1; DROP TABLE t",
        "DROP TABLE t",
        "INSERT INTO t VALUES ('x', 1)",
        "DELETE FROM t",
        "SET memory_limit = '100GB'",
        "COPY t TO '/tmp/x.csv'",
        "COPY (SELECT 1) TO '/tmp/x.csv'",
        "ATTACH '/tmp/x.db'",
        "PRAGMA database_list",
        "INSTALL httpfs",
        "LOAD httpfs",
        "EXPORT DATABASE '/tmp/x'",
        "CALL pragma_version()",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM TABLE(read_text('/etc/passwd'))",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM \"/etc/passwd\"",
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM TABLE(thalweg_table(1))",
        "SELECT * FROM thalweg_batch(1)",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM pg_catalog.pg_tables",
        "SELECT * FROM sqlite_master",
        "SELECT * FROM inside.secret",
        "SELECT * FROM secret",
        "SELECT * FROM main.t",
        "SELECT * FROM temp.main.result",
        "SELECT getenv('HOME')",
        "SELECT current_setting('temp_directory')",
        "SELECT read_blob('/etc/passwd')",
        "SELECT query('SELECT 1')",
        "SELECT * FROM t WHERE n = (DELETE FROM t)",
        "WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x",
        "SELECT 1 AS \"a\" INTO t",
        "EXPLAIN SELECT 1",
        "",
        ";",
        "-- nothing"
      })
  void whatIsNoQueryOfOurTablesIsRefused(String sql) throws Exception {
    assertThatThrownBy(() -> rows(queries, sql))
        .asInstanceOf(type(QueryException.class))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
        .satisfies(e -> assertThat(e.problems()).isNotEmpty());
    assertThat(rows(queries, "SELECT COUNT(*) FROM t")).containsExactly("2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it's; DROP TABLE t; -- \" \\ x",
        "'; DROP TABLE t; --",
        "\\'; DROP TABLE t; --",
        "E'\\x27",
        "$$; DROP TABLE t; $$",
        "{x}?:1 %s",
        "/* */ \u2019 \uFF07"
      })
  void aTextStaysAText(String text) {
    String literal = "'" + text.replace("'", "''") + "'";
    assertThat(rows(queries, "SELECT " + literal)).containsExactly(text);
    assertThat(rows(queries, "SELECT COUNT(*) FROM t WHERE s = " + literal)).containsExactly("0");
    long expected = text.startsWith("it's") ? 1 : 0;
    assertThat(rows(queries, "SELECT COUNT(*) FROM events WHERE s = " + literal))
        .containsExactly(Long.toString(expected));
  }

  @Test
  void aNameStaysAName() {
    assertThat(rows(queries, "SELECT n AS \"x\"\"; DROP TABLE t; --\" FROM t ORDER BY 1"))
        .containsExactly("0", "1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT CAST(s AS INTEGER) FROM t | \"it's\" is not of type int",
        "SELECT 1 / n FROM t | division by zero; guard it with NULLIF(divisor, 0)",
        "SELECT (SELECT n FROM t) | a sub-query gave more than one row",
        "SELECT n + 9223372036854775807 FROM events | overflow in addition of long"
      })
  void whatTheDataDoNotAllowIsToldWithTheValue(String sql, String message) {
    assertThatThrownBy(() -> rows(queries, sql))
        .asInstanceOf(type(QueryException.class))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.DATA))
        .satisfies(e -> assertThat(e).hasMessageContaining(message))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "SELECT", "Error"));
    assertThat(rows(queries, "SELECT COUNT(*) FROM t")).containsExactly("2");
  }

  /** Should SQL ever get there that is not ours, this is what it finds. */
  @Test
  void theInstanceReachesTheLakeAloneAndCannotBeChanged() throws Exception {
    try (QueryInstance instance = QueryInstance.open(fixture.settings(), List.of())) {
      for (String sql :
          List.of(
              "SELECT * FROM read_text('/etc/passwd')",
              "COPY (SELECT 1) TO '" + folder.resolve("x.csv") + "'",
              "ATTACH '" + folder.resolve("tables/tables.duckdb") + "'",
              "SET enable_external_access = true",
              "SET GLOBAL allowed_directories = ['/']",
              "SET GLOBAL allowed_configs = ['memory_limit']",
              "RESET lock_configuration",
              "LOAD httpfs")) {
        try (Connection connection = instance.connect();
            Statement statement = connection.createStatement()) {
          assertThatThrownBy(() -> statement.execute(sql)).as(sql).isInstanceOf(SQLException.class);
        }
      }
    }
  }
}
