package io.thalweg.sql.convert;

import io.thalweg.sql.functions.WindowTableFunction;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/** Calcite's own conversions of calls, but for those that would take a call apart. */
final class PortableConvertlets implements SqlRexConvertletTable {

  @Override
  public SqlRexConvertlet get(SqlCall call) {
    if (call.getOperator() instanceof WindowTableFunction) {
      return PortableConvertlets::window;
    }
    if (call.getOperator() instanceof SqlAggFunction function) {
      // an average stays one, also OVER a window
      return (context, aggregate) ->
          StandardConvertletTable.INSTANCE.convertAggregateFunction(context, function, aggregate);
    }
    return switch (call.getKind()) {
      case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM, TIMESTAMP_ADD, TIMESTAMP_DIFF, EXTRACT, MOD ->
          PortableConvertlets::asWritten;
      default -> StandardConvertletTable.INSTANCE.get(call);
    };
  }

  /** The call with its operands converted and nothing else; a unit becomes its name. */
  private static RexNode asWritten(SqlRexContext context, SqlCall call) {
    RexBuilder rex = context.getRexBuilder();
    List<RexNode> operands = new ArrayList<>();
    for (SqlNode operand : call.getOperandList()) {
      operands.add(
          operand instanceof SqlIntervalQualifier unit
              ? rex.makeLiteral(unit.timeUnitRange.name())
              : context.convertExpression(operand));
    }
    return rex.makeCall(
        context.getValidator().getValidatedNodeType(call), call.getOperator(), operands);
  }

  /** Calcite would look the columns up among the columns that the window adds. */
  private static RexNode window(SqlRexContext context, SqlCall call) {
    RexBuilder rex = context.getRexBuilder();
    RelDataType input = context.getValidator().getValidatedNodeType(call.operand(0));
    List<RexNode> operands = new ArrayList<>();
    for (SqlNode operand : call.getOperandList().subList(1, call.operandCount())) {
      operands.add(
          operand.getKind() == SqlKind.DESCRIPTOR
              ? descriptor(rex, input, (SqlCall) operand)
              : context.convertExpression(operand));
    }
    return rex.makeCall(
        context.getValidator().getValidatedNodeType(call), call.getOperator(), operands);
  }

  private static RexNode descriptor(RexBuilder rex, RelDataType input, SqlCall call) {
    return rex.makeCall(
        SqlStdOperatorTable.DESCRIPTOR,
        call.getOperandList().stream()
            .map(name -> input.getField(((SqlIdentifier) name).getSimple(), false, false))
            .map(field -> rex.makeInputRef(field.getType(), field.getIndex()))
            .toList());
  }
}
