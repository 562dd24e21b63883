package io.thalweg.process.duckdb.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.SourceText;
import io.thalweg.process.api.LakeTable.Range;
import io.thalweg.sql.SqlCompiler;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Ranges may be too wide and never too narrow. */
class RangeFinderTest {

  private static final Instant NOW = Instant.parse("2026-05-10T12:00:00Z");

  private static final List<Column> COLUMNS =
      List.of(
          new Column("s", Primitive.STRING, true),
          new Column("n", Primitive.LONG, true),
          new Column("i", Primitive.INT, true),
          new Column("d", Primitive.DOUBLE, true),
          new Column("at", Primitive.TIMESTAMP, true),
          new Column("day", Primitive.DATE, true),
          new Column("p", new DataType.Decimal(9, 2), true));

  private static final SqlCompiler COMPILER =
      new SqlCompiler(
          new Catalog(List.of(Relation.table("t", COLUMNS), Relation.table("u", COLUMNS))));

  private static List<Range> ranges(String relation, String sql) {
    return RangeFinder.find(
            COMPILER.compile(SourceText.of("q", sql)), Clock.fixed(NOW, ZoneOffset.UTC))
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().name().equals(relation))
        .flatMap(entry -> entry.getValue().stream())
        .collect(Collectors.toList());
  }

  private static List<Range> where(String condition) {
    return ranges("t", "SELECT s FROM t WHERE " + condition);
  }

  private static long micros(String instant) {
    return Duration.between(Instant.EPOCH, Instant.parse(instant)).toNanos() / 1_000;
  }

  @Test
  void comparisonsWithConstantsAreRanges() {
    assertThat(where("n > 5")).containsExactly(new Range("n", 5L, null));
    assertThat(where("5 >= n")).containsExactly(new Range("n", null, 5L));
    assertThat(where("n < 1.5")).containsExactly(new Range("n", null, 2L));
    assertThat(where("i > 1.5")).containsExactly(new Range("i", 1L, null));
    assertThat(where("i > 3000000000")).containsExactly(new Range("i", 3_000_000_000L, null));
    assertThat(where("s = 'x'")).containsExactly(new Range("s", "x", "x"));
    assertThat(where("p = 3"))
        .containsExactly(new Range("p", new BigDecimal("3.00"), new BigDecimal("3.00")));
    assertThat(where("n BETWEEN 3 AND 5 AND d >= 8"))
        .containsExactly(
            new Range("n", 3L, null), new Range("n", null, 5L), new Range("d", 8.0, null));
    assertThat(where("\"at\" >= TIMESTAMP '2026-01-01 00:00:00'"))
        .containsExactly(new Range("at", micros("2026-01-01T00:00:00Z"), null));
  }

  @Test
  void whatIsNoComparisonWithAConstantIsNoRange() {
    assertThat(where("n <> 5")).isEmpty();
    assertThat(where("n > i")).isEmpty();
    assertThat(where("NOT (n > 5)")).allMatch(range -> range.from() == null);
    assertThat(where("n = 1 OR i = 2")).isEmpty();
    assertThat(where("n + 1 > 5")).isEmpty();
    assertThat(where("s IS NULL")).isEmpty();
    assertThat(where("n > NULL")).isEmpty();
    assertThat(where("CAST(d AS INTEGER) = 1")).isEmpty();
  }

  @Test
  void aLongComparedWithADoubleIsNoRange() {
    // As doubles 2^53 and 2^53 + 1 are equal.
    assertThat(where("n = 9007199254740992E0")).isEmpty();
  }

  @Test
  void theTimeOfTheQueryHasRoomOnBothSides() {
    assertThat(where("\"at\" > CURRENT_TIMESTAMP - INTERVAL '1' HOUR"))
        .containsExactly(new Range("at", micros("2026-05-10T10:55:00Z"), null));
    assertThat(where("\"at\" <= CURRENT_TIMESTAMP"))
        .containsExactly(new Range("at", null, micros("2026-05-11T12:00:00Z")));
    assertThat(where("\"at\" >= CURRENT_DATE - INTERVAL '7' DAY"))
        .containsExactly(new Range("at", micros("2026-05-03T00:00:00Z"), null));
    assertThat(where("\"day\" > CURRENT_DATE"))
        .containsExactly(new Range("day", micros("2026-05-10T00:00:00Z") / 86_400_000_000L, null));
    assertThat(where("\"at\" >= TIMESTAMP '2026-03-31 00:00:00' - INTERVAL '1' MONTH"))
        .containsExactly(new Range("at", micros("2026-02-25T00:00:00Z"), null));
  }

  @Test
  void aWindowsBoundsAreBoundsOfItsRows() {
    assertThat(
            ranges(
                "t",
                """
                SELECT window_end, COUNT(*)
                FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR("at"), INTERVAL '1' MINUTE))
                WHERE window_start >= TIMESTAMP '2026-01-01 00:00:00'
                  AND window_start < TIMESTAMP '2026-01-02 00:00:00'
                GROUP BY window_start, window_end
                HAVING window_end > TIMESTAMP '2026-01-01 08:00:00'"""))
        .containsExactlyInAnyOrder(
            new Range("at", micros("2026-01-01T00:00:00Z"), null),
            new Range("at", null, micros("2026-01-02T00:01:00Z")),
            new Range("at", micros("2026-01-01T07:59:00Z"), null));
  }

  @Test
  void rangesGoThroughSubQueriesJoinsAndUnions() {
    String joined = "SELECT t.s FROM t JOIN u ON t.n = u.n AND u.i > 3 WHERE t.i < 4";
    assertThat(ranges("t", joined)).containsExactly(new Range("i", null, 4L));
    assertThat(ranges("u", joined)).containsExactly(new Range("i", 3L, null));
    String union = "SELECT * FROM (SELECT n FROM t UNION ALL SELECT n FROM u) x WHERE n = 1";
    assertThat(ranges("t", union)).containsExactly(new Range("n", 1L, 1L));
    assertThat(ranges("u", union)).containsExactly(new Range("n", 1L, 1L));
    assertThat(
            ranges("t", "SELECT c FROM (SELECT n, COUNT(*) AS c FROM t GROUP BY n) x WHERE n > 1"))
        .containsExactly(new Range("n", 1L, null));
  }

  @Test
  void aSideThatIsFilledUpWithNullsIsReadWhole() {
    String left =
        "SELECT t.s FROM t LEFT JOIN u ON t.n = u.n AND t.i > 3 WHERE u.i < 4 AND t.i = 5";
    assertThat(ranges("u", left)).isEmpty();
    assertThat(ranges("t", left)).containsExactly(new Range("i", 5L, 5L));
    assertThat(ranges("t", "SELECT t.s FROM t FULL JOIN u ON t.n = u.n WHERE t.i = 5")).isEmpty();
  }

  @Test
  void nothingGoesBelowALimitAWindowFunctionOrAnAggregate() {
    assertThat(ranges("t", "SELECT * FROM (SELECT n FROM t ORDER BY n LIMIT 5) x WHERE n > 7"))
        .isEmpty();
    assertThat(
            ranges(
                "t",
                "SELECT * FROM (SELECT n, SUM(n) OVER (ORDER BY \"at\") AS sofar FROM t) x WHERE n > 7"))
        .isEmpty();
    assertThat(ranges("t", "SELECT * FROM (SELECT MAX(n) AS m FROM t) x WHERE m > 7")).isEmpty();
    assertThat(
            ranges(
                "t",
                "SELECT * FROM (SELECT n, i, COUNT(*) FROM t GROUP BY ROLLUP(n, i)) x WHERE n > 7"))
        .isEmpty();
  }

  @Test
  void aRelationThatIsReadTwiceIsReadWhole() {
    assertThat(ranges("t", "SELECT a.s FROM t a JOIN t b ON a.n = b.n WHERE a.n > 5")).isEmpty();
  }
}
