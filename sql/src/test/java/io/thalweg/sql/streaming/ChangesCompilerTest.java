package io.thalweg.sql.streaming;

import static io.thalweg.sql.streaming.ProjectCompilerTest.compile;
import static io.thalweg.sql.streaming.ProjectCompilerTest.find;
import static io.thalweg.sql.streaming.ProjectCompilerTest.micros;
import static io.thalweg.sql.streaming.ProjectCompilerTest.pipeline;
import static io.thalweg.sql.streaming.ProjectCompilerTest.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.Emit;
import io.thalweg.definitions.Late;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.sql.Fixture;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.PlanPrinter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Pipelines whose tables change, and what else their definitions say beside the SQL; the cases are
 * in {@code src/test/resources/pipelines/changes.txt}.
 */
class ChangesCompilerTest {

  @TestFactory
  java.util.stream.Stream<DynamicNode> tablesThatChange() {
    return Fixture.cases("/pipelines/changes.txt").stream()
        .map(
            test ->
                DynamicTest.dynamicTest(
                    test.title(),
                    () -> {
                      CompiledProject compiled = compile(changing("p", test.sql(), topic("out")));
                      String found =
                          compiled.problems().isEmpty()
                              ? describe(find(compiled, "p").plan())
                              : Fixture.text(compiled.problems());
                      assertThat(found).isEqualTo(test.expected());
                    }));
  }

  @Test
  void aTopicOfChangesIsNoStream() {
    Pipeline writer =
        changing(
            "counts",
            "SELECT machine, COUNT(*) AS n FROM telemetry GROUP BY machine",
            new Output.Table("counts"),
            topic("count-changes"));

    CompiledProject compiled =
        compile(writer, pipeline("reader", "SELECT machine FROM \"count-changes\"", topic("x")));

    assertThat(Fixture.text(compiled.problems()))
        .isEqualTo(
            """
            1:21 PIPELINE_READS_CHANGES topic "count-changes" is a changelog, not a stream of rows
              Pipeline counts has emit: changes: its rows are replaced and removed later.
              Hint: JOIN its table "counts", or leave emit out there.""");
    assertThat(compiled.catalog().find("counts")).isPresent();
  }

  private static final String JOIN =
      "SELECT a.machine, b.n FROM telemetry AS a JOIN telemetry AS b ON a.machine = b.machine";

  private static final String MINUTES =
      "SELECT window_start, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE telemetry, DESCRIPTOR(time),"
          + " INTERVAL '1' MINUTE)) GROUP BY window_start";

  @Test
  void theRetentionBoundsAJoinThatDoesNotDoSo() {
    CompiledProject compiled =
        compile(with(Emit.FINAL, Late.KEEP, Optional.of(Duration.ofDays(1)), JOIN));

    assertThat(Fixture.text(compiled.problems())).isEmpty();
    StreamingPlan plan = find(compiled, "p").plan();
    StreamingOperator.TimedJoin join = (StreamingOperator.TimedJoin) plan.operators().get(0);
    assertThat(List.of(micros(join.least()), micros(join.greatest())))
        .containsExactly(Duration.ofDays(-1), Duration.ofDays(1));
    assertThat(PlanPrinter.print(plan.query()))
        .contains("time#1 >= ", "+ interval -86400000000 µs", "+ interval 86400000000 µs");
  }

  @Test
  void aRetentionThatNothingNeedsIsRefused() {
    Optional<Duration> day = Optional.of(Duration.ofDays(1));

    assertThat(Fixture.text(compile(with(Emit.FINAL, Late.KEEP, day, MINUTES)).problems()))
        .isEqualTo(
            """
            1:1 PIPELINE_UNSUPPORTED retention, but no join of this statement needs one
              It is for joins of streams whose condition does not bound their times.
              Hint: Leave retention out.""");
    assertThat(
            Fixture.text(
                compile(
                        with(
                            Emit.FINAL,
                            Late.KEEP,
                            day,
                            "SELECT a.machine FROM telemetry AS a, clockless AS c WHERE c.name ="
                                + " a.machine"))
                    .problems()))
        .startsWith("1:39 PIPELINE_UNSUPPORTED a join of streams of which one has no event time");
    assertThat(
            Fixture.text(
                compile(
                        with(
                            Emit.FINAL,
                            Late.KEEP,
                            day,
                            "SELECT a.machine FROM telemetry AS a, telemetry AS c"))
                    .problems()))
        .contains("PIPELINE_UNSUPPORTED a join of streams without a condition");
  }

