package io.thalweg.process.duckdb.pipeline;

import io.thalweg.definitions.DataType;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.AggregateCall;
import io.thalweg.sql.plan.AggregateFunction;
import java.util.List;

/**
 * One aggregate in parts that can be merged in any order. Sums of integers and decimals stay exact.
 *
 * @param parts its columns in the state
 * @param result SQL that gives the aggregate's value, with a {@code %s} for each part
 */
record PartialAggregate(List<Part> parts, String result) {

  /** The aggregate's value from several rows of the state. */
  String ofMany() {
    return result.formatted(parts.stream().map(Part::merged).toArray());
  }

  /** The aggregate's value from one row of the state. */
  String ofOne() {
    return result.formatted(parts.stream().map(Part::name).toArray());
  }

  /**
   * A column of the state.
   *
   * @param name in the state
   * @param type in DuckDB
   * @param ofRows SQL that computes it from rows whose columns are c0, c1, …
   * @param merged SQL that puts several into one
   */
  record Part(String name, String type, String ofRows, String merged) {

    /** The column with a value. */
    String column(String value) {
      return "CAST(%s AS %s) AS %s".formatted(value, type, name);
    }
  }

  /** Whether all of some aggregates can be kept in parts. */
  static boolean canMerge(List<AggregateCall> calls) {
    return calls.stream().allMatch(PartialAggregate::canMerge);
  }

  private static boolean canMerge(AggregateCall call) {
    return switch (call.function()) {
      case MIN, MAX -> true;
      case COUNT, SUM, AVG -> !call.distinct() && call.operands().size() <= 1;
      default -> false;
    };
  }

  /**
   * @param index of the call, which makes its parts' names
   * @param input columns of the rows
   */
  static PartialAggregate of(AggregateCall call, int index, List<Column> input) {
    String operand = call.operands().isEmpty() ? "*" : "c" + call.operands().get(0);
    String filter = call.filter().map(column -> " FILTER (WHERE c" + column + ")").orElse("");
    String name = "p" + index;
    String type = DuckDbTypes.name(call.type());
    if (call.function() == AggregateFunction.COUNT) {
      Part count = count(name, operand, filter);
      return new PartialAggregate(List.of(count), "coalesce(%s, 0)");
    }
    DataType operandType = input.get(call.operands().get(0)).type();
    return switch (call.function()) {
      case MIN, MAX -> {
        String function = call.function() == AggregateFunction.MIN ? "min" : "max";
        Part part =
            new Part(
                name,
                DuckDbTypes.name(operandType),
                function + "(" + operand + ")" + filter,
                function + "(" + name + ")");
        yield new PartialAggregate(List.of(part), "%s");
      }
      case SUM -> {
        Part sum = sum(name, operandType, operand, filter);
        yield new PartialAggregate(List.of(sum), "CAST(%s AS " + type + ")");
      }
      case AVG -> {
        Part sum = sum(name + "s", operandType, operand, filter);
        Part count = count(name + "n", operand, filter);
        yield new PartialAggregate(
            List.of(sum, count), "CAST(CAST(%s AS DOUBLE) / nullif(%s, 0) AS " + type + ")");
      }
      default -> throw new IllegalArgumentException(call.function() + " cannot be merged");
    };
  }

  private static Part count(String name, String operand, String filter) {
    return new Part(
        name, "BIGINT", "count(" + operand + ")" + filter, "CAST(sum(" + name + ") AS BIGINT)");
  }

  private static Part sum(String name, DataType operandType, String operand, String filter) {
    String type;
    if (operandType instanceof DataType.Decimal decimal) {
      type = "DECIMAL(" + DataType.Decimal.MAX_PRECISION + "," + decimal.scale() + ")";
    } else {
      type = operandType == DataType.Primitive.DOUBLE ? "DOUBLE" : "HUGEINT";
    }
    return new Part(name, type, "sum(" + operand + ")" + filter, "sum(" + name + ")");
  }
}
