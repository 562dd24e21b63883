package io.thalweg.sql.validate;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.functions.PortableOperators;
import io.thalweg.sql.problem.SqlProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.util.NlsString;

/**
 * Refuses by name, at its place, what the parser understands and portable SQL does not have. It is
 * a list of what is allowed: what the next parser learns is refused until it is added here.
 */
final class UnsupportedSyntax extends SqlBasicVisitor<Void> {

  /** What statements are made of beside operators and functions. */
  private static final Set<SqlKind> ALLOWED =
      EnumSet.of(
          SqlKind.SELECT,
          SqlKind.ORDER_BY,
          SqlKind.WITH,
          SqlKind.WITH_ITEM,
          SqlKind.VALUES,
          SqlKind.ROW,
          SqlKind.AS,
          SqlKind.JOIN,
          SqlKind.UNION,
          SqlKind.INTERSECT,
          SqlKind.EXCEPT,
          SqlKind.SCALAR_QUERY,
          SqlKind.DESCENDING,
          SqlKind.NULLS_FIRST,
          SqlKind.NULLS_LAST,
          SqlKind.COLLECTION_TABLE,
          SqlKind.EXPLICIT_TABLE,
          SqlKind.UNNEST,
          SqlKind.WINDOW,
          SqlKind.PRECEDING,
          SqlKind.FOLLOWING,
          SqlKind.SOME,
          SqlKind.ALL,
          SqlKind.GROUPING_SETS,
          SqlKind.ROLLUP,
          SqlKind.CUBE,
          SqlKind.WITHIN_GROUP);

  private static final Set<JoinType> JOINS =
      EnumSet.of(
          JoinType.INNER,
          JoinType.LEFT,
          JoinType.RIGHT,
          JoinType.FULL,
          JoinType.CROSS,
          JoinType.COMMA);

  /** A CUBE of n columns has 2^n grouping sets. */
  private static final int MOST_CUBED = 8;

  private final SourceText sql;
  private final List<Problem> problems = new ArrayList<>();

  private UnsupportedSyntax(SourceText sql) {
    this.sql = sql;
  }

  /** Everything in a parsed statement that is not supported. */
  static List<Problem> in(SqlNode statement, SourceText sql) {
    UnsupportedSyntax visitor = new UnsupportedSyntax(sql);
    statement.accept(visitor);
    return visitor.problems;
  }

  @Override
  public Void visit(SqlCall call) {
    SqlOperator operator = call.getOperator();
    boolean known =
        ALLOWED.contains(call.getKind())
            || PortableOperators.TABLE.getOperatorList().contains(operator);
    if (!known && operator instanceof SqlFunction function && function.getName().matches("\\w+")) {
      FunctionNames.problem(function, call, sql).ifPresent(problems::add);
    } else if (!known) {
      refuse(call, Wording.of(call), Wording.hint(call));
      // what stands inside may not mean what it looks like
      return null;
    }
    if (operator instanceof SqlFunction) {
      call.getOperandList().stream().filter(Objects::nonNull).forEach(this::value);
    }
    return switch (call.getKind()) {
      case SELECT -> select((SqlSelect) call);
      case JOIN -> join((SqlJoin) call);
      case ORDER_BY -> orderBy((SqlOrderBy) call);
      case WITH_ITEM -> withItem((SqlWithItem) call);
      case COLLECTION_TABLE -> collectionTable(call);
      case CUBE -> cube(call);
      case UNNEST -> {
        UnnestSyntax.problem(call, sql).ifPresent(problems::add);
        yield super.visit(call);
      }
      case FILTER -> filter(call);
      case WINDOW -> window((SqlWindow) call);
      default -> super.visit(call);
    };
  }

  private Void select(SqlSelect select) {
    if (select.isKeywordPresent(SqlSelectKeyword.STREAM)) {
      refuse(select, "SELECT STREAM", "Leave STREAM out; a pipeline reads its stream by itself.");
    }
    if (select.hasHints()) {
      refuse(select, "a hint", "Leave the comment that begins with /*+ out.");
    }
    select.getSelectList().forEach(item -> value(SqlUtil.stripAs(item)));
    return super.visit(select);
  }

  /** What has to be one value. */
  private void value(SqlNode node) {
    if (node.getKind() == SqlKind.ROW) {
      refuse(
          node, "a row", "Write its values as columns of their own; rows are fields of streams.");
    }
  }

  private Void join(SqlJoin join) {
    if (!JOINS.contains(join.getJoinType())) {
      String type = join.getJoinType().name().replace("_JOIN", "").replace('_', ' ');
      refuse(
          join.getRight(),
          (type.startsWith("A") ? "an " : "a ") + type + " JOIN",
          "Write WHERE EXISTS (…) or NOT EXISTS (…) for a SEMI or ANTI join.");
    }
    if (UnnestSyntax.isUnnest(join.getRight())) {
      UnnestSyntax.problem(join, sql).ifPresent(problems::add);
    }
    return super.visit(join);
  }

