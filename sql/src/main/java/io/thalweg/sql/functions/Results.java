package io.thalweg.sql.functions;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** The types of results. */
final class Results {

  static final SqlReturnTypeInference TEXT = of(SqlTypeName.VARCHAR);
  static final SqlReturnTypeInference TEXT_OR_NULL =
      ReturnTypes.explicit(SqlTypeName.VARCHAR).andThen(SqlTypeTransforms.FORCE_NULLABLE);
  static final SqlReturnTypeInference DOUBLE = of(SqlTypeName.DOUBLE);
  static final SqlReturnTypeInference INT = of(SqlTypeName.INTEGER);
  static final SqlReturnTypeInference LONG = of(SqlTypeName.BIGINT);
  static final SqlReturnTypeInference BOOLEAN = of(SqlTypeName.BOOLEAN);

  static final SqlReturnTypeInference TIMESTAMP =
      ReturnTypes.explicit(SqlTypeName.TIMESTAMP, 6).andThen(SqlTypeTransforms.TO_NULLABLE);

  /** The type that holds every operand; NULL where all are. */
  static final SqlReturnTypeInference COMMON_ALL =
      ReturnTypes.LEAST_RESTRICTIVE.andThen(SqlTypeTransforms.LEAST_NULLABLE);

  /** The first operand's type. */
  static final SqlReturnTypeInference FIRST = ReturnTypes.ARG0_NULLABLE;

  static final SqlReturnTypeInference FIRST_OR_NULL = ReturnTypes.ARG0_FORCE_NULLABLE;

  /** The first operand's type, a decimal with one digit more, which rounding up may need. */
  static final SqlReturnTypeInference ROUNDED =
      ((SqlReturnTypeInference) Results::rounded).andThen(SqlTypeTransforms.TO_NULLABLE);

  private Results() {}

  private static SqlReturnTypeInference of(SqlTypeName type) {
    return ReturnTypes.explicit(type).andThen(SqlTypeTransforms.TO_NULLABLE);
  }

  private static RelDataType rounded(SqlOperatorBinding binding) {
    RelDataType number = binding.getOperandType(0);
    if (number.getSqlTypeName() != SqlTypeName.DECIMAL) {
      return number;
    }
    RelDataTypeFactory types = binding.getTypeFactory();
    int most = types.getTypeSystem().getMaxPrecision(SqlTypeName.DECIMAL);
    return types.createSqlType(
        SqlTypeName.DECIMAL, Math.min(most, number.getPrecision() + 1), number.getScale());
  }
}
