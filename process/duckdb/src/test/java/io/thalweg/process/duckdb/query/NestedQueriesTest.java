package io.thalweg.process.duckdb.query;

import static io.thalweg.process.duckdb.query.QueryFixture.field;
import static io.thalweg.process.duckdb.query.QueryFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Array;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.DataType.Row;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays and rows in the lake, in the tail of the log and in tables. */
class NestedQueriesTest {

  @TempDir Path folder;

  private static Row row(Field... fields) {
    return new Row(Arrays.asList(fields));
  }

  private static Stream machines(QueryFixture fixture, DataType reading, Row position) {
    return fixture.stream(
        "machines",
        1,
        field("id", Primitive.LONG),
        field("samples", new Array(reading)),
        field("position", position));
  }

  private static final String ALL =
      "SELECT id, samples, position, position.lat AS lat, samples[1] AS one FROM machines ORDER BY"
          + " id";

  @Test
  void aQueryReadsThemFromTheLakeAndTheTail() throws Exception {
    try (QueryFixture fixture = new QueryFixture(folder)) {
      Stream stream =
          machines(
              fixture,
              new DataType.Decimal(9, 2),
              row(field("lat", Primitive.DOUBLE), field("at", Primitive.TIMESTAMP)));
      for (int i = 0; i < 2; i++) {
        String json = "{\"id\":%d,\"samples\":[1.5,null],\"position\":{\"at\":0.5,\"lat\":%d.5}}";
        fixture.send(stream, 0, json.formatted(i, i));
        fixture.send(stream, 0, "{\"id\":%d}".formatted(i + 10));
        fixture.flush();
        if (i == 0) {
          fixture.archive(stream);
        }
      }
      try (QueryEngine queries =
          fixture.queries(List.of(fixture.archived(stream)), List.of(), fixture.settings())) {
        assertThat(rows(queries, ALL))
            .containsExactly(
                "0|[1.50,null]|{\"lat\":0.5,\"at\":\"1970-01-01T00:00:00.0005Z\"}|0.5|1.50",
                "1|[1.50,null]|{\"lat\":1.5,\"at\":\"1970-01-01T00:00:00.0005Z\"}|1.5|1.50",
                "10|null|null|null|null",
                "11|null|null|null|null");
        assertThat(
                rows(
                    queries,
                    "SELECT id, (SELECT COUNT(*) FROM UNNEST(samples) AS s (x)) AS n FROM machines"
                        + " WHERE EXISTS (SELECT x FROM UNNEST(samples) AS s (x) WHERE x > id)"
                        + " ORDER BY id"))
            .containsExactly("0|2", "1|2");
      }
    }
  }

  @Test
  void aRowMayGetFieldsAndAnElementMoreDigits() throws Exception {
    try (QueryFixture fixture = new QueryFixture(folder)) {
      Stream narrow = machines(fixture, Primitive.INT, row(field("lat", Primitive.DOUBLE)));
      fixture.send(narrow, 0, "{\"id\":1,\"samples\":[7],\"position\":{\"lat\":1.5}}");
      fixture.flush();
      fixture.archive(narrow);
      Stream wide =
          machines(
              fixture,
              Primitive.LONG,
              row(
                  field("label", Primitive.STRING),
                  field("lat", Primitive.DOUBLE),
                  field("range", row(field("low", Primitive.INT)))));
      fixture.send(
          wide,
          0,
          "{\"id\":2,\"samples\":[8000000000],\"position\":{\"label\":\"x\",\"range\":{\"low\":3}}}");
      fixture.flush();
      fixture.archive(wide);
      fixture.send(wide, 0, "{\"id\":3,\"samples\":[]}");
      fixture.flush();
      try (QueryEngine queries =
          fixture.queries(List.of(fixture.archived(wide)), List.of(), fixture.settings())) {
        assertThat(rows(queries, ALL))
            .containsExactly(
                "1|[7]|{\"lat\":1.5}|1.5|7",
                "2|[8000000000]|{\"label\":\"x\",\"range\":{\"low\":3}}|null|8000000000",
                "3|[]|null|null|null");
      }
    }
  }

  @Test
  void aTableHoldsThemToo() throws Exception {
    try (QueryFixture fixture = new QueryFixture(folder)) {
      fixture.serve(
          "CREATE TABLE t AS SELECT 1::BIGINT AS id, [{'x': 1.5::DOUBLE, 'd': DATE '2026-03-01'},"
              + " NULL] AS l");
      Row element = row(field("x", Primitive.DOUBLE), field("d", Primitive.DATE));
      Relation table =
          Relation.table(
              "t",
              List.of(
                  new Column("id", Primitive.LONG, true),
                  new Column("l", new Array(element), true)));
      try (QueryEngine queries = fixture.queries(List.of(), List.of(table), fixture.settings())) {
        assertThat(rows(queries, "SELECT * FROM t"))
            .containsExactly("1|[{\"x\":1.5,\"d\":\"2026-03-01\"},null]");
        assertThat(rows(queries, "SELECT id, e.d, e.x FROM t CROSS JOIN UNNEST(l) AS e (x, d)"))
            .containsExactlyInAnyOrder("1|2026-03-01|1.5", "1|null|null");
      }
    }
  }
}
