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
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.QueryResult;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryLimitsTest {

  /** Pairs of rows without end, of which none is a result. */
  private static final String ENDLESS =
      "SELECT COUNT(*) FROM big a CROSS JOIN big b CROSS JOIN big c WHERE a.n + b.n = c.n * 7";

  private static final int PLACES = 3;

  @TempDir static Path folder;
  private static QueryFixture fixture;
  private static Stream numbers;
  private QueryEngine queries;

  @BeforeAll
  static void fill() throws Exception {
    fixture = new QueryFixture(folder);
    numbers = fixture.stream("numbers", 2, field("n", Primitive.LONG));
    for (int i = 0; i < 20_000; i++) {
      fixture.send(numbers, i % 2, "{\"n\":" + i + "}");
    }
    fixture.flush();
    fixture.serve("CREATE TABLE big AS SELECT i AS n FROM range(400000) r(i)");
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @BeforeEach
  void open() {
    QuerySettings wide = fixture.settings();
    queries =
        fixture.queries(
            List.of(fixture.archived(numbers)),
            List.of(Relation.table("big", List.of(new Column("n", Primitive.LONG, true)))),
            new QuerySettings(
                wide.lakeFolder(),
                wide.spillFolder(),
                64L << 20,
                64L << 20,
                2,
                PLACES,
                Duration.ofMillis(300)));
  }

  @AfterEach
  void closeQueries() {
    queries.close();
  }

  private static void assertFails(ThrowingCallable query, Kind kind, String message) {
    assertThatThrownBy(query)
        .asInstanceOf(type(QueryException.class))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind))
        .satisfies(e -> assertThat(e).hasMessageContaining(message));
  }

  private static QueryLimits within(Duration time) {
    return new QueryLimits(time, 1_000);
  }

  /** Runs only when no query holds a place any more. */
  private void assertPlacesAreFree() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(PLACES);
    try {
      List<Callable<List<String>>> all = new ArrayList<>();
      for (int i = 0; i < PLACES; i++) {
        all.add(() -> rows(queries, "SELECT COUNT(*) FROM numbers"));
      }
      for (Future<List<String>> answer : callers.invokeAll(all)) {
        assertThat(answer.get()).containsExactly("20000");
      }
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void aQueryThatTakesTooLongEndsAndFreesItsPlace() throws Exception {
    for (int i = 0; i < 2 * PLACES; i++) {
      assertFails(
          () -> rows(queries, ENDLESS, within(Duration.ofMillis(200))),
          Kind.LIMIT,
          "the query took longer than 200 ms; narrow it, or allow it more time");
    }
    assertPlacesAreFree();
  }

  @Test
  void closingAResultFromAnotherThreadEndsTheQuery() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      for (int i = 0; i < 2 * PLACES; i++) {
        QueryResult result = queries.query(ENDLESS, within(Duration.ofMinutes(5)));
        Future<Boolean> reading = other.submit(result::next);
        result.close();
        assertThatThrownBy(reading::get)
            .cause()
            .asInstanceOf(type(QueryException.class))
            .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
      }
    } finally {
      other.shutdown();
    }
    assertPlacesAreFree();
  }

  @Test
  void aResultThatIsNotReadToItsEndHoldsItsPlaceUntilItIsClosed() throws Exception {
    List<QueryResult> unread = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      QueryResult result =
          queries.query("SELECT n FROM big", new QueryLimits(Duration.ofMinutes(5), 400_000));
      assertThat(result.next()).isTrue();
      unread.add(result);
    }
    assertFails(
        () -> queries.query("SELECT 1", QueryLimits.DEFAULT),
        Kind.BUSY,
        "3 queries run already; try again in a moment");
    unread.forEach(QueryResult::close);
    assertPlacesAreFree();
  }

  @Test
  void aQueryThatNeedsTooMuchMemoryFailsAlone() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertFails(
          () ->
              rows(
                  queries,
                  "SELECT COUNT(*) FROM (SELECT a.n AS x, b.n AS y, COUNT(*) AS c FROM big a"
                      + " JOIN big b ON a.n < b.n + 40 AND a.n > b.n - 40 GROUP BY a.n, b.n) t"),
          Kind.LIMIT,
          "than queries may use");
      assertThat(rows(queries, "SELECT SUM(n) FROM numbers")).containsExactly("199990000");
    }
  }

  @Test
  void moreRowsThanAllowedAreRefusedBeforeTheFirst() {
    QueryLimits ten = new QueryLimits(Duration.ofSeconds(30), 10);
    try (QueryResult result = queries.query("SELECT n FROM numbers ORDER BY n", ten)) {
      assertFails(
          result::next, Kind.LIMIT, "the query gives more than 10 rows; aggregate, or add a LIMIT");
    }
    assertThat(rows(queries, "SELECT n FROM numbers ORDER BY n LIMIT 10", ten)).hasSize(10);
    assertThat(rows(queries, "SELECT n FROM numbers WHERE n < 10", ten)).hasSize(10);
  }

  @Test
  void aLargeResultComesInChunksAndInOrder() {
    List<String> all =
        rows(
            queries,
            "SELECT n FROM big ORDER BY n DESC",
            new QueryLimits(Duration.ofSeconds(60), 400_000));
    assertThat(all).hasSize(400_000).startsWith("399999").endsWith("0");
    assertThat(all.get(1_024)).isEqualTo(Integer.toString(399_999 - 1_024));
  }

  @Test
  void twentyCallersWaitForTheirTurn() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(20);
    try {
      List<Callable<List<String>>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String sql = "SELECT COUNT(*) FROM numbers WHERE n < " + (i + 1) * 1_000;
        all.add(() -> untilAdmitted(sql));
      }
      List<Future<List<String>>> answers = callers.invokeAll(all);
      for (int i = 0; i < 20; i++) {
        assertThat(answers.get(i).get()).containsExactly(Integer.toString((i + 1) * 1_000));
      }
    } finally {
      callers.shutdown();
    }
  }

  private List<String> untilAdmitted(String sql) {
    while (true) {
      try {
        return rows(queries, sql);
      } catch (QueryException e) {
        assertThat(e.kind()).isEqualTo(Kind.BUSY);
      }
    }
  }

  @Test
  void closingEndsWhatRuns() {
    QueryResult result = queries.query(ENDLESS, within(Duration.ofMinutes(5)));
    queries.close();
    assertFails(result::next, Kind.CANCELLED, "the query was cancelled");
    assertFails(
        () -> queries.query("SELECT 1", QueryLimits.DEFAULT),
        Kind.BUSY,
        "the platform is stopping");
  }
}
