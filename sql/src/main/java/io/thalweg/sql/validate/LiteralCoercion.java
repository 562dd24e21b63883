package io.thalweg.sql.validate;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;

/**
 * The only implicit cast: a text literal that is compared with a date or timestamp is one.
 * Everything else of different types is refused, so that no engine casts by its own rules.
 */
final class LiteralCoercion extends TypeCoercionImpl {

  LiteralCoercion(RelDataTypeFactory types, SqlValidator validator) {
    super(types, validator);
  }

  @Override
  public boolean binaryComparisonCoercion(SqlCallBinding binding) {
    return coerce(binding);
  }

  @Override
  public boolean inOperationCoercion(SqlCallBinding binding) {
    SqlCall call = binding.getCall();
    RelDataType left = binding.getOperandType(0);
    if (!isTime(left) || !(call.operand(1) instanceof SqlNodeList list)) {
      return false;
    }
    boolean changed = false;
    for (int i = 0; i < list.size(); i++) {
      if (isText(list.get(i))) {
        changed |= coerceColumnType(binding.getScope(), list, i, left);
      }
    }
    if (changed) {
      // the list's type was derived before its values were cast
      validator.setValidatedNodeType(list, left);
    }
    return changed;
  }

  private boolean coerce(SqlCallBinding binding) {
    SqlCall call = binding.getCall();
    List<RelDataType> types =
        call.getOperandList().stream()
            .map(operand -> validator.deriveType(binding.getScope(), operand))
            .toList();
    Optional<RelDataType> time =
        types.stream()
            .filter(LiteralCoercion::isTime)
            .max(Comparator.comparing(type -> type.getSqlTypeName() == SqlTypeName.TIMESTAMP));
    boolean changed = false;
    for (int i = 0; i < call.operandCount() && time.isPresent(); i++) {
      boolean date =
          time.get().getSqlTypeName() != types.get(i).getSqlTypeName() && isTime(types.get(i));
      if (date || isText(call.operand(i))) {
        changed |= coerceOperandType(binding.getScope(), call, i, time.get());
      }
    }
    return changed;
  }

  private static boolean isTime(RelDataType type) {
    return SqlTypeUtil.isDatetime(type);
  }

  private static boolean isText(SqlNode node) {
    return node instanceof SqlLiteral literal
        && literal.getTypeName().getFamily() == SqlTypeFamily.CHARACTER;
  }

  @Override
  public boolean binaryArithmeticCoercion(SqlCallBinding binding) {
    return false;
  }

  @Override
  public boolean caseWhenCoercion(SqlCallBinding binding) {
    return false;
  }

  @Override
  public boolean caseOrEquivalentCoercion(SqlCallBinding binding) {
    return false;
  }

  @Override
  public boolean quantifyOperationCoercion(SqlCallBinding binding) {
    return false;
  }

  @Override
  public boolean builtinFunctionCoercion(
      SqlCallBinding binding, List<RelDataType> types, List<SqlTypeFamily> expected) {
    return false;
  }

  @Override
  public boolean userDefinedFunctionCoercion(
      SqlValidatorScope scope, SqlCall call, SqlFunction function) {
    return false;
  }

  @Override
  public boolean rowTypeCoercion(
      SqlValidatorScope scope, SqlNode query, int column, RelDataType target) {
    return false;
  }
}
