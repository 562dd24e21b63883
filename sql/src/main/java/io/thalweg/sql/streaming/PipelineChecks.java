package io.thalweg.sql.streaming;

import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Problem;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.Over;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.problem.SqlProblem;
import io.thalweg.sql.streaming.ColumnOrigin.RelationColumn;
import io.thalweg.sql.streaming.ColumnOrigin.WindowColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a plan can be computed as a stream. It is walked from the stream up: rows, then one
 * window with its aggregate, then whatever looks at one window at a time.
 */
final class PipelineChecks {

  private final StatementPlaces places;
  private final List<Problem> problems = new ArrayList<>();

  private PipelineChecks(StatementPlaces places) {
    this.places = places;
  }

  static List<Problem> of(PlanNode query, StatementPlaces places) {
    PipelineChecks checks = new PipelineChecks(places);
    checks.check(query);
    return checks.problems;
  }

  /** What a plan has been through so far. */
  private enum Stage {
    ROWS,
    WINDOWED,
    GROUPED
  }

  private Stage check(PlanNode node) {
    if (node instanceof PlanNode.Scan) {
      return Stage.ROWS;
    }
    List<PlanNode> streams = node.inputs().stream().filter(StreamingPlanner::readsStream).toList();
    Stage stage = check(streams.get(0));
    if (node instanceof PlanNode.Tumble tumble) {
      return tumble(tumble, stage);
    }
    if (node instanceof PlanNode.Aggregate aggregate) {
      return aggregate(aggregate, stage);
    }
    if (node instanceof PlanNode.Join join) {
      join(join);
    } else if (node instanceof PlanNode.Project project) {
      project.expressions().forEach(expression -> over(expression, project.input(), stage));
    } else if (node instanceof PlanNode.Sort || node instanceof PlanNode.SetOperation) {
      // the syntax was refused already; this is for what a later Calcite may make of other syntax
      unsupported(places.statement(), "this statement");
    }
    return stage;
  }

  private Stage tumble(PlanNode.Tumble tumble, Stage stage) {
    if (stage != Stage.ROWS) {
      problems.add(
          SqlProblem.PIPELINE_UNSUPPORTED
              .at(places.tumble(), "a window over another is not supported in one pipeline")
              .withHint(
                  "Let one pipeline write the inner windows to a topic, and another read that."));
      return stage;
    }
    Optional<ColumnOrigin> origin = ColumnOrigin.of(tumble.input(), tumble.timeColumn());
    if (!(origin.orElse(null) instanceof RelationColumn column) || !isEventTime(column)) {
      notByEventTime(tumble);
    }
    return Stage.WINDOWED;
  }

  private static boolean isEventTime(RelationColumn column) {
    return column
        .scan()
        .relation()
        .eventTime()
        .map(EventTime::field)
        .filter(field -> field.equals(column.scan().columns().get(column.column()).name()))
        .isPresent();
  }

  private void notByEventTime(PlanNode.Tumble tumble) {
    Relation stream = stream(tumble);
    String time = tumble.input().columns().get(tumble.timeColumn()).name();
    problems.add(
        SqlProblem.PIPELINE_NOT_BY_EVENT_TIME
            .at(
                places.descriptor(),
                "window by \"%s\", which is not the event time of stream \"%s\""
                    .formatted(time, stream.name()))
            .withHint(
                stream
                    .eventTime()
                    .map(event -> "Use DESCRIPTOR(%s).".formatted(event.field()))
                    .orElse("Add event_time to stream \"%s\".".formatted(stream.name()))));
  }

  private static Relation stream(PlanNode node) {
    return node instanceof PlanNode.Scan scan
        ? scan.relation()
        : stream(
            node.inputs().stream().filter(StreamingPlanner::readsStream).findFirst().orElseThrow());
  }

  private Stage aggregate(PlanNode.Aggregate aggregate, Stage stage) {
    boolean byWindow =
        aggregate.groupingSets().size() == 1
            && aggregate.keys().stream().anyMatch(key -> isWindow(aggregate.input(), key));
    if (!byWindow) {
      boolean distinct = places.groupBy().isEmpty() && places.distinct().isPresent();
      problems.add(
          SqlProblem.PIPELINE_UNWINDOWED_GROUP
              .at(
                  places.groupBy().or(places::distinct).orElse(places.statement()),
                  distinct
                      ? "SELECT DISTINCT without window_start in a pipeline"
                      : "aggregate without window_start in GROUP BY in a pipeline")
              .withDetail("A group of a stream is complete only when its window is closed.")
              .withHint(
                  stage == Stage.ROWS
                      ? "Read FROM TABLE(TUMBLE(TABLE %s, DESCRIPTOR(%s), INTERVAL '1' MINUTE)) and GROUP BY window_start."
                          .formatted(
                              stream(aggregate).name(),
                              stream(aggregate).eventTime().map(EventTime::field).orElse("time"))
                      : "Add window_start to " + (distinct ? "SELECT" : "GROUP BY") + "."));
    }
    return Stage.GROUPED;
  }

  private static boolean isWindow(PlanNode input, int column) {
    return ColumnOrigin.of(input, column).filter(WindowColumn.class::isInstance).isPresent();
  }

  /** The stream's rows must all come out: a table's row without a partner has no time to appear. */
  private void join(PlanNode.Join join) {
    boolean left = StreamingPlanner.readsStream(join.left());
    boolean allowed =
        switch (join.type()) {
          case INNER -> true;
          case LEFT -> left;
          case RIGHT -> !left;
          case FULL -> false;
        };
    if (!allowed) {
      problems.add(
          SqlProblem.PIPELINE_UNSUPPORTED
              .at(
                  places.outerJoin().orElse(places.statement()),
                  "a join that keeps all rows of a table is not supported in a pipeline")
              .withHint("Write stream LEFT JOIN table, or JOIN."));
    }
  }

  private void over(Expression expression, PlanNode input, Stage stage) {
    expression
        .all()
        .filter(Over.class::isInstance)
        .map(Over.class::cast)
        .forEach(
            over -> {
              boolean byWindow =
                  over.partitionBy().stream()
                      .anyMatch(
                          key ->
                              key instanceof Expression.ColumnReference column
                                  && isWindow(input, column.index()));
              if (stage != Stage.GROUPED || !byWindow) {
                problems.add(
                    SqlProblem.PIPELINE_UNSUPPORTED
                        .at(
                            places.over().orElse(places.statement()),
                            "OVER is supported in a pipeline only over the groups of one window")
                        .withHint(
                            "Group by window_start first, then write PARTITION BY window_start."));
              }
            });
  }

  private void unsupported(io.thalweg.definitions.Location at, String what) {
    problems.add(SqlProblem.PIPELINE_UNSUPPORTED.at(at, what + " is not supported in a pipeline"));
  }
}
