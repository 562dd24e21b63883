package io.thalweg.sql.convert;

import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.AggregateCall;
import io.thalweg.sql.plan.AggregateFunction;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/** From Calcite's aggregates to ours. */
final class AggregateConverter {

  private AggregateConverter() {}

  /**
   * The aggregate over an input. A literal among the calls, which is how Calcite marks that a
   * sub-query has rows, is put beside the groups.
   */
  static PlanNode convert(Aggregate aggregate, PlanNode input) {
    List<Column> columns = PlanConverter.columns(aggregate.getRowType());
    List<Integer> keys = aggregate.getGroupSet().asList();
    List<Column> kept = new ArrayList<>(columns.subList(0, keys.size()));
    List<AggregateCall> calls = new ArrayList<>();
    List<Expression> output = new ArrayList<>();
    for (Column key : kept) {
      output.add(new ColumnReference(output.size(), key.type()));
    }
    for (var call : aggregate.getAggCallList()) {
      Column column = columns.get(output.size());
      if (call.getAggregation().getKind() == SqlKind.LITERAL_AGG) {
        RexNode literal = call.rexList.get(0);
        output.add(Coercion.cast(ExpressionConverter.convert(literal), column.type()));
      } else {
        output.add(new ColumnReference(kept.size(), column.type()));
        kept.add(column);
        calls.add(call(call));
      }
    }
    var result =
        new PlanNode.Aggregate(
            input,
            kept,
            keys,
            aggregate.getGroupSets().stream().map(ImmutableBitSet::asList).toList(),
            calls);
    return kept.size() == columns.size() ? result : new PlanNode.Project(result, columns, output);
  }

  private static AggregateCall call(org.apache.calcite.rel.core.AggregateCall call) {
    return new AggregateCall(
        function(call.getAggregation().getKind()),
        call.getArgList(),
        call.isDistinct(),
        call.filterArg < 0 ? Optional.empty() : Optional.of(call.filterArg),
        ExpressionConverter.type(call.getType()));
  }

  private static AggregateFunction function(SqlKind kind) {
    return switch (kind) {
      case COUNT -> AggregateFunction.COUNT;
      case SUM -> AggregateFunction.SUM;
      case AVG -> AggregateFunction.AVG;
      case MIN -> AggregateFunction.MIN;
      case MAX -> AggregateFunction.MAX;
      case STDDEV_POP -> AggregateFunction.STDDEV_POP;
      case STDDEV_SAMP -> AggregateFunction.STDDEV_SAMP;
      case VAR_POP -> AggregateFunction.VAR_POP;
      case VAR_SAMP -> AggregateFunction.VAR_SAMP;
      case GROUPING -> AggregateFunction.GROUPING;
      case SINGLE_VALUE -> AggregateFunction.SINGLE_VALUE;
      default -> throw new UnsupportedPlanException(kind.name());
    };
  }
}
