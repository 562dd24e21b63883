package io.thalweg.sql.convert;

import io.thalweg.sql.plan.AggregateCall;
import io.thalweg.sql.plan.AggregateFunction;
import io.thalweg.sql.plan.PlanNode;
import java.util.Optional;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/** From Calcite's aggregates to ours. */
final class AggregateConverter {

  private AggregateConverter() {}

  static PlanNode convert(Aggregate aggregate, PlanNode input) {
    return new PlanNode.Aggregate(
        input,
        PlanConverter.columns(aggregate.getRowType()),
        aggregate.getGroupSet().asList(),
        aggregate.getGroupSets().stream().map(ImmutableBitSet::asList).toList(),
        aggregate.getAggCallList().stream().map(AggregateConverter::call).toList());
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
      default -> throw new UnsupportedPlanException(kind.name());
    };
  }
}
