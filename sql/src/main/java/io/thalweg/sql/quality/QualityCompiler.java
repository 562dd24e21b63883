package io.thalweg.sql.quality;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.QualityRule;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Stream;
import io.thalweg.sql.SqlCompiler;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.evaluate.ExpressionEvaluator;
import io.thalweg.sql.evaluate.NotEvaluableException;
import io.thalweg.sql.parse.StatementParser;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.problem.SqlProblem;
import java.util.ArrayList;
import java.util.List;

/** Compiles the quality rules of a stream. */
public final class QualityCompiler {

  private static final String BEFORE = "SELECT (";
  private static final String BEHIND = "\n) AS \"holds\" FROM \"%s\"";

  private QualityCompiler() {}

  /**
   * What became of a stream's rules.
   *
   * @param rules those without a mistake, in their order
   * @param problems of the others
   */
  public record Result(List<CompiledRule> rules, List<Problem> problems) {

    public Result {
      rules = List.copyOf(rules);
      problems = List.copyOf(problems);
    }
  }

  /** Compiles all rules; mistakes are in the result, not thrown. */
  public static Result compile(Stream stream) {
    List<CompiledRule> rules = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (QualityRule rule : stream.quality()) {
      try {
        rules.add(compile(rule, stream));
      } catch (InvalidSqlException e) {
        problems.addAll(e.problems());
      }
    }
    return new Result(rules, problems);
  }

  private static CompiledRule compile(QualityRule rule, Stream stream) {
    SourceText check = rule.check();
    // by itself, so that nothing but an expression can stand between the parentheses below
    StatementParser.parseExpression(check);
    PlanNode plan =
        new SqlCompiler(new Catalog(List.of(Relation.ofEvents(stream))))
            .compile(within(check, stream.name()));
    Expression condition = condition(plan, check);
    if (condition.type() != DataType.Primitive.BOOLEAN) {
      throw new InvalidSqlException(
          SqlProblem.QUALITY_NOT_A_CONDITION
              .at(
                  check.locate(0),
                  "the check is of type %s, not a condition".formatted(condition.type()))
              .withHint("Compare it with something."));
    }
    try {
      return new CompiledRule(rule, ExpressionEvaluator.compile(condition), fields(condition));
    } catch (NotEvaluableException e) {
      throw new InvalidSqlException(
          SqlProblem.QUALITY_UNSUPPORTED
              .at(check.locate(0), "a quality rule cannot have %s".formatted(e.getMessage()))
              .withDetail(
                  "Events are judged one by one, when they come and when they are replayed.")
              .withHint("Write it without, or look for such events in a pipeline."));
    }
  }

  private static Expression condition(PlanNode plan, SourceText check) {
    if (plan instanceof PlanNode.Project project
        && project.input() instanceof PlanNode.Scan
        && project.expressions().size() == 1) {
      return project.expressions().get(0);
    }
    if (plan instanceof PlanNode.Scan scan && scan.columns().size() == 1) {
      return new Expression.ColumnReference(0, scan.columns().get(0).type());
    }
    throw new InvalidSqlException(
        SqlProblem.QUALITY_NOT_A_CONDITION
            .at(check.locate(0), "the check is no condition on one event")
            .withDetail("A rule looks at the fields of each event by itself, without aggregates.")
            .withHint("Compute aggregates in a pipeline over the stream."));
  }

  private static List<Integer> fields(Expression condition) {
    return condition
        .all()
        .filter(Expression.ColumnReference.class::isInstance)
        .map(column -> ((Expression.ColumnReference) column).index())
        .distinct()
        .sorted()
        .toList();
  }

  /** The check as a whole statement; each of its characters keeps its place in the file. */
  private static SourceText within(SourceText check, String stream) {
    List<SourceText.Segment> segments = new ArrayList<>();
    for (int i = 0; i < BEFORE.length(); i++) {
      segments.add(new SourceText.Segment(i, check.locate(0)));
    }
    for (SourceText.Segment segment : check.segments()) {
      segments.add(new SourceText.Segment(BEFORE.length() + segment.offset(), segment.location()));
    }
    int end = BEFORE.length() + check.text().length();
    segments.add(new SourceText.Segment(end + 1, check.locate(check.text().length())));
    return new SourceText(BEFORE + check.text() + BEHIND.formatted(stream), segments);
  }
}
