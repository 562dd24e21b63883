package io.thalweg.sql.functions;

import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.util.Optionality;

/** Aggregates for which the order of rows matters. */
final class OrderedAggregates {

  /** Of no row, or of NULLs alone, the result is NULL. */
  private static final SqlReturnTypeInference FIRST =
      ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE);

  static final SqlAggFunction MIN_BY = by("MIN_BY", SqlKind.ARG_MIN);
  static final SqlAggFunction MAX_BY = by("MAX_BY", SqlKind.ARG_MAX);

  private OrderedAggregates() {}

  private static SqlAggFunction by(String name, SqlKind kind) {
    return SqlBasicAggFunction.create(name, kind, FIRST, OperandTypes.ANY_ANY)
        .withFunctionType(SqlFunctionCategory.SYSTEM)
        .withGroupOrder(Optionality.FORBIDDEN);
  }
}
