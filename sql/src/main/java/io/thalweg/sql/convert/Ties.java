package io.thalweg.sql.convert;

import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.Expression.Over.OrderBy;
import java.util.ArrayList;
import java.util.List;

/**
 * What tells rows apart that an order leaves equal: their place in the log, where they have one,
 * and else all their columns, for rows that are equal in these are as good as each other.
 * Immutable.
 *
 * @param row the columns of the rows
 * @param place positions of what is their place in the log, the weightier first; none where they
 *     have none
 * @param unique whether no two rows have the same place
 */
record Ties(List<Column> row, List<ColumnReference> place, boolean unique) {

  /** Where there are no window functions. */
  static final Ties NONE = by(List.of());

  Ties {
    row = List.copyOf(row);
    place = List.copyOf(place);
  }

  /** Of rows that have no place in the log. */
  static Ties by(List<Column> row) {
    return new Ties(row, List.of(), false);
  }

  /**
   * What continues an order until no rows are equal. The log's order goes the way of the last
   * column before it: of the rows of one time the one that came last is the last by time.
   */
  List<OrderBy> behind(List<Expression> partition, List<OrderBy> order) {
    boolean descending = !order.isEmpty() && order.get(order.size() - 1).descending();
    List<OrderBy> behind = new ArrayList<>();
    place.forEach(column -> behind.add(new OrderBy(column, descending, false)));
    if (unique) {
      return behind;
    }
    for (int i = 0; i < row.size(); i++) {
      Expression column = new ColumnReference(i, row.get(i).type());
      if (!partition.contains(column)
          && order.stream().noneMatch(key -> key.expression().equals(column))) {
        behind.add(new OrderBy(column, false, false));
      }
    }
    return behind;
  }
}
