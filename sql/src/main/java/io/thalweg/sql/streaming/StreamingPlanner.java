package io.thalweg.sql.streaming;

import io.thalweg.definitions.Emit;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.Stream;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.Over;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.Windowing;
import io.thalweg.sql.plan.Windowing.Bound;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.problem.SqlProblem;
import io.thalweg.sql.streaming.ColumnTime.OfRow;
import io.thalweg.sql.streaming.ColumnTime.OfWindow;
import io.thalweg.sql.streaming.ColumnTime.Scope;
import io.thalweg.sql.streaming.StreamingOperator.Kept;
import io.thalweg.sql.streaming.StreamingPlan.OutputTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Cuts a query's plan where rows have to be remembered, from its streams up. What no operator can
 * compute is refused at its place.
 */
final class StreamingPlanner {

  private final StatementPlaces places;
  private final Emit emit;
  private final Optional<Duration> retention;
  private final List<StreamingOperator> operators = new ArrayList<>();
  private final Map<PlanNode, Expression> bounded = new IdentityHashMap<>();
  private int names;

  private StreamingPlanner(StatementPlaces places, Pipeline pipeline) {
    this.places = places;
    this.emit = pipeline.emit();
    this.retention = pipeline.retention();
  }

  /**
   * Cuts a plan.
   *
   * @param sources every stream that the query reads, once
   * @param pipeline says whether the result is final, or a table that changes
   * @throws InvalidSqlException where it cannot be computed as a stream
   */
  static StreamingPlan plan(
      PlanNode query, List<Stream> sources, StatementPlaces places, Pipeline pipeline) {
    StreamingPlanner planner = new StreamingPlanner(places, pipeline);
    Part part = planner.part(query);
    boolean isFinal = pipeline.emit() == Emit.FINAL;
    Part result = isFinal ? planner.closed(part) : new ChangesPlanner(planner).table(part);
    if (planner.retention.isPresent() && planner.bounded.isEmpty()) {
      throw refuse(
          SqlProblem.PIPELINE_UNSUPPORTED
              .at(places.key("retention"), "retention, but no join of this statement needs one")
              .withDetail("It is for joins of streams whose condition does not bound their times.")
              .withHint("Leave retention out."));
    }
    return UnreadColumns.asNulls(
        new StreamingPlan(
            sources,
            planner.withBounds(query),
            planner.operators,
            result.plan(),
            isFinal ? outputTime(result, planner.operators) : Optional.empty(),
            result.changes()));
  }

  /** How far apart the rows of joins may lie that do not say so. */
  Optional<Duration> retention() {
    return retention;
  }

  /**
   * Says that a join of the query means another condition, with the bound that the retention sets.
   */
  void bound(PlanNode.Join join, Expression condition) {
    bounded.put(join, condition);
  }

  private PlanNode withBounds(PlanNode node) {
    PlanNode rebuilt =
        PlanNodes.withInputs(node, node.inputs().stream().map(this::withBounds).toList());
    return bounded.containsKey(node) && rebuilt instanceof PlanNode.Join join
        ? new PlanNode.Join(
            join.left(), join.right(), join.type(), bounded.get(node), join.columns())
        : rebuilt;
  }

  static boolean readsStream(PlanNode node) {
    return node instanceof PlanNode.Scan scan
        ? scan.relation().kind() == Relation.Kind.STREAM
        : node.inputs().stream().anyMatch(StreamingPlanner::readsStream);
  }

