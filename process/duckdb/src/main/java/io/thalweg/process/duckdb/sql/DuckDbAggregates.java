package io.thalweg.process.duckdb.sql;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.plan.AggregateCall;
import io.thalweg.sql.plan.AggregateFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Aggregates in DuckDB's SQL, with the type that the plan gives them. Thread-safe. */
public final class DuckDbAggregates {

  private DuckDbAggregates() {}

  /**
   * The SQL of an aggregate.
   *
   * @param columns SQL of what each column of the input stands for
   */
  public static String write(AggregateCall call, List<String> columns) {
    List<String> terms =
        call.operands().stream().map(columns::get).map(DuckDbExpressions::strip).toList();
    List<String> conditions = new ArrayList<>();
    call.filter().map(columns::get).map(DuckDbExpressions::strip).ifPresent(conditions::add);
    String text =
        switch (call.function()) {
          case MIN_BY, MAX_BY -> {
            terms.subList(0, 2).forEach(term -> conditions.add("(" + term + ") IS NOT NULL"));
            yield by(call.function(), terms);
          }
          case PERCENTILE_CONT -> percentile(call, "CAST(" + terms.get(0) + " AS DOUBLE)");
          case PERCENTILE_DISC -> percentile(call, terms.get(0));
          default -> plain(call, String.join(", ", terms));
        };
    if (!conditions.isEmpty()) {
      text += " FILTER (WHERE " + String.join(" AND ", conditions) + ")";
    }
    boolean sum = call.function() == AggregateFunction.SUM;
    return sum || call.function() == AggregateFunction.GROUPING ? total(text, call.type()) : text;
  }

  private static String plain(AggregateCall call, String operands) {
    String arguments = operands.isEmpty() ? "*" : (call.distinct() ? "DISTINCT " : "") + operands;
    return name(call.function()) + "(" + arguments + ")";
  }

  /**
   * Of rows with equal second operands the first, or last, in the log. A row that is in several
   * windows has its place several times: there the least, or greatest, value decides.
   */
  private static String by(AggregateFunction function, List<String> terms) {
    String direction = function == AggregateFunction.MIN_BY ? " ASC" : " DESC";
    String value = terms.get(0);
    return Stream.concat(terms.stream().skip(1), Stream.of(value))
        .map(term -> term + direction)
        .collect(Collectors.joining(", ", "first(" + value + " ORDER BY ", ")"));
  }

  private static String percentile(AggregateCall call, String operand) {
    AggregateCall.Percentile percentile = call.percentile().orElseThrow();
    return "%s(%s) WITHIN GROUP (ORDER BY %s%s)"
        .formatted(
            name(call.function()),
            percentile.fraction().toPlainString(),
            operand,
            percentile.descending() ? " DESC" : "");
  }

  private static String name(AggregateFunction function) {
    return function.name().toLowerCase(Locale.ROOT);
  }

  /** DuckDB's sum of integers is a HUGEINT; what is not LONG any more is an error of the data. */
  static String total(String text, DataType type) {
    return type == Primitive.LONG || type instanceof Decimal
        ? "CAST(" + text + " AS " + DuckDbTypes.name(type) + ")"
        : text;
  }
}
