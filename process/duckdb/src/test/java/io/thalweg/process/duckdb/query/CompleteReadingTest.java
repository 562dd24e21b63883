package io.thalweg.process.duckdb.query;

import static io.thalweg.process.duckdb.query.QueryFixture.field;
import static io.thalweg.process.duckdb.query.QueryFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While events come in and are archived, a query sees each of them exactly once. */
class CompleteReadingTest {

  private static final int READERS = 2;
  private static final int QUERIES_EACH = 60;
  private static final int PARTITIONS = 3;

  @TempDir Path folder;

  @Test
  void aQuerySeesWhatWasAcknowledgedAndNothingTwice() throws Exception {
    try (QueryFixture fixture = new QueryFixture(folder)) {
      Stream stream = fixture.stream("numbers", PARTITIONS, field("n", Primitive.LONG));
      AtomicLong sent = new AtomicLong();
      AtomicLong acknowledged = new AtomicLong();
      AtomicLong archivings = new AtomicLong();
      AtomicBoolean done = new AtomicBoolean();
      ExecutorService threads = Executors.newFixedThreadPool(READERS + 2);
      try (QueryEngine queries =
          fixture.queries(List.of(fixture.archived(stream)), List.of(), fixture.settings())) {
        Future<?> writer = threads.submit(() -> write(fixture, stream, sent, acknowledged, done));
        Future<?> archiver =
            threads.submit(
                () -> {
                  while (!done.get()) {
                    fixture.archive(stream);
                    archivings.incrementAndGet();
                  }
                  return null;
                });
        Callable<Void> reading =
            () -> {
              for (int i = 0; i < QUERIES_EACH; i++) {
                checkOnce(queries, sent, acknowledged);
              }
              return null;
            };
        List<Future<Void>> readers =
            java.util.stream.IntStream.range(0, READERS)
                .mapToObj(i -> threads.submit(reading))
                .toList();
        for (Future<Void> reader : readers) {
          reader.get();
        }
        done.set(true);
        writer.get();
        archiver.get();
        assertThat(archivings.get()).isGreaterThan(5);
        assertThat(rows(queries, "SELECT COUNT(*) FROM numbers"))
            .containsExactly(Long.toString(acknowledged.get()));
      } finally {
        done.set(true);
        threads.shutdown();
      }
    }
  }

  private static void write(
      QueryFixture fixture,
      Stream stream,
      AtomicLong sent,
      AtomicLong acknowledged,
      AtomicBoolean done) {
    long next = 0;
    while (!done.get()) {
      sent.addAndGet(50);
      for (int i = 0; i < 50; i++) {
        fixture.send(stream, (int) (next % PARTITIONS), "{\"n\":" + next + "}");
        next++;
      }
      fixture.flush();
      acknowledged.set(next);
    }
  }

  private static void checkOnce(QueryEngine queries, AtomicLong sent, AtomicLong acknowledged) {
    long before = acknowledged.get();
    String[] row =
        rows(
                queries,
                "SELECT COUNT(*), COUNT(DISTINCT n), SUM(CASE WHEN n < "
                    + before
                    + " THEN 1 ELSE 0 END) FROM numbers")
            .get(0)
            .split("\\|");
    long count = Long.parseLong(row[0]);
    assertThat(row[1]).as("no number twice").isEqualTo(row[0]);
    assertThat(count).isBetween(before, sent.get());
    if (before > 0) {
      assertThat(row[2]).as("all that were acknowledged before").isEqualTo(Long.toString(before));
    }
  }

  @Test
  void aTailMayLieInOnePartitionAlone() throws Exception {
    try (QueryFixture fixture = new QueryFixture(folder)) {
      Stream stream = fixture.stream("numbers", PARTITIONS, field("n", Primitive.LONG));
      fixture.send(stream, PARTITIONS - 1, "{\"n\":7}");
      fixture.flush();
      try (QueryEngine queries =
          fixture.queries(List.of(fixture.archived(stream)), List.of(), fixture.settings())) {
        assertThat(rows(queries, "SELECT n FROM numbers")).containsExactly("7");
      }
    }
  }

  @Test
  void tablesThatChangeTogetherAreSeenTogether() throws Exception {
    try (QueryFixture fixture = new QueryFixture(folder)) {
      fixture.serve("CREATE TABLE a AS SELECT 0::BIGINT AS n");
      fixture.serve("CREATE TABLE b AS SELECT 0::BIGINT AS n");
      List<Column> columns = List.of(new Column("n", Primitive.LONG, true));
      AtomicBoolean done = new AtomicBoolean();
      ExecutorService threads = Executors.newSingleThreadExecutor();
      try (QueryEngine queries =
          fixture.queries(
              List.of(),
              List.of(Relation.table("a", columns), Relation.table("b", columns)),
              fixture.settings())) {
        Future<Long> writer =
            threads.submit(
                () -> {
                  long changes = 0;
                  while (!done.get()) {
                    fixture.serve("BEGIN; UPDATE a SET n = n + 1; UPDATE b SET n = n + 1; COMMIT");
                    changes++;
                  }
                  return changes;
                });
        for (int i = 0; i < 100; i++) {
          String[] row = rows(queries, "SELECT a.n, b.n FROM a CROSS JOIN b").get(0).split("\\|");
          assertThat(row[0]).isEqualTo(row[1]);
        }
        done.set(true);
        assertThat(writer.get()).isGreaterThan(10);
      } finally {
        done.set(true);
        threads.shutdown();
      }
    }
  }
}
