package io.thalweg.process.duckdb.sql;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.ExpressionVisitor;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes expressions as DuckDB's SQL. The text of an operand is always one term: a name, a literal,
 * a call, or something in parentheses.
 */
public final class DuckDbExpressions implements ExpressionVisitor<String> {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  /** Some functions need an operand twice, which doubles the text at each level of nesting. */
  private static final int MAX_LENGTH = 1_000_000;

  /** What writes the sub-queries of a plan. */
  interface SubQueries {
    /**
     * A sub-query as one term.
     *
     * @param operands SQL of its operands
     * @param row SQL of what each column of the row stands for, for which it is computed
     */
    String write(Expression.SubQuery subQuery, List<String> operands, List<String> row);

    /** What stands for a column of an outer row. */
    String write(Expression.OuterReference reference);
  }

  private final List<String> columns;
  private final Optional<SubQueries> subQueries;

  private DuckDbExpressions(List<String> columns, Optional<SubQueries> subQueries) {
    this.columns = columns;
    this.subQueries = subQueries;
  }

  /**
   * The SQL of an expression without sub-queries.
   *
   * @param columns SQL of what each column reference stands for, each one term
   */
  public static String write(Expression expression, List<String> columns) {
    return strip(expression.accept(new DuckDbExpressions(columns, Optional.empty())));
  }

  /** What writes expressions over columns, each text one term. */
  static DuckDbExpressions over(List<String> columns, SubQueries subQueries) {
    return new DuckDbExpressions(columns, Optional.of(subQueries));
  }

  /** The parentheses around a whole expression say nothing, except around a sub-query. */
  static String strip(String text) {
    if (!Terms.isParenthesized(text)) {
      return text;
    }
    String inner = text.substring(1, text.length() - 1);
    return inner.stripLeading().startsWith("SELECT") ? text : inner;
  }

  @Override
  public String visit(Expression.ColumnReference reference) {
    return columns.get(reference.index());
  }

  @Override
  public String visit(Expression.Literal literal) {
    return literal
        .value()
        .map(value -> literal(value, literal.type()))
        .orElse("CAST(NULL AS " + DuckDbTypes.name(literal.type()) + ")");
  }

  private static String literal(Object value, DataType type) {
    if (type instanceof Decimal) {
      return "CAST('%s' AS %s)"
          .formatted(((BigDecimal) value).toPlainString(), DuckDbTypes.name(type));
    }
    return switch ((Primitive) type) {
      case BOOLEAN -> value.toString().toUpperCase(Locale.ROOT);
      case INT -> ((Number) value).longValue() < 0 ? "(" + value + ")" : value.toString();
      case LONG -> "CAST(" + value + " AS BIGINT)";
      case DOUBLE -> floating((Double) value);
      case STRING -> Identifiers.text((String) value);
      case DATE -> "DATE '" + (LocalDate) value + "'";
      case TIMESTAMP ->
          "TIMESTAMP '" + TIMESTAMP.format((LocalDateTime) value).replaceAll("\\.?0+$", "") + "'";
    };
  }

  /** Without an exponent it would be a decimal. */
  private static String floating(double value) {
    String digits = Double.toString(value);
    String text = digits.contains("E") ? digits.replace("E", "e") : digits + "e0";
    return value < 0 ? "(" + text + ")" : text;
  }

  @Override
  public String visit(Expression.Interval interval) {
    String months = "to_months(" + interval.months() + ")";
    String micros = "to_microseconds(" + interval.micros() + ")";
    if (interval.months() == 0) {
      return micros;
    }
    return interval.micros() == 0 ? months : "(" + months + " + " + micros + ")";
  }

  @Override
  public String visit(Expression.Call call) {
    Optional<Expression.Call> extract = DuckDbPatterns.asksWhetherFound(call);
    String text =
        extract.isPresent()
            ? DuckDbPatterns.isFound(call.function(), operands(extract.get()))
            : DuckDbFunctions.write(call, operands(call));
    if (text.length() > MAX_LENGTH) {
      throw new TooComplexException();
    }
    return text;
  }

  private List<String> operands(Expression.Call call) {
    return call.operands().stream().map(operand -> operand.accept(this)).toList();
  }

  @Override
  public String visit(Expression.Cast cast) {
    String text =
        DuckDbCasts.write(cast.operand().accept(this), cast.operand().type(), cast.type());
    if (text.length() > MAX_LENGTH) {
      throw new TooComplexException();
    }
    return text;
  }

  @Override
  public String visit(Expression.Case choice) {
    return choice.branches().stream()
            .map(
                branch ->
                    " WHEN "
                        + strip(branch.condition().accept(this))
                        + " THEN "
                        + strip(branch.value().accept(this)))
            .collect(Collectors.joining("", "CASE", ""))
        + " ELSE "
        + strip(choice.otherwise().accept(this))
        + " END";
  }

  @Override
  public String visit(Expression.Over over) {
    return DuckDbWindows.write(over, expression -> expression.accept(this));
  }

  @Override
  public String visit(Expression.OuterReference reference) {
    return subQueries().write(reference);
  }

  @Override
  public String visit(Expression.SubQuery subQuery) {
    List<String> operands = subQuery.operands().stream().map(o -> o.accept(this)).toList();
    return subQueries().write(subQuery, operands, columns);
  }

  private SubQueries subQueries() {
    return subQueries.orElseThrow(() -> new IllegalStateException("no sub-query stands here"));
  }
}
