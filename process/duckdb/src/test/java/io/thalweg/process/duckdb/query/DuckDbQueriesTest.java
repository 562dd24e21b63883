package io.thalweg.process.duckdb.query;

import static io.thalweg.process.duckdb.query.QueryFixture.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.QueryResult;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbQueriesTest {

  @TempDir static Path folder;
  private static QueryFixture fixture;
  private static QueryEngine queries;

  @BeforeAll
  static void open() throws Exception {
    fixture = new QueryFixture(folder);
    Stream readings =
        fixture.stream(
            "readings",
            2,
            field("machine", Primitive.STRING),
            field("time", Primitive.TIMESTAMP),
            field("value", Primitive.DOUBLE));
    for (int i = 0; i < 10; i++) {
      send(readings, i);
    }
    fixture.flush();
    fixture.archive(readings);
    for (int i = 10; i < 15; i++) {
      send(readings, i);
    }
    fixture.send(readings, 0, "{\"machine\":\"m1\",\"wrong\":true}");
    fixture.send(readings, 0, "no json");
    Stream everything =
        fixture.stream(
            "everything",
            1,
            field("flag", Primitive.BOOLEAN),
            field("small", Primitive.INT),
            field("large", Primitive.LONG),
            field("real", Primitive.DOUBLE),
            field("day", Primitive.DATE),
            field("time", Primitive.TIMESTAMP),
            field("text", Primitive.STRING),
            field("price", new DataType.Decimal(9, 2)));
    String event =
        """
        {"flag":true,"small":-7,"large":9007199254740993,"real":0.1,"day":"1969-12-31",\
        "time":"1969-12-31T23:59:59.999999Z","text":"é 'x' \\u0000","price":-12.50}""";
    fixture.send(everything, 0, event);
    fixture.flush();
    fixture.archive(everything);
    fixture.send(everything, 0, event);
    fixture.send(everything, 0, "{}");
    Stream empty = fixture.stream("empty", 3, field("n", Primitive.LONG));
    Stream derived = fixture.stream("minute-average", 2, field("n", Primitive.LONG));
    for (int i = 0; i < 50_000; i++) {
      fixture.send(derived, i % 2, "{\"n\":" + i + "}");
    }
    fixture.flush();
    fixture.serve("CREATE TABLE machines(machine VARCHAR, place VARCHAR, since TIMESTAMP)");
    fixture.serve(
        "INSERT INTO machines VALUES ('m0', 'Graz', TIMESTAMP '2020-01-01 00:00:00.5'),"
            + " ('m1', 'Linz', NULL)");
    fixture.serve("CREATE TABLE big AS SELECT i AS n, 'text ' || i AS t FROM range(300000) r(i)");
    queries =
        fixture.queries(
            List.of(
                fixture.archived(readings),
                fixture.archived(everything),
                fixture.archived(empty),
                QueryableStream.inLog(derived)),
            List.of(
                Relation.table(
                    "machines",
                    List.of(
                        new Column("machine", Primitive.STRING, true),
                        new Column("place", Primitive.STRING, true),
                        new Column("since", Primitive.TIMESTAMP, true))),
                Relation.table(
                    "big",
                    List.of(
                        new Column("n", Primitive.LONG, true),
                        new Column("t", Primitive.STRING, true)))),
            fixture.settings());
  }

  private static void send(Stream readings, int i) {
    fixture.send(
        readings,
        i % 2,
        "{\"machine\":\"m%d\",\"time\":\"2026-01-01T00:00:%02dZ\",\"value\":%d.5}"
            .formatted(i % 2, i, i));
  }

  @AfterAll
  static void close() {
    queries.close();
    fixture.close();
  }

  private static List<String> rows(String sql) {
    return QueryFixture.rows(queries, sql);
  }

  @Test
  void aStreamIsItsArchiveAndTheTailOfTheLog() {
    assertThat(rows("SELECT COUNT(*), SUM(\"value\") FROM readings")).containsExactly("15|112.5");
  }

  @Test
  void rowsComeInTheOrderAskedFor() {
    assertThat(
            rows(
                "SELECT machine, \"time\" FROM readings WHERE \"value\" >= 8 ORDER BY \"time\" DESC LIMIT 3"))
        .containsExactly(
            "m0|2026-01-01T00:00:14Z", "m1|2026-01-01T00:00:13Z", "m0|2026-01-01T00:00:12Z");
  }

  @Test
  void partitionAndOffsetAreNotSeen() {
    try (QueryResult result = queries.query("SELECT * FROM readings", QueryLimits.DEFAULT)) {
      assertThat(result.columns())
          .extracting(Column::name)
          .containsExactly("machine", "time", "value");
    }
    assertThatThrownBy(() -> rows("SELECT _offset FROM readings"))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.INVALID));
  }

  @Test
  void everyTypeComesOutAsItWentIn() {
    try (QueryResult result = queries.query("SELECT * FROM everything", QueryLimits.DEFAULT)) {
      int events = 0;
      int nothings = 0;
      while (result.next()) {
        if (result.value(0) == null) {
          nothings++;
          for (int i = 0; i < 8; i++) {
            assertThat(result.value(i)).isNull();
          }
          continue;
        }
        events++;
        assertThat(result.value(0)).isEqualTo(true);
        assertThat(result.value(1)).isEqualTo(-7);
        assertThat(result.value(2)).isEqualTo(9007199254740993L);
        assertThat(result.value(3)).isEqualTo(0.1);
        assertThat(result.value(4)).isEqualTo(LocalDate.of(1969, 12, 31));
        assertThat(result.value(5)).isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
        assertThat(result.value(6)).isEqualTo("é 'x' \0");
        assertThat(result.value(7)).isEqualTo(new BigDecimal("-12.50"));
      }
      assertThat(events).isEqualTo(2);
      assertThat(nothings).isEqualTo(1);
    }
  }

  @Test
  void anEmptyStreamHasNoRows() {
    assertThat(rows("SELECT n FROM empty")).isEmpty();
    assertThat(rows("SELECT COUNT(*) FROM empty")).containsExactly("0");
  }

  @Test
  void aDerivedTopicIsReadFromItsBeginning() {
    assertThat(rows("SELECT COUNT(*), MIN(n), MAX(n), SUM(n) FROM \"minute-average\""))
        .containsExactly("50000|0|49999|1249975000");
  }

  @Test
  void aStreamMayBeReadTwiceInOneQuery() {
    assertThat(
            rows(
                "SELECT COUNT(*) FROM \"minute-average\" a JOIN \"minute-average\" b ON a.n = b.n"))
        .containsExactly("50000");
  }

  @Test
  void aServingTableIsRead() {
    assertThat(rows("SELECT * FROM machines ORDER BY machine"))
        .containsExactly("m0|Graz|2020-01-01T00:00:00.500Z", "m1|Linz|null");
    assertThat(rows("SELECT COUNT(*) FROM big")).containsExactly("300000");
    assertThat(rows("SELECT t FROM big WHERE n = 299999")).containsExactly("text 299999");
  }

  @Test
  void aStreamAndATableAreJoined() {
    assertThat(
            rows(
                "SELECT place, COUNT(*) FROM readings r JOIN machines m ON r.machine = m.machine"
                    + " GROUP BY place ORDER BY place"))
        .containsExactly("Graz|8", "Linz|7");
  }

  @Test
  void severalTablesAreReadInOneQuery() {
    assertThat(
            rows(
                "SELECT COUNT(*) FROM big a JOIN big b ON a.n = b.n LEFT JOIN machines m ON m.place = a.t"))
        .containsExactly("300000");
  }

  @Test
  void twoColumnsMayHaveOneName() {
    assertThat(rows("SELECT machine, machine FROM machines ORDER BY 1"))
        .containsExactly("m0|m0", "m1|m1");
  }

  @Test
  void aQueryNeedsNoSource() {
    assertThat(rows("SELECT 1 + 1, 'x'")).containsExactly("2|x");
  }

  @Test
  void whatIsWrongInTheTextIsToldAtItsPlace() {
    assertThatThrownBy(() -> rows("SELECT machine,\n  temprature FROM readings"))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(QueryException.Kind.INVALID);
              assertThat(e.problems())
                  .singleElement()
                  .satisfies(p -> assertThat(p.location()).hasToString("query:2:3"));
            });
  }
}
