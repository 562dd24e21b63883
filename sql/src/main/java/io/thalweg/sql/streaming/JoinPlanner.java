package io.thalweg.sql.streaming;

import io.thalweg.definitions.Location;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.problem.SqlProblem;
import io.thalweg.sql.streaming.ColumnTime.OfRow;
import io.thalweg.sql.streaming.ColumnTime.Scope;
import io.thalweg.sql.streaming.StreamingOperator.Kept;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Plans joins: of a stream with a table, of equal windows, and of streams near each other. */
final class JoinPlanner {

  private final StreamingPlanner planner;

  JoinPlanner(StreamingPlanner planner) {
    this.planner = planner;
  }

  /**
   * @param join with all that is asked of its rows
   * @param written the node of the query
   */
  Part join(PlanNode.Join join, PlanNode.Join written) {
    boolean leftStream = StreamingPlanner.readsStream(join.left());
    if (leftStream && StreamingPlanner.readsStream(join.right())) {
      return joinOfStreams(join, written);
    }
    boolean allowed =
        switch (join.type()) {
          case INNER -> true;
          case LEFT -> leftStream;
          case RIGHT -> !leftStream;
          case FULL -> false;
        };
    if (!allowed) {
      throw StreamingPlanner.refuse(
          SqlProblem.PIPELINE_UNSUPPORTED
              .at(
                  planner.places().outerJoin().orElse(planner.places().statement()),
                  "a join that keeps all rows of a table is not supported in a pipeline")
              .withHint("Write stream LEFT JOIN table, or JOIN."));
    }
    Part stream = planner.part(leftStream ? join.left() : join.right());
    if (stream.changes().isPresent()) {
      throw StreamingPlanner.refuse(
          SqlProblem.PIPELINE_UNSUPPORTED
              .at(
                  planner.places().joinCondition().orElse(planner.places().statement()),
                  "a table that changes cannot be joined with another one in a pipeline")
              .withHint("Join the table below GROUP BY, or in the query that reads the output."));
    }
    PlanNode left = leftStream ? stream.plan() : join.left();
    PlanNode right = leftStream ? join.right() : stream.plan();
    int others = (leftStream ? right : left).columns().size();
    List<Optional<ColumnTime>> table = Collections.nCopies(others, Optional.empty());
    return stream.with(
        new PlanNode.Join(left, right, join.type(), join.condition(), join.columns()),
        leftStream ? both(stream.times(), table) : both(table, stream.times()));
  }

  private static List<Optional<ColumnTime>> both(
      List<Optional<ColumnTime>> left, List<Optional<ColumnTime>> right) {
    List<Optional<ColumnTime>> both = new ArrayList<>(left);
    both.addAll(right);
    return both;
  }

  private Part joinOfStreams(PlanNode.Join join, PlanNode.Join written) {
    Part left = planner.part(join.left());
    Part right = planner.part(join.right());
    Optional<Scope> window = JoinConditions.window(join.condition(), left, right);
    if (window.isPresent()) {
      Part leftKept = planner.closing(left, window.get());
      Part rightKept = planner.closing(right, window.get());
      List<Kept> kept = new ArrayList<>(leftKept.kept());
      kept.addAll(rightKept.kept());
      return new Part(
          new PlanNode.Join(
              leftKept.plan(), rightKept.plan(), join.type(), join.condition(), join.columns()),
          outer(join.type(), leftKept.times(), rightKept.times()),
          window,
          kept);
    }
    Location place = planner.places().joinCondition().orElse(planner.places().statement());
    return timedJoin(join, written, planner.closed(left, place), planner.closed(right, place));
  }

  /**
   * The times of a join's columns; those that may be NULL say nothing, but for the windows of a
   * full join: each row has that of one side.
   */
  private static List<Optional<ColumnTime>> outer(
      PlanNode.JoinType type, List<Optional<ColumnTime>> left, List<Optional<ColumnTime>> right) {
    if (type == PlanNode.JoinType.FULL) {
      Object join = new Object();
      return both(sides(left, join, true), sides(right, join, false));
    }
    boolean leftWhole = type == PlanNode.JoinType.INNER || type == PlanNode.JoinType.LEFT;
    boolean rightWhole = type == PlanNode.JoinType.INNER || type == PlanNode.JoinType.RIGHT;
    return both(
        leftWhole ? left : Collections.nCopies(left.size(), Optional.empty()),
        rightWhole ? right : Collections.nCopies(right.size(), Optional.empty()));
  }

