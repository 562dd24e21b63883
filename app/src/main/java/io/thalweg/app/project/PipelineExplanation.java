package io.thalweg.app.project;

import io.thalweg.definitions.Output;
import io.thalweg.definitions.Settings;
import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.PlanPrinter;
import io.thalweg.sql.streaming.CompiledPipeline;
import io.thalweg.sql.streaming.StreamingPlan;
import java.time.Duration;
import java.util.stream.Collectors;

/** Says for people how a pipeline is computed and what it guarantees. */
public final class PipelineExplanation {

  private final StringBuilder text = new StringBuilder();

  private PipelineExplanation() {}

  /** Some dozen lines, each ended by {@code \n}. */
  public static String of(CompiledPipeline pipeline, Settings.Buffer buffer) {
    return new PipelineExplanation().write(pipeline, buffer);
  }

  private String write(CompiledPipeline pipeline, Settings.Buffer buffer) {
    StreamingPlan plan = pipeline.plan();
    line("Pipeline " + pipeline.name());
    line("  reads  stream " + plan.source().name());
    line(
        "  writes "
            + pipeline.definition().to().stream()
                .map(PipelineExplanation::describe)
                .collect(Collectors.joining(", ")));
    plan.window().ifPresentOrElse(window -> windowed(plan, window), () -> rowByRow(plan));
    guarantee(pipeline, buffer);
    return text.toString();
  }

  private void rowByRow(StreamingPlan plan) {
    section("For each row");
    plan(plan.rows());
  }

  private void windowed(StreamingPlan plan, StreamingPlan.WindowAggregation window) {
    section("For each row");
    plan(plan.rows());
    section(
        "Collected in windows of %s, each closed when the watermark has passed its end"
            .formatted(describe(window.size())));
    plan(window.aggregate());
    section("For each group of a closed window");
    plan(plan.result().orElseThrow());
  }

  private void plan(PlanNode plan) {
    indented("  ", PlanPrinter.print(plan));
    line("  on DuckDB");
    indented("    ", DuckDbSql.select(plan, PipelineExplanation::quoted));
  }

  private void guarantee(CompiledPipeline pipeline, Settings.Buffer buffer) {
    DerivedGuarantee derived = DerivedGuarantee.of(pipeline.definition(), buffer);
    section(
        "Guarantee: %s is asked for, %s is given"
            .formatted(pipeline.definition().guarantee(), derived.given()));
    derived.reasons().forEach(reason -> line("  - " + reason));
  }

  private void section(String title) {
    line("");
    line(title);
  }

  private void indented(String indent, String lines) {
    lines.lines().forEach(line -> line(indent + line));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String quoted(Relation relation) {
    return '"' + relation.name().replace("\"", "\"\"") + '"';
  }

  private static String describe(Output output) {
    return (output instanceof Output.Table ? "table " : "topic ") + output.name();
  }

  /** For example "1 minute" or "90 seconds". */
  private static String describe(Duration duration) {
    String[] names = {"day", "hour", "minute", "second", "millisecond"};
    long[] millis = {86_400_000, 3_600_000, 60_000, 1000, 1};
    long all = duration.toMillis();
    int unit = 0;
    while (all % millis[unit] != 0) {
      unit++;
    }
    long count = all / millis[unit];
    return count + " " + names[unit] + (count == 1 ? "" : "s");
  }
}
