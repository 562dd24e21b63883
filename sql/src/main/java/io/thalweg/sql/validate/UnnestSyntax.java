package io.thalweg.sql.validate;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.problem.SqlProblem;
import java.util.Optional;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUtil;

/** The forms of UNNEST: of one array, joined without a condition. */
final class UnnestSyntax {

  private UnnestSyntax() {}

  static boolean isUnnest(SqlNode source) {
    return SqlUtil.stripAs(source).getKind() == SqlKind.UNNEST;
  }

  /** What is wrong with UNNEST itself, if anything. */
  static Optional<Problem> problem(SqlCall unnest, SourceText sql) {
    if (unnest.operandCount() > 1) {
      return Optional.of(
          refused(
              unnest,
              "UNNEST of several arrays",
              "Write one CROSS JOIN UNNEST(array) for each.",
              sql));
    }
    SqlNode array = unnest.operand(0);
    boolean path =
        array instanceof SqlIdentifier
            || array.getKind() == SqlKind.ITEM
            || array.getKind() == SqlKind.DOT
            || array.getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR; // refused by itself
    return path
        ? Optional.empty()
        : Optional.of(
            refused(array, "UNNEST of anything but a column", "Name an array's column.", sql));
  }

  /** What is wrong with a join whose right side is UNNEST, if anything. */
  static Optional<Problem> problem(SqlJoin join, SourceText sql) {
    JoinType type = join.getJoinType();
    if (type == JoinType.RIGHT || type == JoinType.FULL) {
      return Optional.of(
          refused(
              join.getRight(),
              type.name() + " JOIN UNNEST",
              "Write CROSS JOIN UNNEST(array), or LEFT JOIN UNNEST(array) ON TRUE.",
              sql));
    }
    SqlNode condition = join.getCondition();
    boolean none =
        join.getConditionType() == JoinConditionType.NONE && !join.isNatural()
            || condition instanceof SqlLiteral literal && Boolean.TRUE.equals(literal.getValue());
    return none
        ? Optional.empty()
        : Optional.of(
            refused(
                condition == null ? join : condition,
                "a condition of a join with UNNEST",
                "Write ON TRUE, and the condition in WHERE.",
                sql));
  }

  private static Problem refused(SqlNode node, String what, String hint, SourceText sql) {
    return SqlProblem.SQL_UNSUPPORTED
        .at(Positions.locate(sql, node), what + " is not supported")
        .withHint(hint);
  }
}
