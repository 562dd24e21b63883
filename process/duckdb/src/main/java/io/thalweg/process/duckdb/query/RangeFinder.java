package io.thalweg.process.duckdb.query;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.process.api.LakeTable.Range;
import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.Function;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.PlanVisitor;
import io.thalweg.sql.plan.Windowing;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds which ranges of a relation's columns a plan needs at most, by carrying comparisons with
 * constants down to the scans. The plan stays as it is: ranges only tell which files and rows need
 * not be read.
 */
final class RangeFinder implements PlanVisitor<Void> {

  private final Map<Relation, List<Range>> found = new HashMap<>();
  private final Map<Relation, Integer> scans = new HashMap<>();

  /** What is known of the columns of the node that is visited next. */
  private List<ColumnRange> known = List.of();

  private final Constants constants;

  private RangeFinder(Clock clock) {
    this.constants = new Constants(new TimeConstants(clock));
  }

  /** A range of a node's column, by its position. */
  private record ColumnRange(int column, Object from, Object to) {
    ColumnRange at(int position) {
      return new ColumnRange(position, from, to);
    }

    /** Of a timestamp, with its bounds moved by so many microseconds. */
    ColumnRange later(long fromMicros, long toMicros) {
      return new ColumnRange(
          column,
          from == null ? null : (Long) from + fromMicros,
          to == null ? null : (Long) to + toMicros);
    }
  }

  /**
   * For each relation that the plan scans the ranges outside of which it needs no rows; none for
   * one that is scanned more than once.
   *
   * @param clock in UTC, for what depends on the time of the query
   */
  static Map<Relation, List<Range>> find(PlanNode plan, Clock clock) {
    RangeFinder finder = new RangeFinder(clock);
    finder.visit(plan, List.of());
    finder.scans.forEach(
        (relation, count) -> {
          if (count > 1) {
            finder.found.put(relation, List.of());
          }
        });
    return finder.found;
  }

  private Void visit(PlanNode node, List<ColumnRange> ranges) {
    // a sub-query reads all that its own conditions leave, whatever is known of the row outside
    for (Expression.SubQuery subQuery : node.subQueries()) {
      visit(subQuery.query(), List.of());
    }
    known = ranges;
    return node.accept(this);
  }

  @Override
  public Void visit(PlanNode.Scan scan) {
    Relation relation = scan.relation();
    scans.merge(relation, 1, Integer::sum);
    found.put(
        relation,
        known.stream()
            .map(
                range ->
                    new Range(
                        relation.columns().get(range.column()).name(), range.from(), range.to()))
            .toList());
    return null;
  }

  @Override
  public Void visit(PlanNode.Values values) {
    return null;
  }

  @Override
  public Void visit(PlanNode.Filter filter) {
    List<ColumnRange> ranges = new ArrayList<>(known);
    collect(filter.condition(), ranges);
    return visit(filter.input(), ranges);
  }

  private void collect(Expression condition, List<ColumnRange> out) {
    if (!(condition instanceof Expression.Call call)) {
      return;
    }
    if (call.function() == Function.AND) {
      call.operands().forEach(operand -> collect(operand, out));
    } else if (call.operands().size() == 2) {
      comparison(call.function(), call.operands().get(0), call.operands().get(1))
          .or(
              () ->
                  comparison(
                      mirrored(call.function()), call.operands().get(1), call.operands().get(0)))
          .ifPresent(out::add);
    }
  }

  private static Function mirrored(Function function) {
    return switch (function) {
      case LESS_THAN -> Function.GREATER_THAN;
      case LESS_THAN_OR_EQUAL -> Function.GREATER_THAN_OR_EQUAL;
      case GREATER_THAN -> Function.LESS_THAN;
      case GREATER_THAN_OR_EQUAL -> Function.LESS_THAN_OR_EQUAL;
      default -> function;
    };
  }

  private Optional<ColumnRange> comparison(
      Function function, Expression column, Expression constant) {
    if (!(sameValue(column) instanceof ColumnReference reference)) {
      return Optional.empty();
    }
    return constants
        .bounds(constant, reference.type())
        .flatMap(
            bounds ->
                switch (function) {
                  case EQUALS ->
                      Optional.of(
                          new ColumnRange(reference.index(), bounds.least(), bounds.greatest()));
                  case GREATER_THAN, GREATER_THAN_OR_EQUAL ->
                      Optional.of(new ColumnRange(reference.index(), bounds.least(), null));
                  case LESS_THAN, LESS_THAN_OR_EQUAL ->
                      Optional.of(new ColumnRange(reference.index(), null, bounds.greatest()));
                  default -> Optional.empty();
                });
  }

