package io.thalweg.sql.streaming;

import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.streaming.StreamingOperator.Changing;
import io.thalweg.sql.streaming.StreamingOperator.Kept;
import io.thalweg.sql.streaming.StreamingPlan.Changes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes columns that nobody reads NULL before operators keep them, so that they need not be kept.
 * All columns stay where they are.
 */
final class UnreadColumns {

  private final ReadColumns read = new ReadColumns();

  private UnreadColumns() {}

  static StreamingPlan asNulls(StreamingPlan plan) {
    UnreadColumns unread = new UnreadColumns();
    unread.read.add(plan.output());
    List<StreamingOperator> operators = new ArrayList<>(plan.operators());
    Map<String, StreamingOperator> named = new HashMap<>();
    // those that read an operator's rows stand behind it
    for (int i = operators.size() - 1; i >= 0; i--) {
      StreamingOperator operator = operators.get(i);
      operators.set(i, unread.in(operator, unread.read.of(operator.name())));
      named.put(operator.name(), operators.get(i));
    }
    return new StreamingPlan(
        plan.sources(),
        plan.query(),
        operators,
        plan.output(),
        plan.eventTime(),
        plan.changes()
            .map(of -> new Changes((Changing) named.get(of.operator().name()), of.key())));
  }

  /**
   * An operator with NULL in place of what is not needed.
   *
   * @param columns of its rows that are read
   */
  private StreamingOperator in(StreamingOperator operator, Set<Integer> columns) {
    if (operator instanceof StreamingOperator.OverWindows windows) {
      ReadColumns ofKept = new ReadColumns().add(windows.result(), columns);
      return new StreamingOperator.OverWindows(
          windows.name(),
          windows.kept().stream().map(kept -> in(kept, ofKept.of(kept.name()))).toList(),
          windows.result(),
          windows.windowing(),
          windows.of());
    } else if (operator instanceof StreamingOperator.Sessions sessions) {
      Set<Integer> needed = ReadColumns.ofInputs(sessions.window(), columns);
      return new StreamingOperator.Sessions(
          sessions.name(), rows(sessions.rows(), needed), sessions.window(), sessions.of());
    } else if (operator instanceof StreamingOperator.First first) {
      ReadColumns ofKept = new ReadColumns().add(first.first(), columns);
      Set<Integer> needed = with(ofKept.of(StreamingOperator.First.KEPT), first.keys());
      needed.add(first.time());
      return new StreamingOperator.First(
          first.name(),
          rows(first.rows(), needed),
          first.keys(),
          first.first(),
          first.time(),
          first.of());
    } else if (operator instanceof StreamingOperator.TimedJoin join) {
      return in(join, columns);
    }
    Changing changing = (Changing) operator;
    Set<Integer> kept = ReadColumns.all(changing.result());
    if (changing.inputColumns().isPresent()) {
      kept = with(columns, changing.keys());
      kept.addAll(changing.unique().orElse(List.of()));
    }
    ReadColumns ofSources = new ReadColumns().add(changing.result(), kept);
    return new Changing(
        changing.name(),
        changing.sources().stream().map(source -> in(source, ofSources.of(source.name()))).toList(),
        changing.result(),
        changing.keys(),
        changing.unique(),
        changing.windows(),
        changing.inputColumns());
  }

  private Kept in(Kept kept, Set<Integer> columns) {
    Set<Integer> needed = ofRows(kept.aggregate(), with(columns, List.of(kept.windowColumn())));
    PlanNode rows = rows(kept.rows(), needed);
    return new Kept(
        kept.name(), rows, over(kept.aggregate(), rows), kept.windowColumn(), kept.bound());
  }

  private Changing.Input in(Changing.Input input, Set<Integer> columns) {
    Set<Integer> needed = with(columns, input.keys().stream().map(Changing.Key::column).toList());
    PlanNode rows = rows(input.rows(), ofRows(input.aggregate(), needed));
    return new Changing.Input(input.name(), rows, over(input.aggregate(), rows), input.keys());
  }

  private StreamingOperator in(StreamingOperator.TimedJoin join, Set<Integer> columns) {
    int left = join.left().columns().size();
    Set<Integer> needed = with(columns, ReadColumns.in(join.condition()).toList());
    needed.addAll(List.of(join.leftTime().column(), left + join.rightTime().column()));
    return new StreamingOperator.TimedJoin(
        join.name(),
        rows(join.left(), ReadColumns.between(needed, 0, left)),
        rows(join.right(), ReadColumns.between(needed, left, join.columns().size())),
        join.type(),
        join.condition(),
        join.columns(),
        join.leftTime(),
        join.rightTime(),
        join.least(),
        join.greatest());
  }

  private static Set<Integer> with(Set<Integer> columns, List<Integer> others) {
    Set<Integer> all = new TreeSet<>(columns);
    all.addAll(others);
    return all;
  }

  /** What is needed of rows, of which groups may be kept instead. */
  private static Set<Integer> ofRows(Optional<PlanNode.Aggregate> aggregate, Set<Integer> columns) {
    return aggregate.map(node -> ReadColumns.ofInputs(node, columns)).orElse(columns);
  }

  private static Optional<PlanNode.Aggregate> over(
      Optional<PlanNode.Aggregate> aggregate, PlanNode rows) {
    return aggregate.map(node -> (PlanNode.Aggregate) PlanNodes.withInputs(node, List.of(rows)));
  }

  /** A plan with NULL in the columns that are not needed. */
  private PlanNode rows(PlanNode plan, Set<Integer> needed) {
    PlanNode rows = needed.size() == plan.columns().size() ? plan : withNulls(plan, needed);
    read.add(rows);
    return rows;
  }

  private static PlanNode withNulls(PlanNode plan, Set<Integer> needed) {
    List<Column> columns = new ArrayList<>(plan.columns());
    List<Expression> expressions =
        plan instanceof PlanNode.Project project
            ? new ArrayList<>(project.expressions())
            : new ArrayList<>(references(plan.columns()));
    for (int i = 0; i < columns.size(); i++) {
      if (!needed.contains(i)) {
        Column column = columns.get(i);
        columns.set(i, new Column(column.name(), column.type(), true));
        expressions.set(i, new Expression.Literal(Optional.empty(), column.type()));
      }
    }
    PlanNode input = plan instanceof PlanNode.Project project ? project.input() : plan;
    return new PlanNode.Project(input, columns, expressions);
  }

  private static List<Expression> references(List<Column> columns) {
    List<Expression> references = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      references.add(new Expression.ColumnReference(i, columns.get(i).type()));
    }
    return references;
  }
}
