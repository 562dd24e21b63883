package io.thalweg.sql.streaming;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Location;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.Function;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.WindowFunction;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.problem.SqlProblem;
import io.thalweg.sql.streaming.ColumnTime.OfWindow;
import io.thalweg.sql.streaming.ColumnTime.Scope;
import io.thalweg.sql.streaming.StreamingOperator.Changing;
import io.thalweg.sql.streaming.StreamingOperator.Changing.Input;
import io.thalweg.sql.streaming.StreamingOperator.Changing.Key;
import io.thalweg.sql.streaming.StreamingOperator.Kept;
import io.thalweg.sql.streaming.StreamingPlan.Changes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Plans tables that change: groups without windows, their first rows, and windows that are open.
 */
final class ChangesPlanner {

  private final StreamingPlanner planner;

  ChangesPlanner(StreamingPlanner planner) {
    this.planner = planner;
  }

  /** The groups of all rows so far. */
  Part aggregate(PlanNode.Aggregate aggregate, Part input) {
    if (aggregate.groupingSets().size() > 1) {
      throw refuse(
          planner.places().groupBy().orElse(planner.places().statement()),
          "several grouping sets without a window are not supported in a pipeline",
          "Write a pipeline for each of them, or add window_start to each set.");
    }
    Part rows = rows(input);
    List<Integer> keys = IntStream.range(0, aggregate.keys().size()).boxed().toList();
    PlanNode.Aggregate groups =
        new PlanNode.Aggregate(
            rows.plan(),
            aggregate.columns(),
            aggregate.keys(),
            aggregate.groupingSets(),
            aggregate.calls());
    Input kept =
        new Input(
            planner.nextName(),
            rows.plan(),
            Optional.of(groups),
            keys.stream().map(key -> new Key(key, 0)).toList());
    return add(
        new Changing(
            planner.nextName(),
            List.of(kept),
            new PlanNode.Scan(kept.relation()),
            keys,
            Optional.of(keys),
            Optional.empty(),
            Optional.empty()));
  }

  /** The first rows of each key, of all rows so far. */
  Part top(PlanNode.Filter filter, TopRows top, Part input) {
    Part rows = rows(input);
    Input kept =
        new Input(
            planner.nextName(),
            rows.plan(),
            Optional.empty(),
            top.keys().stream().map(key -> new Key(key, 0)).toList());
    PlanNode scan = new PlanNode.Scan(kept.relation());
    Ranked ranked = new Ranked(top, scan);
    List<Integer> keys = top.keys().stream().map(ranked::position).toList();
    boolean stay = input.changes().isEmpty();
    // rows that only come on top of others never let a row rise
    Optional<List<Integer>> inputColumns =
        stay
            ? Optional.of(
                IntStream.range(0, scan.columns().size()).mapToObj(ranked::position).toList())
            : Optional.empty();
    Expression first = stay ? ranked.isFirst() : filter.condition();
    Part all =
        add(
            new Changing(
                planner.nextName(),
                List.of(kept),
                new PlanNode.Filter(ranked.plan(), first),
                keys,
                unique(top, keys),
                Optional.empty(),
                inputColumns));
    if (stay) {
      all = all.with(new PlanNode.Filter(all.plan(), filter.condition()));
    }
    List<Column> visible = top.ranked().columns();
    if (visible.size() == all.plan().columns().size()) {
      return all;
    }
    PlanNode.Project project = new PlanNode.Project(all.plan(), visible, references(visible));
    return all.project(project, all.times().subList(0, visible.size()));
  }

  /** The numbered rows, and behind their columns others that are asked for. */
  private static final class Ranked {
    private final TopRows top;
    private final PlanNode scan;
    private final List<Column> columns;
    private final List<Expression> expressions;

    Ranked(TopRows top, PlanNode scan) {
      this.top = top;
      this.scan = scan;
      this.columns = new ArrayList<>(top.ranked().columns());
      this.expressions = new ArrayList<>(top.ranked().expressions());
    }

    /** Where a column of the input stands. */
    int position(int column) {
      Column of = scan.columns().get(column);
      return position(new ColumnReference(column, of.type()), of.nullable());
    }

    private int position(Expression expression, boolean nullable) {
      int found = expressions.indexOf(expression);
      if (found >= 0) {
        return found;
      }
      columns.add(new Column("$" + columns.size(), expression.type(), nullable));
      expressions.add(expression);
      return columns.size() - 1;
    }

    /** That a row's number lets it through. */
    Expression isFirst() {
      Expression number = new ColumnReference(position(top.over(), false), top.over().type());
      Expression limit = new Expression.Literal(Optional.of(top.limit()), Primitive.LONG);
      return new Expression.Call(
          Function.LESS_THAN_OR_EQUAL, List.of(number, limit), Primitive.BOOLEAN);
    }

    PlanNode plan() {
      return new PlanNode.Project(scan, columns, expressions);
    }
  }

