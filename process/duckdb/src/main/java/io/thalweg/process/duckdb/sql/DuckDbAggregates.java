package io.thalweg.process.duckdb.sql;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.plan.AggregateCall;
import io.thalweg.sql.plan.AggregateFunction;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Aggregates in DuckDB's SQL, with the type that the plan gives them. Thread-safe. */
public final class DuckDbAggregates {

  private DuckDbAggregates() {}

  /**
   * The SQL of an aggregate.
   *
   * @param columns SQL of what each column of the input stands for
   */
  public static String write(AggregateCall call, List<String> columns) {
    String operands =
        call.operands().stream()
            .map(i -> DuckDbExpressions.strip(columns.get(i)))
            .collect(Collectors.joining(", "));
    String filter =
        call.filter()
            .map(i -> " FILTER (WHERE " + DuckDbExpressions.strip(columns.get(i)) + ")")
            .orElse("");
    String arguments = operands.isEmpty() ? "*" : (call.distinct() ? "DISTINCT " : "") + operands;
    String text = call.function().name().toLowerCase(Locale.ROOT) + "(" + arguments + ")" + filter;
    boolean sum = call.function() == AggregateFunction.SUM;
    return sum || call.function() == AggregateFunction.GROUPING ? total(text, call.type()) : text;
  }

  /** DuckDB's sum of integers is a HUGEINT; what is not LONG any more is an error of the data. */
  static String total(String text, DataType type) {
    return type == Primitive.LONG || type instanceof Decimal
        ? "CAST(" + text + " AS " + DuckDbTypes.name(type) + ")"
        : text;
  }
}