  private Void orderBy(SqlOrderBy orderBy) {
    for (SqlNode count : new SqlNode[] {orderBy.offset, orderBy.fetch}) {
      if (count != null && !isCount(count)) {
        refuse(count, "a computed LIMIT or OFFSET", "Write a whole number.");
      }
    }
    return super.visit(orderBy);
  }

  private static boolean isCount(SqlNode node) {
    return node instanceof SqlLiteral literal
        && literal.getValue() instanceof BigDecimal number
        && number.scale() <= 0
        && number.precision() <= 18;
  }

  private Void withItem(SqlWithItem item) {
    if (item.recursive.booleanValue()) {
      refuse(item, "WITH RECURSIVE", "Write the steps out, or compute them outside.");
      return null;
    }
    return super.visit(item);
  }

  /** {@code TABLE(…)} takes TUMBLE and nothing else. */
  private Void collectionTable(SqlCall call) {
    boolean function =
        call.operand(0) instanceof SqlCall inner
            && (inner.getOperator() instanceof SqlUnresolvedFunction
                || inner.getKind() == SqlKind.TUMBLE);
    if (!function) {
      refuse(
          call,
          "TABLE(…) without a window",
          "Write TABLE(TUMBLE(TABLE …, DESCRIPTOR(…), INTERVAL …)).");
      return null;
    }
    return super.visit(call);
  }

  /** Calcite cannot tell the type of the two together. */
  private Void filter(SqlCall call) {
    if (call.operand(0).getKind() == SqlKind.WITHIN_GROUP) {
      refuse(
          call,
          "FILTER behind WITHIN GROUP",
          "Write WITHIN GROUP (ORDER BY CASE WHEN condition THEN x END).");
      return null;
    }
    return super.visit(call);
  }

  private Void cube(SqlCall call) {
    if (call.operandCount() > MOST_CUBED) {
      problems.add(
          SqlProblem.SQL_TOO_COMPLEX
              .at(
                  Positions.locate(sql, call),
                  "CUBE takes up to %d columns and this has %d"
                      .formatted(MOST_CUBED, call.operandCount()))
              .withHint("Write the GROUPING SETS that you need."));
    }
    return super.visit(call);
  }

  private Void window(SqlWindow window) {
    SqlLiteral exclude = window.getExclude();
    if (exclude != null && !String.valueOf(exclude.getValue()).contains("NO OTHER")) {
      refuse(exclude, "EXCLUDE in a window's frame", "Leave it out.");
    }
    for (SqlNode operand : window.getOperandList()) {
      if (operand != null && operand != exclude) {
        operand.accept(this);
      }
    }
    return null;
  }

  @Override
  public Void visit(SqlNodeList list) {
    list.forEach(
        node -> {
          if (node != null) {
            node.accept(this);
          }
        });
    return null;
  }

  @Override
  public Void visit(SqlDataTypeSpec type) {
    TypeNames.problem(type, sql).ifPresent(problems::add);
    return null;
  }

  @Override
  public Void visit(SqlDynamicParam parameter) {
    refuse(
        parameter, "a parameter without a name", "Name it, such as :machine, or write its value.");
    return null;
  }

  @Override
  public Void visit(SqlLiteral literal) {
    if (literal.getValue() instanceof NlsString text && text.getCharsetName() != null) {
      refuse(literal, "a text with a character set", "Write the text itself; it is Unicode.");
    } else if (literal.getTypeName() == SqlTypeName.BINARY) {
      refuse(literal, "a binary literal", "Portable SQL has no type for it.");
    } else if (literal.getTypeName() == SqlTypeName.TIME) {
      refuse(literal, "a time of day", "Write a TIMESTAMP, or text.");
    } else if (literal instanceof SqlIntervalLiteral interval
        && interval.getValue() instanceof SqlIntervalLiteral.IntervalValue value
        && value.getIntervalLiteral().matches(".*\\.\\d{4,}.*")) {
      refuse(
          literal,
          "an interval finer than milliseconds",
          "Use TIMESTAMPADD(MICROSECOND, n, time).");
    }
    return null;
  }

  @Override
  public Void visit(SqlIntervalQualifier unit) {
    return null;
  }

  private void refuse(SqlNode node, String what, String hint) {
    problems.add(
        SqlProblem.SQL_UNSUPPORTED
            .at(Positions.locate(sql, node), what + " is not supported")
            .withHint(hint));
  }
}
