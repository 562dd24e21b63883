package io.thalweg.sql.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Guarantee;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.Project;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Stream;
import io.thalweg.sql.Fixture;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.PlanPrinter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Pipelines as plans; the cases are in {@code src/test/resources/pipelines}. */
class ProjectCompilerTest {

  private static final Stream CLOCKLESS =
      new Stream(
          "clockless",
          Optional.empty(),
          List.of(
              new Field("name", Primitive.STRING, true),
              new Field("noted", Primitive.TIMESTAMP, false)),
          Optional.empty(),
          Optional.empty(),
          1,
          Stream.UnknownFields.REFUSE);

  /** Writes the table {@code devices} that the cases look up. */
  private static final Pipeline DEVICES =
      pipeline(
          "registry",
          "SELECT machine, UPPER(machine) AS site FROM telemetry",
          new Output.Table("devices"));

  @TestFactory
  java.util.stream.Stream<DynamicNode> plans() {
    return Fixture.cases("/pipelines/plans.txt").stream()
        .map(
            test ->
                DynamicTest.dynamicTest(
                    test.title(),
                    () -> {
                      CompiledProject compiled = compile(pipeline("p", test.sql(), topic("out")));
                      assertThat(Fixture.text(compiled.problems())).isEmpty();
                      assertThat(describe(find(compiled, "p"))).isEqualTo(test.expected());
                    }));
  }

  @TestFactory
  java.util.stream.Stream<DynamicNode> problems() {
    return Fixture.cases("/pipelines/problems.txt").stream()
        .map(
            test ->
                DynamicTest.dynamicTest(
                    test.title(),
                    () ->
                        assertThat(Fixture.text(compile(pipeline("p", test.sql())).problems()))
                            .isEqualTo(test.expected())));
  }

  @Test
  void aPipelineIsCompiledBehindThoseWhoseOutputsItReads() {
    CompiledProject compiled =
        compile(
            pipeline(
                "hours",
                """
                SELECT window_start, SUM(n) AS n
                FROM TABLE(TUMBLE(TABLE "per-minute", DESCRIPTOR(window_start), INTERVAL '1' HOUR))
                GROUP BY window_start""",
                new Output.Table("hours")),
            pipeline(
                "minutes",
                """
                SELECT window_start, machine, COUNT(*) AS n
                FROM TABLE(TUMBLE(TABLE telemetry, DESCRIPTOR(time), INTERVAL '1' MINUTE))
                GROUP BY window_start, machine""",
                topic("per-minute")));

    assertThat(Fixture.text(compiled.problems())).isEmpty();
    assertThat(compiled.pipelines())
        .extracting(CompiledPipeline::name)
        .containsExactly("minutes", "hours", "registry");
    assertThat(find(compiled, "hours").plan().sources())
        .containsExactly(find(compiled, "minutes").topics().get(0).stream());
    assertThat(compiled.catalog().find("hours").orElseThrow().columns())
        .hasToString("[window_start timestamp not null, n long not null]");
  }

  @Test
  void pipelinesThatReadEachOthersOutputsAreRefusedWithTheCircle() {
    CompiledProject compiled =
        compile(
            pipeline("a", "SELECT machine FROM \"from-b\"", topic("from-a")),
            pipeline("b", "SELECT machine FROM \"from-a\"", topic("from-b")));

    assertThat(Fixture.text(compiled.problems()))
        .isEqualTo(
            """
            1:21 PIPELINE_CYCLE "from-a" is made from what this pipeline puts out
              The pipelines a → b → a read each other's outputs.
              Hint: Let one of them read a stream that none of them writes.""");
    assertThat(compiled.pipelines()).extracting(CompiledPipeline::name).containsOnly("registry");
  }

  @Test
  void aPipelineThatLooksUpItsOwnOutputIsRefused() {
    CompiledProject compiled =
        compile(
            pipeline(
                "a",
                "SELECT t.machine FROM telemetry AS t JOIN seen ON seen.machine = t.machine",
                new Output.Table("seen")));

    assertThat(Fixture.text(compiled.problems()))
        .startsWith("1:43 PIPELINE_CYCLE \"seen\" is made from what this pipeline puts out");
  }

  @Test
  void whatReadsTheOutputOfAWrongPipelineIsLeftOutWithoutAWord() {
    CompiledProject compiled =
        compile(
            pipeline("reader", "SELECT machine FROM \"out\"", new Output.Table("copy")),
            pipeline("wrong", "SELECT nothing FROM telemetry", topic("out")));

    assertThat(compiled.problems()).extracting(Problem::code).containsExactly("SQL_UNKNOWN_COLUMN");
    assertThat(compiled.pipelines()).extracting(CompiledPipeline::name).containsOnly("registry");
  }