  /** A window's start, then another bound, then a row's time. */
  private static Optional<OutputTime> outputTime(Part result, List<StreamingOperator> operators) {
    List<Integer> columns = new ArrayList<>();
    for (Bound bound : Bound.values()) {
      indices(result)
          .filter(
              i ->
                  result.times().get(i).orElse(null) instanceof OfWindow window
                      && window.bound() == bound)
          .forEach(columns::add);
    }
    indices(result)
        .filter(i -> result.times().get(i).orElse(null) instanceof OfRow)
        .forEach(columns::add);
    boolean windowed = operators.stream().anyMatch(StreamingOperator.OverWindows.class::isInstance);
    return columns.stream()
        .filter(i -> result.clock(i).isPresent())
        .filter(i -> !result.plan().columns().get(i).nullable())
        .findFirst()
        .map(
            i ->
                new OutputTime(
                    i,
                    result.clock(i).get(),
                    result.times().get(i).get() instanceof OfWindow && windowed));
  }

  private static IntStream indices(Part part) {
    return IntStream.range(0, part.times().size());
  }

  Emit emit() {
    return emit;
  }

  StatementPlaces places() {
    return places;
  }

  /** Every operator so far, each behind those that feed it. */
  List<StreamingOperator> operators() {
    return operators;
  }

  /** What a node of the query becomes. */
  Part part(PlanNode node) {
    if (node instanceof PlanNode.Scan scan) {
      return scan(scan);
    } else if (node instanceof PlanNode.Filter filter) {
      return filter(filter);
    } else if (node instanceof PlanNode.Project project) {
      return project(project);
    } else if (node instanceof PlanNode.Window window) {
      return window(window);
    } else if (node instanceof PlanNode.Aggregate aggregate) {
      return aggregate(aggregate);
    } else if (node instanceof PlanNode.Unnest unnest) {
      return unnest(unnest);
    } else if (node instanceof PlanNode.Join join) {
      return new JoinPlanner(this).join(join, join);
    } else if (node instanceof PlanNode.SetOperation operation) {
      return new SetPlanner(this).setOperation(operation);
    }
    // the syntax was refused already; this is for what a later Calcite may make of other syntax
    throw refuse(
        SqlProblem.PIPELINE_UNSUPPORTED.at(
            places.statement(), "this statement is not supported in a pipeline"));
  }

  private static Part scan(PlanNode.Scan scan) {
    Optional<String> time = scan.relation().eventTime().map(EventTime::field);
    return Part.rows(
        scan,
        scan.columns().stream()
            .map(
                column ->
                    time.filter(column.name()::equals)
                        .map(name -> (ColumnTime) new OfRow(new Clock.Source())))
            .toList());
  }

  private Part filter(PlanNode.Filter filter) {
    if (filter.input() instanceof PlanNode.Join join
        && join.type() == PlanNode.JoinType.INNER
        && readsStream(join.left())
        && readsStream(join.right())) {
      return new JoinPlanner(this)
          .join(JoinConditions.withCondition(join, filter.condition()), join);
    }
    Optional<TopRows> top = TopRows.of(filter);
    if (top.isPresent()) {
      Part input = part(top.get().ranked().input());
      if (!RankPlanner.keepsToWindows(top.get().ranked(), input)) {
        return emit == Emit.FINAL
            ? new RankPlanner(this).first(filter, top.get(), closed(input))
            : new ChangesPlanner(this).top(filter, top.get(), input);
      }
      Part ranked = new RankPlanner(this).over(top.get().ranked(), input);
      return ranked.with(new PlanNode.Filter(ranked.plan(), filter.condition()));
    }
    Part input = part(filter.input());
    return input.with(new PlanNode.Filter(input.plan(), filter.condition()));
  }

  private Part project(PlanNode.Project project) {
    Part input = part(project.input());
    boolean over =
        project.expressions().stream().flatMap(Expression::all).anyMatch(Over.class::isInstance);
    if (over) {
      return new RankPlanner(this).over(project, input);
    }
    return input.project(
        new PlanNode.Project(input.plan(), project.columns(), project.expressions()),
        times(project, input));
  }

  static List<Optional<ColumnTime>> times(PlanNode.Project project, Part input) {
    return project.expressions().stream().map(input::time).toList();
  }

