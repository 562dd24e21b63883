package io.thalweg.sql.convert;

import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Windowing;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/** From calls of window functions to our windows. */
final class WindowConverter {

  private WindowConverter() {}

  /** The position of the time that the rows are put into windows by. */
  static int timeColumn(TableFunctionScan scan) {
    return descriptor(operands(scan).get(0)).get(0);
  }

  static Windowing convert(TableFunctionScan scan) {
    List<RexNode> operands = operands(scan);
    String name = ((RexCall) scan.getCall()).getOperator().getName();
    return switch (name) {
      case "TUMBLE" -> new Windowing.Tumble(duration(operands, 1), offset(operands, 2));
      case "HOP" ->
          new Windowing.Hop(duration(operands, 1), duration(operands, 2), offset(operands, 3));
      case "CUMULATE" ->
          new Windowing.Cumulate(duration(operands, 1), duration(operands, 2), offset(operands, 3));
      case "SESSION" -> session(operands);
      default -> throw new UnsupportedPlanException(name);
    };
  }

  private static Windowing session(List<RexNode> operands) {
    List<Integer> keys = operands.size() > 2 ? descriptor(operands.get(1)) : List.of();
    return new Windowing.Session(duration(operands, operands.size() - 1), keys);
  }

  private static List<RexNode> operands(TableFunctionScan scan) {
    return ((RexCall) scan.getCall()).getOperands();
  }

  private static List<Integer> descriptor(RexNode node) {
    if (node.getKind() != SqlKind.DESCRIPTOR) {
      throw new UnsupportedPlanException("a window whose columns no DESCRIPTOR names");
    }
    List<Integer> columns = new ArrayList<>();
    for (RexNode column : ((RexCall) node).getOperands()) {
      columns.add(((RexInputRef) column).getIndex());
    }
    return columns;
  }

  private static Duration offset(List<RexNode> operands, int index) {
    return index < operands.size() ? duration(operands, index) : Duration.ZERO;
  }

  private static Duration duration(List<RexNode> operands, int index) {
    var interval = (Expression.Interval) ExpressionConverter.PLAIN.convert(operands.get(index));
    return Duration.of(interval.micros(), ChronoUnit.MICROS);
  }
}
