package io.thalweg.sql.convert;

import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows with their place in the log in two more columns at the end.
 *
 * @param plan of the rows
 * @param unique whether no two of them have the same place
 */
record LogOrder(PlanNode plan, boolean unique) {

  private static final int COLUMNS = 2;

  /** A plan's rows with their places, where each of them is one event of one stream. */
  static Optional<LogOrder> of(PlanNode node) {
    if (node instanceof PlanNode.Scan scan) {
      return scan.relation().kind() == Relation.Kind.STREAM
          ? Optional.of(new LogOrder(new PlanNode.Scan(scan.relation().withPlace()), true))
          : Optional.empty();
    } else if (node instanceof PlanNode.Filter filter) {
      return of(filter.input())
          .map(input -> input.with(new PlanNode.Filter(input.plan, filter.condition())));
    } else if (node instanceof PlanNode.Project project) {
      return of(project.input()).map(input -> input.project(project));
    } else if (node instanceof PlanNode.Window window) {
      return of(window.input()).map(input -> input.window(window));
    }
    return Optional.empty();
  }

  /** Where the rows have their place. */
  List<ColumnReference> place() {
    List<Column> columns = plan.columns();
    int first = columns.size() - COLUMNS;
    return List.of(reference(columns, first), reference(columns, first + 1));
  }

  private LogOrder with(PlanNode other) {
    return new LogOrder(other, unique);
  }

  private LogOrder project(PlanNode.Project project) {
    List<Column> columns = new ArrayList<>(project.columns());
    List<Expression> expressions = new ArrayList<>(project.expressions());
    place()
        .forEach(
            column -> {
              columns.add(named(plan.columns().get(column.index()), columns));
              expressions.add(column);
            });
    return with(new PlanNode.Project(plan, columns, expressions));
  }

  /** A statement may have given the name to a column of its own. */
  private static Column named(Column column, List<Column> others) {
    String name = column.name();
    while (others.stream().map(Column::name).anyMatch(name::equalsIgnoreCase)) {
      name += "_";
    }
    return new Column(name, column.type(), column.nullable());
  }

  /** The bounds of a window stand behind the columns of its input, and here before the place. */
  private LogOrder window(PlanNode.Window window) {
    int before = window.input().columns().size();
    List<Column> bounds = window.columns().subList(before, window.columns().size());
    List<Column> all = new ArrayList<>(plan.columns());
    all.addAll(bounds);
    List<Column> columns = new ArrayList<>();
    List<Expression> expressions = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      boolean isPlace = i >= before && i < before + COLUMNS;
      if (!isPlace) {
        columns.add(i < before ? window.columns().get(i) : all.get(i));
        expressions.add(reference(all, i));
      }
    }
    for (ColumnReference column : place()) {
      columns.add(named(all.get(column.index()), columns));
      expressions.add(column);
    }
    // a row that is in several windows is there several times
    return new LogOrder(
        new PlanNode.Project(
            new PlanNode.Window(plan, all, window.timeColumn(), window.windowing()),
            columns,
            expressions),
        false);
  }

  private static ColumnReference reference(List<Column> columns, int index) {
    return new ColumnReference(index, columns.get(index).type());
  }
}
