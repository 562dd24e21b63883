package io.thalweg.sql.plan;

import io.thalweg.sql.catalog.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a plan as a tree that people read, one node a line, inputs indented below.
 *
 * <p>Columns appear by their names; two of one name are told apart by {@code #} and their position.
 */
public final class PlanPrinter implements PlanVisitor<String> {

  private final List<List<Column>> outer;

  private PlanPrinter(List<List<Column>> outer) {
    this.outer = outer;
  }

  /** The tree, each line ended. */
  public static String print(PlanNode node) {
    StringBuilder text = new StringBuilder();
    new PlanPrinter(List.of()).print(node, 0, text);
    return text.toString();
  }

  /** A node alone, without its inputs: the operator's name, a space, and what it does. */
  public static String line(PlanNode node) {
    return node.accept(new PlanPrinter(List.of()));
  }

  private void print(PlanNode node, int depth, StringBuilder text) {
    text.append("  ".repeat(depth)).append(node.accept(this)).append('\n');
    for (Expression.SubQuery subQuery : node.subQueries()) {
      List<List<Column>> around = new ArrayList<>(outer);
      around.add(node.inputColumns());
      text.append("  ".repeat(depth + 1)).append("Sub-query\n");
      new PlanPrinter(around).print(subQuery.query(), depth + 2, text);
    }
    node.inputs().forEach(input -> print(input, depth + 1, text));
  }

  @Override
  public String visit(PlanNode.Scan scan) {
    return "Scan "
        + scan.relation().kind().name().toLowerCase(java.util.Locale.ROOT)
        + " "
        + scan.relation().name();
  }

  @Override
  public String visit(PlanNode.Values values) {
    return "Values "
        + names(values.columns())
        + values.rows().stream()
            .map(row -> "(" + expressions(row, List.of()) + ")")
            .collect(Collectors.joining(", ", " = ", ""));
  }

  @Override
  public String visit(PlanNode.Filter filter) {
    return "Filter " + expression(filter.condition(), filter.inputColumns());
  }

  @Override
  public String visit(PlanNode.Project project) {
    List<Column> input = project.inputColumns();
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < project.columns().size(); i++) {
      String name = project.columns().get(i).name();
      String value = expression(project.expressions().get(i), input);
      parts.add(name.equals(value) ? name : name + " = " + value);
    }
    return "Project " + String.join(", ", parts);
  }

  @Override
  public String visit(PlanNode.Window window) {
    List<Column> input = window.input().columns();
    return windowing(
        window.windowing(), ExpressionPrinter.column(window.timeColumn(), input), input);
  }

  private static String windowing(Windowing windowing, String time, List<Column> input) {
    if (windowing instanceof Windowing.Tumble tumble) {
      return "Tumble %s by %s%s".formatted(time, tumble.size(), offset(tumble.offset()));
    } else if (windowing instanceof Windowing.Hop hop) {
      return "Hop %s by %s of %s%s".formatted(time, hop.slide(), hop.size(), offset(hop.offset()));
    } else if (windowing instanceof Windowing.Cumulate cumulate) {
      return "Cumulate %s by %s to %s%s"
          .formatted(time, cumulate.step(), cumulate.size(), offset(cumulate.offset()));
    }
    Windowing.Session session = (Windowing.Session) windowing;
    return "Session %s with gap %s%s"
        .formatted(
            time,
            session.gap(),
            session.keys().isEmpty() ? "" : " of " + by(session.keys(), input));
  }

  private static String offset(Duration offset) {
    return offset.isZero() ? "" : " offset " + offset;
  }

  @Override
  public String visit(PlanNode.Aggregate aggregate) {
    List<Column> input = aggregate.input().columns();
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < aggregate.calls().size(); i++) {
      String name = aggregate.columns().get(aggregate.keys().size() + i).name();
      parts.add(name + " = " + call(aggregate.calls().get(i), input));
    }
    String by =
        aggregate.groupingSets().size() == 1
            ? by(aggregate.keys(), input)
            : aggregate.groupingSets().stream()
                .map(set -> "(" + by(set, input) + ")")
                .collect(Collectors.joining(", "));
    return "Aggregate "
        + String.join(", ", parts)
        + (by.isEmpty() ? "" : (parts.isEmpty() ? "by " : " by ") + by);
  }

  @Override
  public String visit(PlanNode.Unnest unnest) {
    return "Unnest "
        + expression(unnest.array(), unnest.inputColumns())
        + " as "
        + names(unnest.columns().subList(unnest.input().columns().size(), unnest.columns().size()))
        + (unnest.ordinality() ? " with ordinality" : "")
        + (unnest.keepsEmpty() ? ", or nothing" : "");
  }

  @Override
  public String visit(PlanNode.Join join) {
    return "Join "
        + join.type().name().toLowerCase(java.util.Locale.ROOT)
        + " on "
        + expression(join.condition(), join.inputColumns());
  }

  @Override
  public String visit(PlanNode.SetOperation operation) {
    String kind = operation.kind().name();
    return kind.charAt(0)
        + kind.substring(1).toLowerCase(java.util.Locale.ROOT)
        + (operation.all() ? " all" : "");
  }

  @Override
  public String visit(PlanNode.Sort sort) {
    List<Column> input = sort.columns();
    String keys =
        sort.keys().stream()
            .map(
                key ->
                    ExpressionPrinter.column(key.column(), input)
                        + (key.descending() ? " desc" : "")
                        + (key.nullsFirst() ? " nulls first" : " nulls last"))
            .collect(Collectors.joining(", "));
    return "Sort"
        + (keys.isEmpty() ? "" : " by " + keys)
        + count(" offset ", sort.offset())
        + count(" limit ", sort.limit());
  }

  /** How an aggregate reads, for example {@code sum(amount) filter amount > 0}. */
  static String call(AggregateCall call, List<Column> input) {
    String operands =
        call.function() == AggregateFunction.COUNT && call.operands().isEmpty()
            ? "*"
            : by(call.operands(), input);
    return call.function().name().toLowerCase(java.util.Locale.ROOT)
        + "("
        + (call.distinct() ? "distinct " : "")
        + call.percentile().map(of -> of.fraction() + " of ").orElse("")
        + operands
        + call.percentile()
            .filter(AggregateCall.Percentile::descending)
            .map(of -> " desc")
            .orElse("")
        + ")"
        + call.filter().map(i -> " filter " + ExpressionPrinter.column(i, input)).orElse("");
  }

  private static String by(List<Integer> positions, List<Column> input) {
    return positions.stream()
        .map(i -> ExpressionPrinter.column(i, input))
        .collect(Collectors.joining(", "));
  }

  private String expressions(List<Expression> expressions, List<Column> input) {
    return expressions.stream().map(e -> expression(e, input)).collect(Collectors.joining(", "));
  }

  private String expression(Expression expression, List<Column> input) {
    return ExpressionPrinter.print(expression, input, outer);
  }

  private static String names(List<Column> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  private static String count(String word, Optional<Long> value) {
    return value.map(n -> word + n).orElse("");
  }
}