  @Test
  void anOutputIsWrittenByOnePipeline() {
    CompiledProject compiled =
        compile(
            pipeline("a", "SELECT machine FROM telemetry", new Output.Table("same")),
            pipeline("b", "SELECT machine FROM telemetry", new Output.Table("same")),
            pipeline("c", "SELECT machine FROM telemetry", new Output.Table("telemetry")));

    assertThat(compiled.problems())
        .extracting(Problem::message)
        .containsExactly(
            "output \"same\" is written by pipeline \"a\" already",
            "output \"telemetry\" has the name of a stream");
  }

  @Test
  void theKeyOfATopicIsAnOutputColumn() {
    String sql = "SELECT time, machine, temperature FROM telemetry";
    Output right = new Output.Topic("right", Optional.of("Temperature"), 2);
    Output wrong = new Output.Topic("wrong", Optional.of("machin"), 2);

    assertThat(compile(pipeline("p", sql, right)).pipelines().get(0).topics().get(0).stream().key())
        .contains("temperature");
    assertThat(Fixture.text(compile(pipeline("p", sql, wrong)).problems()))
        .isEqualTo(
            """
            1:1 PIPELINE_UNKNOWN_KEY key "machin" of topic "wrong" is no output column
              The output columns are time, machine, temperature.
              Hint: Did you mean "machine"?""");
  }

  static CompiledProject compile(Pipeline... pipelines) {
    List<Pipeline> all = new ArrayList<>(Arrays.asList(pipelines));
    all.add(DEVICES);
    Settings settings =
        new Settings("test", 0, new Settings.Buffer(Optional.empty(), Settings.Durability.DISK));
    return ProjectCompiler.compile(
        new Project(Path.of("."), settings, List.of(Fixture.TELEMETRY, CLOCKLESS), all));
  }

  static Pipeline pipeline(String name, String sql, Output... outputs) {
    return new Pipeline(
        name,
        new Location(name + ".yaml", 1, 1),
        Optional.empty(),
        Guarantee.EXACTLY_ONCE,
        SourceText.of(name + ".yaml", sql),
        List.of(outputs));
  }

  static Output topic(String name) {
    return new Output.Topic(name, Optional.empty(), 4);
  }

  static CompiledPipeline find(CompiledProject compiled, String name) {
    return compiled.pipelines().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String describe(CompiledPipeline pipeline) {
    StreamingPlan plan = pipeline.plan();
    StringBuilder text = new StringBuilder();
    plan.operators().forEach(operator -> text.append(describe(operator)));
    text.append("output\n").append(PlanPrinter.print(plan.output()).indent(2));
    Stream topic = pipeline.topics().get(0).stream();
    text.append(topic.key().map(key -> "topic key " + key).orElse("topic no key"));
    text.append(
        topic
            .eventTime()
            .map(time -> ", event time " + time.field() + " late by " + time.lateness())
            .orElse(", no event time"));
    return text.toString();
  }

  private static String describe(StreamingOperator operator) {
    StringBuilder text = new StringBuilder();
    if (operator instanceof StreamingOperator.OverWindows windows) {
      for (StreamingOperator.Kept kept : windows.kept()) {
        String column = kept.relation().columns().get(kept.windowColumn()).name();
        text.append("%s keeps by %s, %s\n".formatted(kept.name(), column, kept.bound()));
        PlanNode plan = kept.aggregate().map(node -> (PlanNode) node).orElse(kept.rows());
        text.append(PlanPrinter.print(plan).indent(2));
      }
      text.append("%s closes %s\n".formatted(windows.name(), windows.windowing()));
      return text.append(PlanPrinter.print(windows.result()).indent(2)).toString();
    } else if (operator instanceof StreamingOperator.TimedJoin join) {
      text.append("%s joins %s\n".formatted(join.name(), join.type()));
      text.append(PlanPrinter.print(join.left()).indent(2));
      text.append(PlanPrinter.print(join.right()).indent(2));
      return text.append(
              "  apart by %s to %s\n".formatted(micros(join.least()), micros(join.greatest())))
          .toString();
    } else if (operator instanceof StreamingOperator.First first) {
      text.append("%s gives the first by %s\n".formatted(first.name(), first.keys()));
      return text.append(PlanPrinter.print(first.rows()).indent(2)).toString();
    }
    StreamingOperator.Sessions sessions = (StreamingOperator.Sessions) operator;
    text.append("%s closes\n".formatted(sessions.name()));
    return text.append(PlanPrinter.print(sessions.window()).indent(2))
        .append(PlanPrinter.print(sessions.rows()).indent(4))
        .toString();
  }

  static Duration micros(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
