package io.thalweg.process.duckdb.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Stream;
import io.thalweg.process.conformance.RowComparison;
import io.thalweg.process.duckdb.engine.RandomEvents.Event;
import io.thalweg.sql.SqlCompiler;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Made-up statements mean to our compiler what they mean to another reader. {@code
 * -Dthalweg.random-statements=N} compares more, {@code -Dthalweg.random-seed=S} others.
 */
class SecondReaderTest {

  private static final int COUNT = Integer.getInteger("thalweg.random-statements", 100);
  private static final long SEED = Long.getLong("thalweg.random-seed", 1);

  private static final List<Stream> STREAMS = List.of(stream("a"), stream("b"));

  private static final SqlCompiler COMPILER =
      new SqlCompiler(new Catalog(STREAMS.stream().map(Relation::of).toList()));

  private static Stream stream(String name) {
    return new Stream(
        name,
        Optional.empty(),
        List.of(
            new Field("time", Primitive.TIMESTAMP, true),
            new Field("k", Primitive.STRING, false),
            new Field("n", Primitive.INT, false),
            new Field("x", Primitive.DOUBLE, false),
            new Field("p", new DataType.Decimal(12, 3), false),
            new Field("a", new DataType.Array(Primitive.INT), false),
            new Field("d", RandomNestedStatement.ROW, false)),
        Optional.empty(),
        Optional.of(new EventTime("time", Duration.ZERO, EventTime.DEFAULT_IDLENESS)),
        1,
        Stream.UnknownFields.REFUSE);
  }

  @Test
  void statementsMeanTheSameToAnotherReader() throws Exception {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    int rows = 0;
    for (long seed = SEED; compared < COUNT; seed++) {
      Random random = new Random(seed);
      Map<Stream, List<Event>> events =
          Map.of(
              STREAMS.get(0), events(random, STREAMS.get(0)).next(120),
              STREAMS.get(1), events(random, STREAMS.get(1)).next(80));
      List<String> statements = new ArrayList<>(new RandomStatement(random, "a", "b").all());
      statements.addAll(new RandomNestedStatement(random, "a", "b").all());
      for (String sql : statements) {
        if (SecondReader.isDetermined(sql)) {
          PlanNode plan = COMPILER.compile(SourceText.of("statement", sql));
          List<List<Object>> expected = BatchOracle.rows(SecondReader.translate(sql), events);
          String difference = RowComparison.difference(BatchOracle.rows(plan, events), expected);
          if (!difference.isEmpty()) {
            differences.add("seed " + seed + ": " + sql + "\n" + difference);
          }
          compared++;
          rows += expected.size();
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(rows).isGreaterThan(compared);
  }

  private static RandomEvents events(Random random, Stream stream) {
    return new RandomEvents(random, random, stream, 1);
  }
}
