package io.thalweg.sql.streaming;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.problem.SqlProblem;
import io.thalweg.sql.validate.Positions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** Refuses by name, at its place, what queries may have and pipelines not. */
final class PipelineSyntax extends SqlBasicVisitor<Void> {

  private static final Set<String> CLOCKS = Set.of("CURRENT_TIMESTAMP", "CURRENT_DATE");

  private final SourceText sql;
  private final List<Problem> problems = new ArrayList<>();

  private PipelineSyntax(SourceText sql) {
    this.sql = sql;
  }

  /** Everything in a parsed statement that a pipeline may not have. */
  static List<Problem> in(SqlNode statement, SourceText sql) {
    PipelineSyntax visitor = new PipelineSyntax(sql);
    statement.accept(visitor);
    return visitor.problems;
  }

  @Override
  public Void visit(SqlCall call) {
    if (call instanceof SqlSelect select) {
      return select(select);
    }
    switch (call.getKind()) {
      case ORDER_BY -> orderBy((SqlOrderBy) call);
      case EXISTS, IN, NOT_IN, SOME, ALL -> subQuery(call);
      case SCALAR_QUERY ->
          refuse(call, "a sub-query that stands for a value", "Join the table in FROM.");
      case VALUES -> refuse(call, "VALUES", "Put the values into a table.");
      default -> {}
    }
    return super.visit(call);
  }

  /** A sub-query is allowed as a source, and nowhere else. */
  private Void select(SqlSelect select) {
    for (SqlNode part : select.getOperandList()) {
      if (part != null && part != select.getFrom()) {
        inExpressions(part);
        part.accept(this);
      }
    }
    if (select.getFrom() != null) {
      from(select.getFrom());
    }
    return null;
  }

  private void from(SqlNode node) {
    if (node instanceof SqlJoin join) {
      from(join.getLeft());
      from(join.getRight());
      if (join.getCondition() != null) {
        inExpressions(join.getCondition());
        join.getCondition().accept(this);
      }
    } else {
      node.accept(this);
    }
  }

  /** Parsers write a scalar sub-query as a bare SELECT among expressions. */
  private void inExpressions(SqlNode node) {
    node.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlCall call) {
            switch (call.getKind()) {
              case SELECT, ORDER_BY ->
                  refuse(call, "a sub-query that stands for a value", "Join the table in FROM.");
              case EXISTS, IN, NOT_IN, SOME, ALL, SCALAR_QUERY, WITH -> {}
              case WINDOW -> {}
              default -> super.visit(call);
            }
            return null;
          }
        });
  }

  private void subQuery(SqlCall call) {
    boolean list = call.operandCount() == 2 && call.operand(1) instanceof SqlNodeList;
    if (!list) {
      refuse(
          call,
          "a sub-query behind " + call.getOperator().getName(),
          "Join the table in FROM; for NOT IN, LEFT JOIN it and keep the rows where it IS NULL.");
    }
  }

  private void orderBy(SqlOrderBy orderBy) {
    SqlNode first =
        orderBy.orderList.isEmpty()
            ? orderBy.fetch == null ? orderBy.offset : orderBy.fetch
            : orderBy.orderList.get(0);
    refuse(
        first == null ? orderBy : first,
        orderBy.orderList.isEmpty() ? "LIMIT" : "ORDER BY",
        "A stream has no end to sort at; order and limit the query that reads the output.");
  }

  @Override
  public Void visit(SqlIdentifier name) {
    if (name.isSimple() && CLOCKS.contains(name.getSimple().toUpperCase(Locale.ROOT))) {
      problems.add(
          SqlProblem.PIPELINE_NOT_REPLAYABLE
              .at(
                  Positions.locate(sql, name),
                  "%s is not supported in a pipeline"
                      .formatted(name.getSimple().toUpperCase(Locale.ROOT)))
              .withDetail("A pipeline that is computed again must give the same rows.")
              .withHint("Use the event time."));
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

  private void refuse(SqlNode node, String what, String hint) {
    problems.add(
        SqlProblem.PIPELINE_UNSUPPORTED
            .at(Positions.locate(sql, node), what + " is not supported in a pipeline")
            .withHint(hint));
  }
}
