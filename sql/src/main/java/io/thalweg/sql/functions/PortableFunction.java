package io.thalweg.sql.functions;

import io.thalweg.sql.plan.Function;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;

/** A function whose meaning is ours: Calcite only checks its arguments. */
public final class PortableFunction extends SqlFunction {

  private final Function function;
  private final boolean withoutParentheses;

  PortableFunction(
      String name,
      Function function,
      SqlReturnTypeInference result,
      SqlOperandTypeChecker arguments,
      boolean withoutParentheses) {
    super(
        name,
        SqlKind.OTHER_FUNCTION,
        result,
        null,
        arguments,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.function = function;
    this.withoutParentheses = withoutParentheses;
  }

  public Function function() {
    return function;
  }

  @Override
  public SqlSyntax getSyntax() {
    return withoutParentheses ? SqlSyntax.FUNCTION_ID : SqlSyntax.FUNCTION;
  }
}
