package io.thalweg.sql.functions;

import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** {@code SESSION(TABLE t, DESCRIPTOR(time) [, DESCRIPTOR(key, …)], gap)}. */
final class SessionOperands implements SqlOperandMetadata {

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    if (isRight(binding)) {
      return true;
    }
    if (throwOnFailure) {
      throw binding.newValidationSignatureError();
    }
    return false;
  }

  private static boolean isRight(SqlCallBinding binding) {
    RelDataType rows = binding.getValidator().getValidatedNodeType(binding.operand(0));
    int last = binding.getOperandCount() - 1;
    if (rows.getSqlTypeName() != SqlTypeName.ROW
        || !SqlTypeUtil.isInterval(binding.getOperandType(last))) {
      return false;
    }
    for (int i = 1; i < last; i++) {
      SqlNode descriptor = binding.operand(i);
      if (descriptor.getKind() != SqlKind.DESCRIPTOR) {
        return false;
      }
      for (SqlNode column : ((SqlCall) descriptor).getOperandList()) {
        RelDataTypeField field =
            column instanceof SqlIdentifier name && name.isSimple()
                ? rows.getField(name.getSimple(), false, false)
                : null;
        if (field == null || i == 1 && !SqlTypeUtil.isTimestamp(field.getType())) {
          return false;
        }
      }
    }
    return ((SqlCall) binding.operand(1)).operandCount() == 1;
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return SqlOperandCountRanges.between(3, 4);
  }

  @Override
  public String getAllowedSignatures(SqlOperator operator, String name) {
    return name.toUpperCase(Locale.ROOT)
        + "(TABLE table, DESCRIPTOR(time) [, DESCRIPTOR(key)], interval)";
  }

  @Override
  public List<RelDataType> paramTypes(RelDataTypeFactory types) {
    return List.of();
  }

  @Override
  public List<String> paramNames() {
    return List.of("DATA", "TIMECOL", "KEY", "GAP");
  }

  @Override
  public boolean isFixedParameters() {
    return false;
  }
}
