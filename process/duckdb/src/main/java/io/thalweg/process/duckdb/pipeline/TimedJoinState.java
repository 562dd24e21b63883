package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbExpressions;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.PlanNode.JoinType;
import io.thalweg.sql.streaming.StreamingOperator.TimedJoin;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of both sides of a join that may still meet a partner, or must be known to have had one.
 * A pair is made when its second row comes.
 */
final class TimedJoinState implements OperatorState {

  private final TimedJoin operator;
  private final Side left;
  private final Side right;
  private final String condition;

  TimedJoinState(TimedJoin operator, PipelineTables tables) {
    this.operator = operator;
    boolean keepsLeft = operator.type() == JoinType.LEFT || operator.type() == JoinType.FULL;
    boolean keepsRight = operator.type() == JoinType.RIGHT || operator.type() == JoinType.FULL;
    this.left =
        new Side(
            "l",
            operator.left(),
            operator.leftTime(),
            tables.state(operator.name() + "_left"),
            keepsLeft);
    this.right =
        new Side(
            "r",
            operator.right(),
            operator.rightTime(),
            tables.state(operator.name() + "_right"),
            keepsRight);
    List<String> columns = new ArrayList<>(left.columns.values("l."));
    columns.addAll(right.columns.values("r."));
    this.condition = DuckDbExpressions.write(operator.condition(), columns);
  }

  /** One side's table; its column {@code open} says whether a row may still turn out alone. */
  private static final class Side {
    private final String alias;
    private final PlanNode plan;
    private final TimedJoin.Side time;
    private final String table;
    private final String fresh;
    private final StateColumns columns;
    private final boolean outer;

    Side(String alias, PlanNode plan, TimedJoin.Side time, String table, boolean outer) {
      this.alias = alias;
      this.plan = plan;
      this.time = time;
      this.table = table;
      this.fresh = "temp.fresh_" + table.substring(table.lastIndexOf("state_"));
      this.columns = StateColumns.of(plan, List.of(time.column()));
      this.outer = outer;
    }

    String definition() {
      return " (" + columns.definition() + ", open BOOLEAN)";
    }

    /** Rows of before, in FROM. */
    String old() {
      return table + " AS " + alias;
    }

    /** Rows of this transaction, in FROM. */
    String added() {
      return fresh + " AS " + alias;
    }

    String all() {
      return "(FROM %s UNION ALL FROM %s) AS %s".formatted(table, fresh, alias);
    }

    /** Whether a row's time lies before an instant; never where that is none. */
    String isBefore(long micros) {
      return alias + ".c" + time.column() + " < " + Sql.timestamp(micros);
    }
  }

  @Override
  public List<String> create() {
    return List.of(
        "CREATE TABLE " + left.table + left.definition(),
        "CREATE TABLE " + right.table + right.definition());
  }

  @Override
  public void open(Connection connection) throws SQLException {
    for (Side side : List.of(left, right)) {
      Outputs.execute(
          connection,
          "CREATE TEMP TABLE " + side.fresh.substring("temp.".length()) + side.definition());
    }
  }

  @Override
  public Optional<String> step(Step step) throws SQLException {
    boolean newLeft = add(left, step);
    boolean newRight = add(right, step);
    List<String> parts = new ArrayList<>();
    if (newLeft) {
      parts.add(pairs(left.added(), newRight ? right.all() : right.old()));
    }
    if (newRight) {
      parts.add(pairs(left.old(), right.added()));
    }
    long leftClock = operator.leftTime().of().at(step.after());
    long rightClock = operator.rightTime().of().at(step.after());
    if (operator.closes(step.before(), step.after()) || newLeft || newRight) {
      // a left row has all its partners when no right row so old comes any more
      long leftDone = plus(rightClock, operator.least());
      long rightDone = plus(leftClock, -operator.greatest());
      if (left.outer && leftDone != EventBatch.NO_TIME) {
        parts.add(alone(left, right, leftDone));
      }
      if (right.outer && rightDone != EventBatch.NO_TIME) {
        parts.add(alone(right, left, rightDone));
      }
      step.atTheEnd(() -> settle(step, newLeft, newRight, leftDone, rightDone));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" UNION ALL ", parts));
  }

  private static boolean add(Side side, Step step) throws SQLException {
    Optional<String> rows = step.rows(side.plan);
    return rows.isPresent()
        && step.execute(
                "INSERT INTO %s SELECT %s, TRUE FROM (%s) AS n(%s)"
                    .formatted(side.fresh, side.columns.list("n."), rows.get(), side.columns.all()))
            > 0;
  }

  private String pairs(String leftRows, String rightRows) {
    return "(SELECT %s FROM %s JOIN %s ON %s)"
        .formatted(
            named(left.columns.values("l."), right.columns.values("r.")),
            leftRows,
            rightRows,
            condition);
  }

  private String alone(Side side, Side other, long done) {
    List<String> own = side.columns.values(side.alias + ".");
    return "(SELECT %s FROM %s WHERE %s.open AND %s AND NOT EXISTS (SELECT 1 FROM %s WHERE %s))"
        .formatted(
            side == left ? named(own, other.columns.nulls()) : named(other.columns.nulls(), own),
            side.all(),
            side.alias,
            side.isBefore(done),
            other.all(),
            condition);
  }

  /** The columns of both sides with the names of the operator's. */
  private String named(List<String> leftColumns, List<String> rightColumns) {
    List<String> values = new ArrayList<>(leftColumns);
    values.addAll(rightColumns);
    return IntStream.range(0, values.size())
        .mapToObj(i -> values.get(i) + " AS " + Sql.name(operator.columns().get(i).name()))
        .collect(Collectors.joining(", "));
  }

  /**
   * Remembers the new rows, closes those that have no partner to come, forgets those not needed.
   */
  private void settle(Step step, boolean newLeft, boolean newRight, long leftDone, long rightDone)
      throws SQLException {
    // a row is also needed to show that its partners were not alone, until they are done
    long leftWitnessed = right.outer ? plus(rightDone, operator.least()) : leftDone;
    long rightWitnessed = left.outer ? plus(leftDone, -operator.greatest()) : rightDone;
    settle(step, left, leftDone, Math.min(leftDone, leftWitnessed), newLeft);
    settle(step, right, rightDone, Math.min(rightDone, rightWitnessed), newRight);
  }

  /**
   * @param done rows of before this time have all their partners
   * @param unneeded rows of before this time are of no use any more, so that new ones stay out
   */
  private static void settle(Step step, Side side, long done, long unneeded, boolean isNew)
      throws SQLException {
    boolean forgets = unneeded != EventBatch.NO_TIME;
    if (forgets) {
      step.execute("DELETE FROM %s WHERE %s".formatted(side.old(), side.isBefore(unneeded)));
    }
    if (isNew) {
      step.execute(
          "INSERT INTO %s SELECT * FROM %s%s"
              .formatted(
                  side.table,
                  side.added(),
                  forgets ? " WHERE (" + side.isBefore(unneeded) + ") IS NOT TRUE" : ""));
      step.execute("DELETE FROM " + side.fresh);
    }
    if (side.outer && done != EventBatch.NO_TIME) {
      // replaced and not updated (ADR 0032)
      String closes = side.old() + " WHERE open AND " + side.isBefore(done);
      step.execute(
          "INSERT INTO %s SELECT * REPLACE (FALSE AS open) FROM %s".formatted(side.table, closes));
      step.execute("DELETE FROM " + closes);
    }
  }

  private static long plus(long time, long micros) {
    return time == EventBatch.NO_TIME ? time : Math.addExact(time, micros);
  }
}
