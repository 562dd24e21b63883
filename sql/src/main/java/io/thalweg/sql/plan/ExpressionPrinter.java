package io.thalweg.sql.plan;

import io.thalweg.sql.catalog.Column;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes an expression as people read it, with the names of the columns it refers to. */
public final class ExpressionPrinter implements ExpressionVisitor<String> {

  private final List<Column> columns;
  private final List<List<Column>> outer;

  private ExpressionPrinter(List<Column> columns, List<List<Column>> outer) {
    this.columns = columns;
    this.outer = outer;
  }

  /**
   * The text of an expression.
   *
   * @param columns of the input that it refers to
   * @param outer columns of the rows around, those of the nearest last
   */
  static String print(Expression expression, List<Column> columns, List<List<Column>> outer) {
    return expression.accept(new ExpressionPrinter(columns, outer));
  }

  /** The text of an expression outside of sub-queries. */
  public static String print(Expression expression, List<Column> columns) {
    return print(expression, columns, List.of());
  }

  /** A column's name, with its position where the name does not tell. */
  static String column(int index, List<Column> columns) {
    String name = columns.get(index).name();
    boolean unique = columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).count() == 1;
    return unique ? name : name + "#" + index;
  }

  @Override
  public String visit(Expression.ColumnReference reference) {
    return column(reference.index(), columns);
  }

  @Override
  public String visit(Expression.Literal literal) {
    return literal
        .value()
        .map(value -> value instanceof String s ? "'" + s.replace("'", "''") + "'" : "" + value)
        .orElse("null");
  }

  @Override
  public String visit(Expression.Interval interval) {
    return "interval "
        + (interval.months() != 0 ? interval.months() + " months" : "")
        + (interval.months() != 0 && interval.micros() != 0 ? " " : "")
        + (interval.micros() != 0 || interval.months() == 0 ? interval.micros() + " µs" : "");
  }

  @Override
  public String visit(Expression.Call call) {
    if (call.function() == Function.FIELD) {
      return nested(call.operands().get(0))
          + "."
          + ((Expression.Literal) call.operands().get(1)).value().orElseThrow();
    } else if (call.function() == Function.ELEMENT) {
      return nested(call.operands().get(0)) + "[" + call.operands().get(1).accept(this) + "]";
    }
    String symbol = call.function().symbol();
    if (symbol.isEmpty()) {
      return call.function().name().toLowerCase(Locale.ROOT) + "(" + all(call.operands()) + ")";
    }
    List<String> operands = call.operands().stream().map(this::nested).toList();
    return switch (operands.size()) {
      case 1 ->
          call.function().isPostfix() ? operands.get(0) + " " + symbol : symbol + operands.get(0);
      default -> String.join(" " + symbol + " ", operands);
    };
  }

  @Override
  public String visit(Expression.Cast cast) {
    return "cast(" + cast.operand().accept(this) + " as " + cast.type() + ")";
  }

  @Override
  public String visit(Expression.Case choice) {
    return choice.branches().stream()
            .map(b -> " when " + b.condition().accept(this) + " then " + b.value().accept(this))
            .collect(Collectors.joining("", "case", ""))
        + " else "
        + choice.otherwise().accept(this)
        + " end";
  }

  @Override
  public String visit(Expression.Over over) {
    Expression.Over.WindowCall call = over.call();
    String window =
        (over.partitionBy().isEmpty() ? "" : "partition by " + all(over.partitionBy()) + " ")
            + (over.orderBy().isEmpty() ? "" : "order by ")
            + over.orderBy().stream()
                .map(
                    key ->
                        key.expression().accept(this)
                            + (key.descending() ? " desc" : "")
                            + (key.nullsFirst() ? " nulls first" : " nulls last"))
                .collect(Collectors.joining(", "));
    return call.function().name().toLowerCase(Locale.ROOT)
        + "("
        + (call.distinct() ? "distinct " : "")
        + all(call.operands())
        + ") over ("
        + window.strip()
        + over.frame().map(f -> " " + frame(f)).orElse("")
        + ")";
  }

  @Override
  public String visit(Expression.OuterReference reference) {
    List<Column> row = outer.get(outer.size() - reference.depth());
    return "outer ".repeat(reference.depth()) + column(reference.index(), row);
  }

  /** The plan of its query stands below the node, see {@link PlanPrinter}. */
  @Override
  public String visit(Expression.SubQuery subQuery) {
    return switch (subQuery.kind()) {
      case VALUE -> "(sub-query)";
      case EXISTS -> "exists (sub-query)";
      case ANY ->
          "(%s) %s any (sub-query)"
              .formatted(all(subQuery.operands()), subQuery.comparison().symbol());
    };
  }

  private String frame(Expression.Over.Frame frame) {
    return (frame.rows() ? "rows" : "range")
        + " between "
        + bound(frame.from())
        + " and "
        + bound(frame.to());
  }

  private String bound(Expression.Over.Bound bound) {
    String kind = bound.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return switch (bound.kind()) {
      case CURRENT_ROW -> kind;
      default -> bound.distance().map(d -> d.accept(this)).orElse("unbounded") + " " + kind;
    };
  }

  private String nested(Expression expression) {
    String text = expression.accept(this);
    boolean symbolic =
        expression instanceof Expression.Call call && !call.function().symbol().isEmpty();
    return symbolic ? "(" + text + ")" : text;
  }

  private String all(List<Expression> expressions) {
    return expressions.stream().map(e -> e.accept(this)).collect(Collectors.joining(", "));
  }
}