  /** Row by row, so that nothing is remembered. */
  private Part unnest(PlanNode.Unnest unnest) {
    Part input = part(unnest.input());
    if (input.changes().isPresent()) {
      input = closed(input);
    }
    List<Optional<ColumnTime>> times = new ArrayList<>(input.times());
    while (times.size() < unnest.columns().size()) {
      times.add(Optional.empty());
    }
    return input.with(PlanNodes.withInputs(unnest, List.of(input.plan())), times);
  }

  private Part window(PlanNode.Window window) {
    Part input = closed(part(window.input()), places.descriptor());
    Clock clock = input.clock(window.timeColumn()).orElse(null);
    if (clock == null) {
      throw notByEventTime(window);
    }
    Scope scope = new Scope(window.windowing(), clock);
    List<Optional<ColumnTime>> times = new ArrayList<>(input.times());
    for (Bound bound : Bound.values()) {
      times.add(Optional.of(new OfWindow(scope, bound)));
    }
    if (!(window.windowing() instanceof Windowing.Session)) {
      return Part.rows(
          new PlanNode.Window(
              input.plan(), window.columns(), window.timeColumn(), window.windowing()),
          times);
    }
    // a row's own time says less than its session's end, for which it waits
    for (int i = 0; i < input.times().size(); i++) {
      times.set(i, Optional.empty());
    }
    PlanNode.Scan kept =
        new PlanNode.Scan(
            new Relation(
                StreamingOperator.Sessions.KEPT,
                Relation.Kind.STREAM,
                input.plan().columns(),
                Optional.empty()));
    StreamingOperator sessions =
        new StreamingOperator.Sessions(
            nextName(),
            input.plan(),
            new PlanNode.Window(kept, window.columns(), window.timeColumn(), window.windowing()),
            clock);
    operators.add(sessions);
    return Part.rows(scanOf(sessions), times);
  }

