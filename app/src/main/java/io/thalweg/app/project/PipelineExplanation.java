package io.thalweg.app.project;

import io.thalweg.definitions.Output;
import io.thalweg.definitions.Settings;
import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.PlanPrinter;
import io.thalweg.sql.plan.Windowing;
import io.thalweg.sql.streaming.CompiledPipeline;
import io.thalweg.sql.streaming.StreamingOperator;
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
    line(
        "  reads  "
            + plan.sources().stream()
                .map(source -> "stream " + source.name())
                .collect(Collectors.joining(", ")));
    line(
        "  writes "
            + pipeline.definition().to().stream()
                .map(PipelineExplanation::describe)
                .collect(Collectors.joining(", ")));
    plan.operators().forEach(this::operator);
    section(plan.operators().isEmpty() ? "For each row" : "Put out");
    plan(plan.output());
    guarantee(pipeline, buffer);
    return text.toString();
  }

  private void operator(StreamingOperator operator) {
    if (operator instanceof StreamingOperator.OverWindows windows) {
      for (StreamingOperator.Kept kept : windows.kept()) {
        section(
            "%s keeps %s of each window that is open"
                .formatted(kept.name(), kept.aggregate().isPresent() ? "the groups" : "the rows"));
        plan(kept.aggregate().<PlanNode>map(aggregate -> aggregate).orElse(kept.rows()));
      }
      section(
          "%s is, for each %s that closes when the watermark has passed its end"
              .formatted(windows.name(), describe(windows.windowing())));
      plan(windows.result());
    } else if (operator instanceof StreamingOperator.Sessions sessions) {
      section(
          "%s keeps the rows of each %s until the watermark has passed its end"
              .formatted(sessions.name(), describe(sessions.window().windowing())));
      plan(sessions.rows());
    } else if (operator instanceof StreamingOperator.TimedJoin join) {
      timedJoin(join);
    } else if (operator instanceof StreamingOperator.First first) {
      section(
          "%s gives the first row of each key, once none can come before it"
              .formatted(first.name()));
      plan(first.rows());
      indented("  ", PlanPrinter.print(first.first()));
    } else if (operator instanceof StreamingOperator.Changing changing) {
      changing(changing);
    }
  }

  private void changing(StreamingOperator.Changing changing) {
    for (StreamingOperator.Changing.Input input : changing.sources()) {
      section(
          "%s keeps %s%s"
              .formatted(
                  input.name(),
                  input.aggregate().isPresent() ? "the groups" : "the rows",
                  changing.windows().isPresent() ? " of each window that is open" : ""));
      plan(input.aggregate().<PlanNode>map(aggregate -> aggregate).orElse(input.rows()));
    }
    section(
        "%s is a table that changes; for each key that has new rows it is computed again%s"
            .formatted(
                changing.name(),
                changing
                    .windows()
                    .map(of -> ", until the %s closes".formatted(describe(of.windowing())))
                    .orElse("")));
    plan(changing.result());
  }

  private void timedJoin(StreamingOperator.TimedJoin join) {
    section(
        "%s joins, as soon as both rows are there, and remembers rows while partners may come"
            .formatted(join.name()));
    plan(
        new PlanNode.Join(
            join.left(), join.right(), join.type(), join.condition(), join.columns()));
  }

  private void plan(PlanNode plan) {
    indented("  ", PlanPrinter.print(plan));
    line("  on DuckDB");
    indented("    ", DuckDbSql.select(plan, PipelineExplanation::quoted));
  }

  private void guarantee(CompiledPipeline pipeline, Settings.Buffer buffer) {
    DerivedGuarantee derived =
        DerivedGuarantee.of(pipeline.definition(), pipeline.plan().sources(), buffer);
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

  private static String describe(Windowing windowing) {
    if (windowing instanceof Windowing.Tumble tumble) {
      return "window of " + describe(tumble.size());
    } else if (windowing instanceof Windowing.Hop hop) {
      return "window of %s every %s".formatted(describe(hop.size()), describe(hop.slide()));
    } else if (windowing instanceof Windowing.Cumulate cumulate) {
      return "window of up to %s by %s"
          .formatted(describe(cumulate.size()), describe(cumulate.step()));
    }
    return "session with gaps below " + describe(((Windowing.Session) windowing).gap());
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
