package io.thalweg.sql.streaming;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Emit;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Pipeline;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.Function;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.Windowing;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.problem.SqlProblem;
import io.thalweg.sql.streaming.StreamingOperator.Changing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Windows that are computed again from their streams, with the rows that came late. */
public final class Corrections {

  private Corrections() {}

  /**
   * Refuses what cannot be corrected.
   *
   * @throws InvalidSqlException with the reason
   */
  static void check(Pipeline pipeline, StreamingPlan plan, StatementPlaces places) {
    if (!plan.hasLateRows()) {
      throw refuse(places, "no row of this statement can be late", "", "Leave late out.");
    }
    if (pipeline.emit() == Emit.FINAL) {
      throw refuse(
          places,
          "what this pipeline puts out is final",
          "A window that is corrected replaces what was put out before.",
          "Add emit: changes.");
    }
    if (plan.operators().size() > 1 || windows(plan).isEmpty()) {
      throw refuse(
          places,
          "only windows directly over streams can be computed again",
          "Rows that come late for other windows, sessions or joins change more than one window.",
          "Leave late out: late rows are kept in a table.");
    }
    if (readsTable(plan.query())) {
      throw refuse(
          places,
          "a table that is looked up may hold something else by then",
          "",
          "Join the table in the query that reads the output, or leave late out.");
    }
  }

  private static Optional<Changing.Windows> windows(StreamingPlan plan) {
    return plan.changes().flatMap(changes -> changes.operator().windows());
  }

  private static boolean readsTable(PlanNode node) {
    return node instanceof PlanNode.Scan scan
        ? scan.relation().kind() == Relation.Kind.TABLE
        : node.inputs().stream().anyMatch(Corrections::readsTable);
  }

  private static InvalidSqlException refuse(
      StatementPlaces places, String reason, String detail, String hint) {
    var problem =
        SqlProblem.PIPELINE_UNSUPPORTED
            .at(places.key("late"), "late: correct, but " + reason)
            .withHint(hint);
    return new InvalidSqlException(detail.isEmpty() ? problem : problem.withDetail(detail));
  }

  /**
   * The batch plan of some windows: the whole query, of the rows of their time.
   *
   * @param plan of a pipeline with {@code late: correct}
   * @param bounds what the windows are named by in the first key, in microseconds since
   *     1970-01-01T00:00:00Z; at least one
   */
  public static PlanNode plan(StreamingPlan plan, List<Long> bounds) {
    Changing operator = plan.changes().orElseThrow().operator();
    Changing.Windows windows = operator.windows().orElseThrow();
    long from = start(plan, Collections.min(bounds));
    long to = Collections.max(bounds) + Clock.micros(windows.windowing().toEnd(windows.bound()));
    int column = operator.keys().get(0);
    Expression bound = new ColumnReference(column, Primitive.TIMESTAMP);
    List<Expression> some =
        bounds.stream().map(micros -> compared(Function.EQUALS, bound, micros)).toList();
    return new PlanNode.Filter(between(plan.query(), from, to), all(Function.OR, some));
  }

  /**
   * No row before this belongs to a window, in microseconds since 1970-01-01T00:00:00Z.
   *
   * @param bound what the window is named by, in the same
   */
  public static long start(StreamingPlan plan, long bound) {
    Changing.Windows windows = windows(plan).orElseThrow();
    return bound
        + Clock.micros(windows.windowing().toEnd(windows.bound()))
        - Clock.micros(size(windows.windowing()));
  }

  private static PlanNode between(PlanNode node, long from, long to) {
    if (node instanceof PlanNode.Scan scan && scan.relation().eventTime().isPresent()) {
      String time = scan.relation().eventTime().map(EventTime::field).orElseThrow();
      int column = scan.columns().stream().map(of -> of.name()).toList().indexOf(time);
      Expression reference = new ColumnReference(column, Primitive.TIMESTAMP);
      return new PlanNode.Filter(
          scan,
          all(
              Function.AND,
              List.of(
                  compared(Function.GREATER_THAN_OR_EQUAL, reference, from),
                  compared(Function.LESS_THAN, reference, to))));
    }
    return PlanNodes.withInputs(
        node, node.inputs().stream().map(input -> between(input, from, to)).toList());
  }

  private static Expression all(Function function, List<Expression> parts) {
    return parts.size() == 1
        ? parts.get(0)
        : new Expression.Call(function, parts, Primitive.BOOLEAN);
  }

  private static Expression compared(Function comparison, Expression time, long micros) {
    LocalDateTime value =
        LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
    return new Expression.Call(
        comparison,
        List.of(time, new Expression.Literal(Optional.of(value), Primitive.TIMESTAMP)),
        Primitive.BOOLEAN);
  }

  private static Duration size(Windowing windowing) {
    if (windowing instanceof Windowing.Tumble tumble) {
      return tumble.size();
    } else if (windowing instanceof Windowing.Hop hop) {
      return hop.size();
    }
    return ((Windowing.Cumulate) windowing).size();
  }
}
