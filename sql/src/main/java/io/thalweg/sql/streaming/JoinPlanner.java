package io.thalweg.sql.streaming;

import io.thalweg.sql.plan.PlanNode;
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

  Part join(PlanNode.Join join) {
    boolean leftStream = StreamingPlanner.readsStream(join.left());
    if (leftStream && StreamingPlanner.readsStream(join.right())) {
      return joinOfStreams(join);
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

  private Part joinOfStreams(PlanNode.Join join) {
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
    return timedJoin(join, planner.closed(left), planner.closed(right));
  }

  /** The times of a join's columns; those that may be NULL say nothing. */
  private static List<Optional<ColumnTime>> outer(
      PlanNode.JoinType type, List<Optional<ColumnTime>> left, List<Optional<ColumnTime>> right) {
    boolean leftWhole = type == PlanNode.JoinType.INNER || type == PlanNode.JoinType.LEFT;
    boolean rightWhole = type == PlanNode.JoinType.INNER || type == PlanNode.JoinType.RIGHT;
    return both(
        leftWhole ? left : Collections.nCopies(left.size(), Optional.empty()),
        rightWhole ? right : Collections.nCopies(right.size(), Optional.empty()));
  }

  private Part timedJoin(PlanNode.Join join, Part left, Part right) {
    JoinConditions.Distance distance =
        JoinConditions.distance(join.condition(), left, right)
            .orElseThrow(
                () ->
                    StreamingPlanner.refuse(
                        SqlProblem.PIPELINE_UNSUPPORTED
                            .at(
                                planner
                                    .places()
                                    .joinCondition()
                                    .orElse(planner.places().statement()),
                                "a join of streams without a bound in time is not supported in a"
                                    + " pipeline")
                            .withDetail("Each row would have to be remembered for ever.")
                            .withHint(
                                "Add AND a.time BETWEEN b.time - INTERVAL '1' HOUR AND b.time +"
                                    + " INTERVAL '1' HOUR, or join on window_start of equal"
                                    + " windows.")));
    StreamingOperator.TimedJoin operator =
        new StreamingOperator.TimedJoin(
            planner.nextName(),
            left.plan(),
            right.plan(),
            join.type(),
            join.condition(),
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

  private static List<Optional<ColumnTime>> only(int column, int columns, Clock clock) {
    List<Optional<ColumnTime>> times =
        new ArrayList<>(Collections.nCopies(columns, Optional.empty()));
    times.set(column, Optional.of(new OfRow(clock)));
    return times;
  }
}
