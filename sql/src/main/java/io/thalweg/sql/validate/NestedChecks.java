package io.thalweg.sql.validate;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.functions.PortableFunction;
import io.thalweg.sql.problem.SqlProblem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;

/**
 * Refuses arrays and rows where only single values can stand: engines compare and order them by
 * different rules, or not at all.
 */
final class NestedChecks {

  /** What takes an array or row as it is. */
  private static final Set<SqlKind> TAKE =
      EnumSet.of(
          SqlKind.ITEM,
          SqlKind.DOT,
          SqlKind.UNNEST,
          SqlKind.IS_NULL,
          SqlKind.IS_NOT_NULL,
          SqlKind.AS,
          SqlKind.JOIN,
          SqlKind.SNAPSHOT,
          SqlKind.WITH,
          SqlKind.WITH_ITEM,
          SqlKind.ORDER_BY,
          SqlKind.COLLECTION_TABLE,
          SqlKind.EXPLICIT_TABLE,
          SqlKind.VALUES,
          SqlKind.DESCRIPTOR);

  private static final String HINT =
      "Take its fields or elements: row.field, array[1], CROSS JOIN UNNEST(array) AS t (element).";

  private final SqlValidator validator;
  private final SourceText sql;
  private final List<Problem> problems = new ArrayList<>();

  NestedChecks(SqlValidator validator, SourceText sql) {
    this.validator = validator;
    this.sql = sql;
  }

  /** What is wrong with a call's own operands. */
  List<Problem> in(SqlCall call) {
    problems.clear();
    if (call instanceof SqlSelect select) {
      inAll(select.getGroup(), "GROUP BY");
      inOrder(select);
      if (select.isDistinct()) {
        inAll(select.getSelectList(), "SELECT DISTINCT");
      }
    } else if (call instanceof SqlWindow window) {
      inAll(window.getPartitionList(), "PARTITION BY");
      inAll(window.getOrderList(), "ORDER BY");
    } else if (call.isA(SqlKind.SET_QUERY)) {
      inSet(call);
    } else if (call.getKind() == SqlKind.ITEM) {
      if (!isArray(call.operand(0))) {
        refuse(call.operand(0), "[ ] behind what is no array", "Write row.field.");
      }
    } else if (!TAKE.contains(call.getKind()) && !takesArrays(call)) {
      inAll(call.getOperandList(), call.getOperator().getName());
    }
    return List.copyOf(problems);
  }

  private static boolean takesArrays(SqlCall call) {
    return call.getOperator() instanceof PortableFunction function
        && switch (function.function()) {
          case CARDINALITY, ARRAY_CONTAINS, ARRAY_POSITION, ARRAY_MIN, ARRAY_MAX, ARRAY_JOIN ->
              true;
          default -> false;
        };
  }

  /** Calcite keeps no types of what a query is ordered by. */
  private void inOrder(SqlSelect select) {
    for (SqlNode node :
        select.getOrderList() == null ? List.<SqlNode>of() : select.getOrderList()) {
      if (node instanceof SqlIdentifier
          && isNested(validator.deriveType(validator.getOrderScope(select), node))) {
        refuse(node, "ORDER BY of an array or a row", HINT);
      }
    }
  }

  private void inAll(List<SqlNode> nodes, String by) {
    for (SqlNode node : nodes == null ? List.<SqlNode>of() : nodes) {
      SqlNode value = node == null ? null : SqlUtil.stripAs(node);
      if (value instanceof SqlNodeList list) {
        inAll(list, by);
      } else if (value != null && problems.isEmpty() && isNested(value)) {
        refuse(value, "%s of %s".formatted(by, noun(value)), HINT);
      }
    }
  }

  /** Rows of which equal ones are one. */
  private void inSet(SqlCall call) {
    boolean all = call.getOperator().getName().endsWith(" ALL");
    RelDataType row = validator.getValidatedNodeTypeIfKnown(call);
    if (row != null && !(all && call.getKind() == SqlKind.UNION)) {
      row.getFieldList().stream()
          .filter(field -> isNested(field.getType()))
          .findFirst()
          .ifPresent(
              field ->
                  refuse(
                      call,
                      "%s with the array or row \"%s\""
                          .formatted(call.getOperator().getName(), field.getName()),
                      "Write UNION ALL, or leave the column out."));
    }
  }

  /** Queries and lists of values are rows for Calcite, and are not meant. */
  private boolean isNested(SqlNode node) {
    boolean value =
        node instanceof SqlIdentifier
            || node.getKind() == SqlKind.ITEM
            || node.getKind() == SqlKind.DOT;
    RelDataType type = validator.getValidatedNodeTypeIfKnown(node);
    return type != null && (value ? isNested(type) : type.getSqlTypeName() == SqlTypeName.ARRAY);
  }

  private static boolean isNested(RelDataType type) {
    return type.isStruct() || type.getSqlTypeName() == SqlTypeName.ARRAY;
  }

  private boolean isArray(SqlNode node) {
    RelDataType type = validator.getValidatedNodeTypeIfKnown(node);
    return type == null || type.getSqlTypeName() == SqlTypeName.ARRAY;
  }

  private String noun(SqlNode node) {
    return isArray(node) ? "an array" : "a row";
  }

  private void refuse(SqlNode node, String what, String hint) {
    problems.add(
        SqlProblem.SQL_UNSUPPORTED
            .at(Positions.locate(sql, node), what + " is not supported")
            .withHint(hint));
  }
}
