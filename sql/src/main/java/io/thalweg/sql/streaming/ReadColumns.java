package io.thalweg.sql.streaming;

import io.thalweg.sql.plan.AggregateCall;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.PlanVisitor;
import io.thalweg.sql.plan.Windowing;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which columns of the relations that they scan some plans read. */
final class ReadColumns {

  private final Map<String, Set<Integer>> relations = new HashMap<>();

  /** The positions that are read of a relation. */
  Set<Integer> of(String relation) {
    return relations.getOrDefault(relation, Set.of());
  }

  /** Adds what a plan reads so that all of its columns can be read. */
  ReadColumns add(PlanNode plan) {
    return add(plan, all(plan));
  }

  /**
   * Adds what a plan reads.
   *
   * @param columns positions of its columns that are read in their turn
   */
  ReadColumns add(PlanNode plan, Set<Integer> columns) {
    plan.subQueries().forEach(subQuery -> add(subQuery.query()));
    if (plan instanceof PlanNode.Scan scan) {
      relations.computeIfAbsent(scan.relation().name(), name -> new TreeSet<>()).addAll(columns);
    } else if (plan instanceof PlanNode.SetOperation operation) {
      operation.inputs().forEach(input -> add(input, operation.all() ? columns : all(input)));
    } else {
      Set<Integer> read = ofInputs(plan, columns);
      int first = 0;
      for (PlanNode input : plan.inputs()) {
        int count = input.columns().size();
        add(input, between(read, first, first + count));
        first += count;
      }
    }
    return this;
  }

  /** Those of some positions that lie from one to before another, counted from the first. */
  static Set<Integer> between(Set<Integer> columns, int from, int to) {
    return columns.stream()
        .filter(column -> column >= from && column < to)
        .map(column -> column - from)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The positions that an expression refers to. */
  static Stream<Integer> in(Expression expression) {
    return expression
        .all()
        .filter(ColumnReference.class::isInstance)
        .map(part -> ((ColumnReference) part).index());
  }

  /** The positions that a node reads of its inputs' columns, one after the other. */
  static Set<Integer> ofInputs(PlanNode node, Set<Integer> columns) {
    if (!node.subQueries().isEmpty()) {
      // which may refer to any
      return positions(node.inputColumns().size());
    }
    return node.accept(new OfInputs(columns));
  }

  static Set<Integer> all(PlanNode plan) {
    return positions(plan.columns().size());
  }

  private static Set<Integer> positions(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  private record OfInputs(Set<Integer> columns) implements PlanVisitor<Set<Integer>> {

    private Set<Integer> columnsAnd(Stream<Integer> others) {
      return Stream.concat(columns.stream(), others).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Set<Integer> visit(PlanNode.Scan scan) {
      return Set.of();
    }

    @Override
    public Set<Integer> visit(PlanNode.Values values) {
      return Set.of();
    }

    @Override
    public Set<Integer> visit(PlanNode.Filter filter) {
      return columnsAnd(in(filter.condition()));
    }

    @Override
    public Set<Integer> visit(PlanNode.Project project) {
      return columns.stream()
          .flatMap(column -> in(project.expressions().get(column)))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Set<Integer> visit(PlanNode.Window window) {
      Stream<Integer> keys =
          window.windowing() instanceof Windowing.Session session
              ? session.keys().stream()
              : Stream.of();
      return columnsAnd(Stream.concat(Stream.of(window.timeColumn()), keys));
    }

    @Override
    public Set<Integer> visit(PlanNode.Aggregate aggregate) {
      Set<Integer> read = new TreeSet<>(aggregate.keys());
      for (AggregateCall call : aggregate.calls()) {
        read.addAll(call.operands());
        call.filter().ifPresent(read::add);
      }
      return read;
    }

    @Override
    public Set<Integer> visit(PlanNode.Unnest unnest) {
      return columnsAnd(in(unnest.array()));
    }

    @Override
    public Set<Integer> visit(PlanNode.Join join) {
      return columnsAnd(in(join.condition()));
    }

    @Override
    public Set<Integer> visit(PlanNode.SetOperation operation) {
      return columns;
    }

    @Override
    public Set<Integer> visit(PlanNode.Sort sort) {
      return columnsAnd(sort.keys().stream().map(PlanNode.SortKey::column));
    }
  }
}
