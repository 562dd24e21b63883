package io.thalweg.process.duckdb.sql;

import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.Over;
import io.thalweg.sql.plan.WindowFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Functions OVER a window. */
final class DuckDbWindows {

  private DuckDbWindows() {}

  /**
   * The SQL of a window function.
   *
   * @param write what writes the expressions in it
   */
  static String write(Over over, Function<Expression, String> write) {
    Over.WindowCall call = over.call();
    String operands =
        call.function() == WindowFunction.COUNT && call.operands().isEmpty()
            ? "*"
            : list(call.operands(), write);
    List<String> clauses = new ArrayList<>();
    if (!over.partitionBy().isEmpty()) {
      clauses.add("PARTITION BY " + list(over.partitionBy(), write));
    }
    if (!over.orderBy().isEmpty()) {
      clauses.add(
          over.orderBy().stream()
              .map(key -> key(key, write))
              .collect(Collectors.joining(", ", "ORDER BY ", "")));
    }
    over.frame().ifPresent(frame -> clauses.add(frame(frame, write)));
    String text =
        "%s(%s%s) OVER (%s)"
            .formatted(
                call.function().name().toLowerCase(Locale.ROOT),
                call.distinct() ? "DISTINCT " : "",
                operands,
                String.join(" ", clauses));
    return call.function() == WindowFunction.SUM ? DuckDbAggregates.total(text, over.type()) : text;
  }

  private static String key(Over.OrderBy key, Function<Expression, String> write) {
    return write.apply(key.expression())
        + (key.descending() ? " DESC" : "")
        + (key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
  }

  private static String frame(Over.Frame frame, Function<Expression, String> write) {
    return (frame.rows() ? "ROWS" : "RANGE")
        + " BETWEEN "
        + bound(frame.from(), write)
        + " AND "
        + bound(frame.to(), write);
  }

  private static String bound(Over.Bound bound, Function<Expression, String> write) {
    String distance = bound.distance().map(write).orElse("UNBOUNDED");
    return switch (bound.kind()) {
      case PRECEDING -> distance + " PRECEDING";
      case CURRENT_ROW -> "CURRENT ROW";
      case FOLLOWING -> distance + " FOLLOWING";
    };
  }

  private static String list(List<Expression> expressions, Function<Expression, String> write) {
    return expressions.stream().map(write).collect(Collectors.joining(", "));
  }
}