  private InvalidSqlException notByEventTime(PlanNode.Window window) {
    Relation stream = stream(window);
    String time = window.input().columns().get(window.timeColumn()).name();
    return refuse(
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

  private static boolean windowed(PlanNode node) {
    return node instanceof PlanNode.Window
        || node.inputs().stream().anyMatch(StreamingPlanner::windowed);
  }

  private static Relation stream(PlanNode node) {
    return node instanceof PlanNode.Scan scan
        ? scan.relation()
        : stream(
            node.inputs().stream().filter(StreamingPlanner::readsStream).findFirst().orElseThrow());
  }

  private Part aggregate(PlanNode.Aggregate aggregate) {
    Part input = part(aggregate.input());
    Optional<Integer> key =
        input.windowColumns().stream()
            .filter(
                column -> aggregate.groupingSets().stream().allMatch(set -> set.contains(column)))
            .findFirst();
    if (key.isEmpty() && emit == Emit.CHANGES) {
      return new ChangesPlanner(this).aggregate(aggregate, input);
    }
    if (key.isEmpty()) {
      throw unwindowed(aggregate, input);
    }
    Scope scope = input.window(key.get()).orElseThrow().scope();
    List<Optional<ColumnTime>> times = new ArrayList<>();
    for (int i = 0; i < aggregate.columns().size(); i++) {
      boolean whole =
          i < aggregate.keys().size() && isInAll(aggregate.keys().get(i), aggregate.groupingSets());
      times.add(whole ? input.times().get(aggregate.keys().get(i)) : Optional.empty());
    }
    if (input.isRows() && aggregate.groupingSets().size() == 1) {
      WindowGroups groups = WindowGroups.of(aggregate, input, key.get(), nextName());
      return new Part(groups.plan(), times, Optional.of(scope), List.of(groups.kept()));
    }
    Part kept = closing(input, scope);
    return kept.with(
        new PlanNode.Aggregate(
            kept.plan(),
            aggregate.columns(),
            aggregate.keys(),
            aggregate.groupingSets(),
            aggregate.calls()),
        times);
  }

  private static boolean isInAll(int column, List<List<Integer>> sets) {
    return sets.stream().allMatch(set -> set.contains(column));
  }

  private InvalidSqlException unwindowed(PlanNode.Aggregate aggregate, Part input) {
    boolean distinct = places.groupBy().isEmpty() && places.distinct().isPresent();
    boolean windows = windowed(aggregate);
    boolean byStart =
        input.scopes().stream().allMatch(scope -> scope.windowing().isNamedBy(Bound.START));
    return refuse(
        SqlProblem.PIPELINE_UNWINDOWED_GROUP
            .at(
                places.groupBy().or(places::distinct).orElse(places.statement()),
                distinct
                    ? "SELECT DISTINCT without window_start in a pipeline"
                    : "aggregate without window_start in GROUP BY in a pipeline")
            .withDetail("A group of a stream is complete only when its window is closed.")
            .withHint(
                windows
                    ? "Add %s to %s, or emit: changes to the pipeline for a table that changes."
                        .formatted(
                            byStart ? "window_start" : "window_end",
                            distinct ? "SELECT" : "GROUP BY")
                    : "Add emit: changes to the pipeline for a table that changes; or read FROM TABLE(TUMBLE(TABLE %s, DESCRIPTOR(%s), INTERVAL '1' MINUTE)) and GROUP BY window_start."
                        .formatted(
                            stream(aggregate).name(),
                            stream(aggregate).eventTime().map(EventTime::field).orElse("time"))));
  }

  /**
   * The part as rows: what has to wait for windows goes into an operator.
   *
   * @throws InvalidSqlException where its rows change
   */
  Part closed(Part part) {
    return closed(part, places.statement());
  }

  /**
   * The same, for what stands at a place.
   *
   * @throws InvalidSqlException where its rows change
   */
  Part closed(Part part, Location place) {
    if (part.changes().isPresent()) {
      throw refuse(
          SqlProblem.PIPELINE_UNSUPPORTED
              .at(place, "groups without a window are read here by what needs rows that stay")
              .withDetail(
                  "Over a table that changes, GROUP BY without a window, the first rows by"
                      + " ROW_NUMBER, WHERE and expressions are supported.")
              .withHint("Add window_start to the inner GROUP BY, or split the query."));
    }
    if (part.isRows()) {
      return part;
    }
    Scope scope = part.closing().get();
    StreamingOperator operator =
        new StreamingOperator.OverWindows(
            nextName(), part.kept(), part.plan(), scope.windowing(), scope.of());
    operators.add(operator);
    List<Optional<ColumnTime>> times =
        part.times().stream().map(time -> time.flatMap(known -> whenClosed(known, scope))).toList();
    return Part.rows(scanOf(operator), times);
  }

  /** A row that waited for its window lies behind the start of those that are still open. */
  private static Optional<ColumnTime> whenClosed(ColumnTime time, Scope scope) {
    if (time instanceof OfWindow window) {
      return window.scope().equals(scope) ? Optional.of(time) : Optional.empty();
    }
    return time.clock().equals(Optional.of(scope.of()))
        ? new OfWindow(scope, Bound.START).clock().map(OfRow::new)
        : Optional.empty();
  }

  /** The part as what is computed when windows close, its rows kept until then. */
  Part closing(Part part, Scope scope) {
    if (!part.isRows()) {
      return part;
    }
    int column =
        part.windowColumns().stream()
            .filter(i -> part.window(i).get().scope().equals(scope))
            .findFirst()
            .orElseThrow();
    Kept kept =
        new Kept(
            nextName(), part.plan(), Optional.empty(), column, part.window(column).get().bound());
    return new Part(
        new PlanNode.Scan(kept.relation()), part.times(), Optional.of(scope), List.of(kept));
  }

  static PlanNode scanOf(StreamingOperator operator) {
    return new PlanNode.Scan(operator.relation());
  }

  String nextName() {
    return "$" + ++names;
  }

  static InvalidSqlException refuse(Problem problem) {
    return new InvalidSqlException(problem);
  }
}
