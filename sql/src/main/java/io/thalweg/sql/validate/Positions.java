package io.thalweg.sql.validate;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.SourceText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Where parts of a statement stand in the user's file. */
public final class Positions {

  private Positions() {}

  public static Location locate(SourceText sql, SqlNode node) {
    // the parser notes the place of x::type somewhere before it
    boolean infix = node instanceof SqlCall call && call.getOperator().getName().equals("::");
    return locate(sql, position(infix ? ((SqlCall) node).operand(0) : node));
  }

  /** Of a word between the operands of a call, such as UNION; else of the call. */
  public static Location locateOperator(SourceText sql, SqlCall call) {
    SqlParserPos left = position(call.operand(0));
    String word = call.getOperator().getName().split(" ")[0];
    Matcher found =
        Pattern.compile("\\b" + word + "\\b", Pattern.CASE_INSENSITIVE).matcher(sql.text());
    return left.getEndLineNum() >= 1
            && found.find(sql.offset(left.getEndLineNum(), left.getEndColumnNum()))
        ? sql.locate(found.start())
        : locate(sql, call);
  }

  /** Of a name that Calcite has completed only what was written has a place. */
  private static SqlParserPos position(SqlNode node) {
    if (node instanceof SqlIdentifier name && name.getParserPosition().getLineNum() < 1) {
      return IntStream.range(0, name.names.size())
          .mapToObj(name::getComponentParserPosition)
          .filter(position -> position.getLineNum() > 0)
          .findFirst()
          .orElse(SqlParserPos.ZERO);
    }
    return node.getParserPosition();
  }

  public static Location locate(SourceText sql, SqlParserPos position) {
    return position.getLineNum() < 1
        ? sql.locate(0)
        : sql.locate(position.getLineNum(), position.getColumnNum());
  }
}