  @Test
  void onlyWindowsOverStreamsThatChangeAreCorrected() {
    Optional<Duration> none = Optional.empty();

    assertThat(compile(with(Emit.CHANGES, Late.CORRECT, none, MINUTES)).problems()).isEmpty();
    assertThat(Fixture.text(compile(with(Emit.FINAL, Late.CORRECT, none, MINUTES)).problems()))
        .isEqualTo(
            """
            1:1 PIPELINE_UNSUPPORTED late: correct, but what this pipeline puts out is final
              A window that is corrected replaces what was put out before.
              Hint: Add emit: changes.""");
    assertThat(
            Fixture.text(
                compile(
                        with(
                            Emit.CHANGES,
                            Late.CORRECT,
                            none,
                            "SELECT machine, COUNT(*) AS n FROM telemetry GROUP BY machine"))
                    .problems()))
        .startsWith("1:1 PIPELINE_UNSUPPORTED late: correct, but no row of this statement can be");
    assertThat(
            Fixture.text(
                compile(
                        with(
                            Emit.CHANGES,
                            Late.CORRECT,
                            none,
                            "SELECT window_end, COUNT(*) AS n FROM TABLE(SESSION(TABLE telemetry,"
                                + " DESCRIPTOR(time), INTERVAL '1' MINUTE)) GROUP BY window_end"))
                    .problems()))
        .startsWith(
            "1:1 PIPELINE_UNSUPPORTED late: correct, but only windows directly over streams");
    assertThat(
            Fixture.text(
                compile(
                        with(
                            Emit.CHANGES,
                            Late.CORRECT,
                            none,
                            MINUTES.replace(
                                "TABLE telemetry",
                                "(SELECT t.time FROM telemetry AS t JOIN devices AS d ON"
                                    + " d.machine = t.machine)")))
                    .problems()))
        .startsWith("1:1 PIPELINE_UNSUPPORTED late: correct, but a table that is looked up");
  }

  private static Pipeline with(Emit emit, Late late, Optional<Duration> retention, String sql) {
    Pipeline of = pipeline("p", sql, new Output.Table("out"));
    return new Pipeline(
        "p",
        of.location(),
        of.description(),
        of.guarantee(),
        emit,
        late,
        retention,
        of.sql(),
        of.to());
  }

  @Test
  void theKeyOfAChangelogIsNotToBeChosen() {
    Output topic = new Output.Topic("out", Optional.of("n"), 2);

    assertThat(
            Fixture.text(
                compile(
                        changing(
                            "p",
                            "SELECT machine, COUNT(*) AS n FROM telemetry GROUP BY machine",
                            topic))
                    .problems()))
        .isEqualTo(
            """
            1:1 PIPELINE_UNKNOWN_KEY the key of topic "out" is not to be chosen
              With emit: changes a topic is a changelog; its key is what tells the rows apart: machine.
              Hint: Leave key out.""");
  }

  private static Pipeline changing(String name, String sql, Output... outputs) {
    Pipeline of = pipeline(name, sql, outputs);
    return new Pipeline(
        name,
        of.location(),
        of.description(),
        of.guarantee(),
        Emit.CHANGES,
        Late.KEEP,
        Optional.empty(),
        of.sql(),
        of.to());
  }

  private static String describe(StreamingPlan plan) {
    StringBuilder text = new StringBuilder();
    plan.operators()
        .forEach(operator -> text.append(describe((StreamingOperator.Changing) operator)));
    text.append("output\n").append(PlanPrinter.print(plan.output()).indent(2));
    return text.toString().strip();
  }

  private static String describe(StreamingOperator.Changing changing) {
    StringBuilder text = new StringBuilder();
    for (StreamingOperator.Changing.Input input : changing.sources()) {
      text.append("%s keeps by %s\n".formatted(input.name(), input.keys()));
      PlanNode plan = input.aggregate().map(node -> (PlanNode) node).orElse(input.rows());
      text.append(PlanPrinter.print(plan).indent(2));
    }
    text.append(
        "%s changes by %s, unique %s%s\n"
            .formatted(
                changing.name(),
                changing.keys(),
                changing.unique().map(Object::toString).orElse("not"),
                changing.windows().map(of -> ", until " + of.windowing()).orElse("")));
    text.append(PlanPrinter.print(changing.result()).indent(2));
    changing
        .inputColumns()
        .ifPresent(columns -> text.append("has the input at %s\n".formatted(columns)));
    return text.toString();
  }
}
