package io.thalweg.sql.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.core.CorrelationId;

/**
 * The rows that an expression may refer to by Calcite's correlation variables: its own, which only
 * sub-queries in it need, and those for which the sub-queries around it are computed.
 *
 * @param ids the variables of each row, those of the nearest last
 */
record OuterRows(List<Set<CorrelationId>> ids) {

  static final OuterRows NONE = new OuterRows(List.of());

  /** These and, nearest, the row that a node's variables stand for. */
  OuterRows within(Set<CorrelationId> variables) {
    List<Set<CorrelationId>> more = new ArrayList<>(ids);
    more.add(variables);
    return new OuterRows(more);
  }

  /** How many sub-queries lie between an expression and the row that a variable stands for. */
  int depth(CorrelationId variable) {
    for (int i = ids.size() - 1; i >= 0; i--) {
      if (ids.get(i).contains(variable)) {
        return ids.size() - 1 - i;
      }
    }
    throw new UnsupportedPlanException("a sub-query that refers to the outer query in this way");
  }
}
