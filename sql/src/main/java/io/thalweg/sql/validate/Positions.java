package io.thalweg.sql.validate;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.SourceText;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Where parts of a statement stand in the user's file. */
public final class Positions {

  private Positions() {}

  public static Location locate(SourceText sql, SqlNode node) {
    // the parser notes the place of x::type somewhere before it
    boolean infix = node instanceof SqlCall call && call.getOperator().getName().equals("::");
    return locate(sql, (infix ? ((SqlCall) node).operand(0) : node).getParserPosition());
  }

  public static Location locate(SourceText sql, SqlParserPos position) {
    return position.getLineNum() < 1
        ? sql.locate(0)
        : sql.locate(position.getLineNum(), position.getColumnNum());
  }
}
