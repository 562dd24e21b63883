package io.thalweg.sql.convert;

import io.thalweg.sql.plan.AggregateCall;
import io.thalweg.sql.plan.AggregateFunction;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.PlanNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/** From Calcite's aggregates to ours. */
final class AggregateConverter {

  private AggregateConverter() {}

  /** Aggregates of the row that has the least or greatest of something go by the log at ties. */
  static PlanNode convert(Aggregate aggregate, PlanNode input) {
    boolean ties =
        aggregate.getAggCallList().stream()
            .anyMatch(call -> dependsOnTies(function(call.getAggregation().getKind())));
    Optional<LogOrder> log = ties ? LogOrder.of(input) : Optional.empty();
    List<Integer> place =
        log.stream().flatMap(order -> order.place().stream()).map(ColumnReference::index).toList();
    return new PlanNode.Aggregate(
        log.map(LogOrder::plan).orElse(input),
        PlanConverter.columns(aggregate.getRowType()),
        aggregate.getGroupSet().asList(),
        aggregate.getGroupSets().stream().map(ImmutableBitSet::asList).toList(),
        aggregate.getAggCallList().stream().map(call -> call(call, aggregate, place)).toList());
  }

  private static boolean dependsOnTies(AggregateFunction function) {
    return function == AggregateFunction.MIN_BY || function == AggregateFunction.MAX_BY;
  }

  private static AggregateCall call(
      org.apache.calcite.rel.core.AggregateCall call, Aggregate aggregate, List<Integer> place) {
    AggregateFunction function = function(call.getAggregation().getKind());
    boolean percentile =
        function == AggregateFunction.PERCENTILE_CONT
            || function == AggregateFunction.PERCENTILE_DISC;
    List<Integer> operands =
        new ArrayList<>(percentile ? call.getCollation().getKeys() : call.getArgList());
    if (dependsOnTies(function)) {
      operands.addAll(place);
    }
    return new AggregateCall(
        function,
        operands,
        call.isDistinct(),
        call.filterArg < 0 ? Optional.empty() : Optional.of(call.filterArg),
        percentile ? Optional.of(percentile(call, aggregate)) : Optional.empty(),
        ExpressionConverter.type(call.getType()));
  }

  /** Calcite puts the fraction into a column of the input. */
  private static AggregateCall.Percentile percentile(
      org.apache.calcite.rel.core.AggregateCall call, Aggregate aggregate) {
    boolean descending = call.getCollation().getFieldCollations().get(0).direction.isDescending();
    if (aggregate.getInput() instanceof Project project
        && project.getProjects().get(call.getArgList().get(0)) instanceof RexLiteral fraction) {
      return new AggregateCall.Percentile(fraction.getValueAs(BigDecimal.class), descending);
    }
    throw new UnsupportedPlanException("a percentile whose fraction is no number");
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
      case ARG_MIN -> AggregateFunction.MIN_BY;
      case ARG_MAX -> AggregateFunction.MAX_BY;
      case PERCENTILE_CONT -> AggregateFunction.PERCENTILE_CONT;
      case PERCENTILE_DISC -> AggregateFunction.PERCENTILE_DISC;
      case GROUPING -> AggregateFunction.GROUPING;
      default -> throw new UnsupportedPlanException(kind.name());
    };
  }
}