  /** Takes casts away that give every value as it is. */
  private static Expression sameValue(Expression expression) {
    if (!(expression instanceof Expression.Cast cast)) {
      return expression;
    }
    DataType from = cast.operand().type();
    boolean keeps =
        from == Primitive.INT && (cast.type() == Primitive.LONG || isDecimal(cast.type()))
            || from == Primitive.LONG && isDecimal(cast.type())
            || from instanceof DataType.Decimal narrow
                && cast.type() instanceof DataType.Decimal wide
                && narrow.scale() <= wide.scale();
    return keeps ? sameValue(cast.operand()) : expression;
  }

  private static boolean isDecimal(DataType type) {
    return type instanceof DataType.Decimal;
  }

  @Override
  public Void visit(PlanNode.Project project) {
    // A window function looks at rows outside of the range, so nothing may be left out below it.
    boolean overRows =
        project.expressions().stream()
            .flatMap(Expression::all)
            .anyMatch(Expression.Over.class::isInstance);
    List<ColumnRange> ranges = new ArrayList<>();
    for (ColumnRange range : overRows ? List.<ColumnRange>of() : known) {
      if (project.expressions().get(range.column()) instanceof ColumnReference reference) {
        ranges.add(range.at(reference.index()));
      }
    }
    return visit(project.input(), ranges);
  }

  @Override
  public Void visit(PlanNode.Window window) {
    int columns = window.input().columns().size();
    Optional<Duration> size = size(window.windowing());
    List<ColumnRange> ranges = new ArrayList<>();
    for (ColumnRange range : known) {
      if (size.isEmpty()) {
        // a session is made of rows outside of the range too, but never of others' keys
        if (((Windowing.Session) window.windowing()).keys().contains(range.column())) {
          ranges.add(range);
        }
        continue;
      }
      long micros = EventBatch.micros(size.get());
      if (range.column() < columns) {
        ranges.add(range);
      } else if (range.column() == columns) { // the window's start is at most its size earlier
        ranges.add(range.at(window.timeColumn()).later(0, micros));
      } else if (range.column() == columns + 1) { // and its end at most its size later
        ranges.add(range.at(window.timeColumn()).later(-micros, 0));
      }
    }
    return visit(window.input(), ranges);
  }

  /** The size of the largest window; none of sessions. */
  private static Optional<Duration> size(Windowing windowing) {
    if (windowing instanceof Windowing.Tumble tumble) {
      return Optional.of(tumble.size());
    } else if (windowing instanceof Windowing.Hop hop) {
      return Optional.of(hop.size());
    }
    return windowing instanceof Windowing.Cumulate cumulate
        ? Optional.of(cumulate.size())
        : Optional.empty();
  }

  @Override
  public Void visit(PlanNode.Aggregate aggregate) {
    List<ColumnRange> ranges = List.of();
    if (aggregate.groupingSets().size() == 1) {
      ranges =
          known.stream()
              .filter(range -> range.column() < aggregate.keys().size())
              .map(range -> range.at(aggregate.keys().get(range.column())))
              .toList();
    }
    return visit(aggregate.input(), ranges);
  }

  @Override
  public Void visit(PlanNode.Unnest unnest) {
    int columns = unnest.input().columns().size();
    return visit(unnest.input(), known.stream().filter(range -> range.column() < columns).toList());
  }

  @Override
  public Void visit(PlanNode.Join join) {
    List<ColumnRange> ranges = new ArrayList<>(known);
    if (join.type() == PlanNode.JoinType.INNER) {
      collect(join.condition(), ranges);
    }
    int leftColumns = join.left().columns().size();
    // A side whose rows are filled up with NULL must keep its matches.
    boolean leftKept =
        switch (join.type()) {
          case INNER, LEFT -> true;
          case RIGHT, FULL -> false;
        };
    boolean rightKept =
        switch (join.type()) {
          case INNER, RIGHT -> true;
          case LEFT, FULL -> false;
        };
    List<ColumnRange> right =
        ranges.stream()
            .filter(range -> range.column() >= leftColumns)
            .map(range -> range.at(range.column() - leftColumns))
            .toList();
    visit(
        join.left(),
        leftKept
            ? ranges.stream().filter(range -> range.column() < leftColumns).toList()
            : List.of());
    return visit(join.right(), rightKept ? right : List.of());
  }

  @Override
  public Void visit(PlanNode.SetOperation operation) {
    List<ColumnRange> ranges = known;
    operation.inputs().forEach(input -> visit(input, ranges));
    return null;
  }

  @Override
  public Void visit(PlanNode.Sort sort) {
    boolean all = sort.limit().isEmpty() && sort.offset().isEmpty();
    return visit(sort.input(), all ? known : List.of());
  }
}
