package io.thalweg.sql.validate;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Table;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.problem.SqlProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * Writes {@code JOIN table FOR SYSTEM_TIME AS OF time ON condition} as what it means: a join to the
 * versions of the table's rows, on the condition and that the version held at the time. For one
 * thread.
 */
public final class SystemTime extends SqlShuttle {

  private static final String AS_OF = "FOR SYSTEM_TIME AS OF";

  private final SourceText sql;
  private final Catalog catalog;
  private final List<Problem> problems = new ArrayList<>();

  private SystemTime(SourceText sql, Catalog catalog) {
    this.sql = sql;
    this.catalog = catalog;
  }

  /**
   * A parsed statement without FOR SYSTEM_TIME.
   *
   * @throws InvalidSqlException where a table has no versions, or the words stand elsewhere than
   *     behind JOIN or LEFT JOIN
   */
  public static SqlNode resolve(SqlNode statement, SourceText sql, Catalog catalog) {
    SystemTime visitor = new SystemTime(sql, catalog);
    SqlNode resolved = statement.accept(visitor);
    if (!visitor.problems.isEmpty()) {
      throw new InvalidSqlException(visitor.problems);
    }
    return resolved;
  }

  @Override
  public SqlNode visit(SqlCall call) {
    if (call instanceof SqlJoin join && snapshot(join.getRight()) != null) {
      return join(join, snapshot(join.getRight()));
    }
    if (call.getKind() == SqlKind.SNAPSHOT) {
      problems.add(
          SqlProblem.SQL_UNSUPPORTED
              .at(Positions.locate(sql, call), AS_OF + " is supported behind JOIN alone")
              .withHint("Write x JOIN table FOR SYSTEM_TIME AS OF x.time AS t ON …."));
      return call;
    }
    return super.visit(call);
  }

  private static SqlCall snapshot(SqlNode node) {
    SqlNode inner = node.getKind() == SqlKind.AS ? ((SqlCall) node).operand(0) : node;
    return inner.getKind() == SqlKind.SNAPSHOT ? (SqlCall) inner : null;
  }

  private SqlNode join(SqlJoin join, SqlCall snapshot) {
    boolean supported =
        (join.getJoinType() == JoinType.INNER || join.getJoinType() == JoinType.LEFT)
            && join.getConditionType() == JoinConditionType.ON
            && snapshot.operand(0) instanceof SqlIdentifier;
    if (!supported) {
      problems.add(
          SqlProblem.SQL_UNSUPPORTED
              .at(Positions.locate(sql, snapshot), AS_OF + " is not supported in this kind of join")
              .withHint("Write JOIN or LEFT JOIN a table, with ON."));
      return join;
    }
    SqlIdentifier name = snapshot.operand(0);
    Optional<String> versions = versions(name);
    if (versions.isEmpty()) {
      problems.add(
          SqlProblem.SQL_UNSUPPORTED
              .at(Positions.locate(sql, name), "\"%s\" keeps no versions".formatted(name))
              .withDetail(
                  "Reference tables do; there is no table %s%s.".formatted(name, Table.HISTORY))
              .withHint("Leave " + AS_OF + " out: the join then sees what holds now."));
      return join;
    }
    SqlParserPos position = snapshot.getParserPosition();
    SqlIdentifier alias =
        join.getRight().getKind() == SqlKind.AS
            ? ((SqlCall) join.getRight()).operand(1)
            : new SqlIdentifier(last(name), name.getParserPosition());
    SqlNode history =
        SqlStdOperatorTable.AS.createCall(
            join.getRight().getParserPosition(),
            new SqlIdentifier(versions.get(), name.getParserPosition()),
            alias);
    return new SqlJoin(
        join.getParserPosition(),
        join.getLeft().accept(this),
        join.isNaturalNode(),
        join.getJoinTypeNode(),
        history,
        join.getConditionTypeNode(),
        SqlStdOperatorTable.AND.createCall(
            position, join.getCondition(), held(alias, snapshot.operand(1), position)));
  }

  /** That a version held at a time. */
  private static SqlNode held(SqlIdentifier alias, SqlNode time, SqlParserPos position) {
    SqlNode until = column(alias, Table.VALID_TO, position);
    return SqlStdOperatorTable.AND.createCall(
        position,
        SqlStdOperatorTable.LESS_THAN_OR_EQUAL.createCall(
            position, column(alias, Table.VALID_FROM, position), time),
        SqlStdOperatorTable.OR.createCall(
            position,
            SqlStdOperatorTable.IS_NULL.createCall(position, until),
            SqlStdOperatorTable.LESS_THAN.createCall(
                position,
                time.clone(time.getParserPosition()),
                column(alias, Table.VALID_TO, position))));
  }

  private static SqlIdentifier column(SqlIdentifier alias, String name, SqlParserPos position) {
    return new SqlIdentifier(List.of(alias.getSimple(), name), position);
  }

  private Optional<String> versions(SqlIdentifier name) {
    return catalog.relations().stream()
        .map(Relation::name)
        .filter((last(name) + Table.HISTORY)::equalsIgnoreCase)
        .findFirst();
  }

  private static String last(SqlIdentifier name) {
    return name.names.get(name.names.size() - 1);
  }
}