  private static List<Optional<ColumnTime>> sides(
      List<Optional<ColumnTime>> times, Object join, boolean left) {
    return times.stream()
        .map(
            time ->
                time.filter(ColumnTime.OfWindow.class::isInstance)
                    .map(ColumnTime.OfWindow.class::cast)
                    .map(window -> (ColumnTime) new ColumnTime.OfSide(window, join, left)))
        .toList();
  }

  private Part timedJoin(PlanNode.Join join, PlanNode.Join written, Part left, Part right) {
    Optional<JoinConditions.Distance> said = JoinConditions.distance(join.condition(), left, right);
    JoinConditions.Distance distance = said.orElseGet(() -> withinRetention(join, left, right));
    PlanNode.Join bounded = join;
    if (said.isEmpty()) {
      Expression bound = JoinConditions.condition(distance, left, right);
      bounded = JoinConditions.withCondition(join, bound);
      planner.bound(written, JoinConditions.withCondition(written, bound).condition());
    }
    JoinConditions.Split split = JoinConditions.split(bounded);
    StreamingOperator.TimedJoin operator =
        new StreamingOperator.TimedJoin(
            planner.nextName(),
            filtered(left.plan(), split.left()),
            filtered(right.plan(), split.right()),
            join.type(),
            JoinConditions.all(split.both()),
            join.columns(),
            distance.left(),
            distance.right(),
            distance.least(),
            distance.greatest());
    planner.operators().add(operator);
    List<Optional<ColumnTime>> leftTimes =
        only(distance.left().column(), left.times().size(), distance.leftClock());
    List<Optional<ColumnTime>> rightTimes =
        only(distance.right().column(), right.times().size(), distance.rightClock());
    return Part.rows(StreamingPlanner.scanOf(operator), outer(join.type(), leftTimes, rightTimes));
  }

  private static PlanNode filtered(PlanNode plan, List<Expression> conditions) {
    return conditions.isEmpty() ? plan : new PlanNode.Filter(plan, JoinConditions.all(conditions));
  }

  /** The distance that the pipeline's retention sets where the condition does not. */
  private JoinConditions.Distance withinRetention(PlanNode.Join join, Part left, Part right) {
    Optional<JoinConditions.Distance> distance =
        planner
            .retention()
            .flatMap(
                within -> JoinConditions.distanceWithin(within, join.condition(), left, right));
    if (distance.isEmpty()) {
      throw refuse(
          planner.retention().isPresent()
              ? "a join of streams of which one has no event time is not supported in a pipeline"
              : "a join of streams without a bound in time is not supported in a pipeline",
          "Each row would have to be remembered for ever.",
          planner.retention().isPresent()
              ? "Add event_time to the stream."
              : "Add AND a.time BETWEEN b.time - INTERVAL '1' HOUR AND b.time + INTERVAL '1'"
                  + " HOUR, or join on window_start of equal windows, or give the pipeline a"
                  + " retention.");
    }
    if (JoinConditions.isAlwaysTrue(join.condition())) {
      throw refuse(
          "a join of streams without a condition is not supported in a pipeline",
          "Each row would meet all rows within the retention.",
          "Write JOIN … ON with a condition for each two of them.");
    }
    return distance.get();
  }

  private InvalidSqlException refuse(String message, String detail, String hint) {
    return StreamingPlanner.refuse(
        SqlProblem.PIPELINE_UNSUPPORTED
            .at(planner.places().joinCondition().orElse(planner.places().statement()), message)
            .withDetail(detail)
            .withHint(hint));
  }

  private static List<Optional<ColumnTime>> only(int column, int columns, Clock clock) {
    List<Optional<ColumnTime>> times =
        new ArrayList<>(Collections.nCopies(columns, Optional.empty()));
    times.set(column, Optional.of(new OfRow(clock)));
    return times;
  }
}
