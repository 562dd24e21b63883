package io.thalweg.process.duckdb.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.KafkaLog;
import io.thalweg.buffer.Log;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.process.conformance.ConformanceCase;
import io.thalweg.process.conformance.ConformanceRun;
import io.thalweg.process.conformance.ConformanceRun.Outcome;
import io.thalweg.process.conformance.ConformanceSuite;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded engine computes what the conformance suite says, in pipelines and in queries. {@code
 * -Dthalweg.conformance=tumble} runs the groups with that in their names.
 */
class ConformanceTest {

  private static final long SEED = Long.getLong("thalweg.random-seed", 1);
  private static final String GROUPS = System.getProperty("thalweg.conformance", "");

  @TempDir static Path folder;
  private static Log log;

  @BeforeAll
  static void openLog() {
    log = KafkaLog.embedded(folder.resolve("log"), Durability.PROCESS);
  }

  @AfterAll
  static void closeLog() {
    log.close();
  }

  @TestFactory
  Stream<DynamicNode> cases() {
    ConformanceSuite suite = ConformanceSuite.load();
    return suite.cases().keySet().stream()
        .filter(group -> group.contains(GROUPS))
        .map(
            group ->
                DynamicContainer.dynamicContainer(
                    group, Stream.of(group).flatMap(name -> tests(suite, name))));
  }

  private static Stream<DynamicTest> tests(ConformanceSuite suite, String group) {
    Map<ConformanceCase, Outcome> outcomes;
    try {
      outcomes =
          ConformanceRun.run(
              suite, group, new DuckDbUnderTest(), log, folder.resolve("engine/" + group), SEED);
    } catch (Exception e) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "runs",
              () -> {
                throw e;
              }));
    }
    return outcomes.entrySet().stream()
        .flatMap(
            entry ->
                Stream.of(
                    test(entry.getKey(), "in a pipeline", entry.getValue().inPipeline()),
                    test(entry.getKey(), "in a query", entry.getValue().inQuery())));
  }

  private static DynamicTest test(ConformanceCase test, String where, String difference) {
    return DynamicTest.dynamicTest(
        test.title() + ", " + where, () -> assertThat(difference).as(test.sql()).isEmpty());
  }
}