  private static Optional<List<Integer>> unique(TopRows top, List<Integer> keys) {
    if (top.isFirstRow()) {
      return Optional.of(keys);
    }
    List<Integer> unique = new ArrayList<>(keys);
    top.numberColumn().ifPresent(unique::add);
    return top.numberColumn().isPresent()
            && top.over().call().function() == WindowFunction.ROW_NUMBER
        ? Optional.of(unique)
        : Optional.empty();
  }

  private static List<Expression> references(List<Column> columns) {
    return IntStream.range(0, columns.size())
        .<Expression>mapToObj(i -> new ColumnReference(i, columns.get(i).type()))
        .toList();
  }

  private Part rows(Part input) {
    return input.changes().isPresent() ? input : planner.closed(input);
  }

  private Part add(Changing operator) {
    planner.operators().add(operator);
    return Part.changing(
        StreamingPlanner.scanOf(operator), new Changes(operator, operator.unique()));
  }

  /**
   * The whole query as a table that changes.
   *
   * @throws InvalidSqlException where each of its rows is final as it comes
   */
  Part table(Part result) {
    if (result.changes().isPresent()) {
      return result;
    }
    if (result.isRows()) {
      throw refuse(
          planner.places().key("emit"),
          "emit: changes, but what this statement gives is final as it comes",
          "Leave emit out.");
    }
    return early(result);
  }

  /** What is computed when windows close, computed before that too. */
  private Part early(Part result) {
    Scope scope = result.closing().orElseThrow();
    int windowColumn =
        result.windowColumns().stream()
            .findFirst()
            .orElseThrow(
                () ->
                    refuse(
                        planner.places().statement(),
                        "emit: changes needs the rows' window among the output columns",
                        "Add window_end to SELECT, of the side that an outer join keeps; a row is found by it"
                            + " when its window changes. Of FULL JOIN it is COALESCE(a.window_end,"
                            + " b.window_end)."));
    OfWindow named = result.window(windowColumn).orElseThrow();
    List<Integer> keys = new ArrayList<>(List.of(windowColumn));
    List<List<Key>> inputKeys = new ArrayList<>();
    for (Kept kept : result.kept()) {
      long shift =
          Clock.micros(
              scope.windowing().toEnd(kept.bound()).minus(scope.windowing().toEnd(named.bound())));
      inputKeys.add(new ArrayList<>(List.of(new Key(kept.windowColumn(), shift))));
    }
    boolean unique = false;
    if (isRowByRow(result.plan()) && result.kept().get(0).aggregate().isPresent()) {
      unique = addGroupKeys(result, keys, inputKeys.get(0));
    }
    List<Input> inputs =
        IntStream.range(0, inputKeys.size())
            .mapToObj(
                i -> {
                  Kept kept = result.kept().get(i);
                  return new Input(kept.name(), kept.rows(), kept.aggregate(), inputKeys.get(i));
                })
            .toList();
    return add(
        new Changing(
            planner.nextName(),
            inputs,
            result.plan(),
            keys,
            unique ? Optional.of(keys) : Optional.empty(),
            Optional.of(new Changing.Windows(scope.windowing(), named.bound(), scope.of())),
            Optional.empty()));
  }

  /**
   * Lets single groups change instead of whole windows.
   *
   * @return whether the keys now tell the rows apart
   */
  private static boolean addGroupKeys(Part result, List<Integer> keys, List<Key> inputKeys) {
    Kept kept = result.kept().get(0);
    boolean all = true;
    for (int key = 0; key < kept.aggregate().orElseThrow().keys().size(); key++) {
      if (key != kept.windowColumn()) {
        int column = key;
        Optional<Integer> found =
            IntStream.range(0, result.plan().columns().size())
                .boxed()
                .filter(i -> origin(result.plan(), i).equals(Optional.of(column)))
                .findFirst();
        found.ifPresent(
            position -> {
              keys.add(position);
              inputKeys.add(new Key(column, 0));
            });
        all &= found.isPresent();
      }
    }
    return all;
  }

  /** Whether a plan turns each row of its only relation into one or none. */
  private static boolean isRowByRow(PlanNode plan) {
    if (plan instanceof PlanNode.Project project
        && project.expressions().stream()
            .flatMap(Expression::all)
            .anyMatch(Expression.Over.class::isInstance)) {
      return false;
    }
    return plan instanceof PlanNode.Scan
        || (plan instanceof PlanNode.Filter || plan instanceof PlanNode.Project)
            && isRowByRow(plan.inputs().get(0));
  }

  /** The column of the relation that a column of a plan row by row is. */
  private static Optional<Integer> origin(PlanNode plan, int column) {
    if (plan instanceof PlanNode.Project project) {
      return project.expressions().get(column) instanceof ColumnReference reference
          ? origin(project.input(), reference.index())
          : Optional.empty();
    }
    return plan instanceof PlanNode.Filter filter
        ? origin(filter.input(), column)
        : Optional.of(column);
  }

  private static InvalidSqlException refuse(Location place, String message, String hint) {
    return StreamingPlanner.refuse(
        SqlProblem.PIPELINE_UNSUPPORTED.at(place, message).withHint(hint));
  }
}
