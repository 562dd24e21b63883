package io.thalweg.sql.parse;

import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/**
 * Puts {@code SELECT * FROM (…)} around UNION, INTERSECT and EXCEPT that stand as an argument of a
 * function, such as a window. Calcite would hand such a function each of their inputs as a relation
 * of its own, and what they have in common would be lost.
 */
final class WindowedSets extends SqlBasicVisitor<Void> {

  /** No name that anybody can have written. */
  private static final String ALIAS = "$rows";

  private WindowedSets() {}

  /** Changes a statement in its place. */
  static void wrap(SqlNode statement) {
    statement.accept(new WindowedSets());
  }

  @Override
  public Void visit(SqlCall call) {
    if (call instanceof SqlBasicCall function && call.getOperator() instanceof SqlFunction) {
      List<SqlNode> operands = function.getOperandList();
      for (int i = 0; i < operands.size(); i++) {
        if (operands.get(i) != null && operands.get(i).isA(SqlKind.SET_QUERY)) {
          function.setOperand(i, all(operands.get(i)));
        }
      }
    }
    return super.visit(call);
  }

  private static SqlSelect all(SqlNode rows) {
    SqlParserPos pos = rows.getParserPosition();
    return new SqlSelect(
        pos,
        null,
        SqlNodeList.of(SqlIdentifier.star(pos)),
        SqlStdOperatorTable.AS.createCall(pos, rows, new SqlIdentifier(ALIAS, pos)),
        null,
        null,
        null,
        SqlNodeList.EMPTY,
        null,
        null,
        null,
        null,
        SqlNodeList.EMPTY);
  }
}
