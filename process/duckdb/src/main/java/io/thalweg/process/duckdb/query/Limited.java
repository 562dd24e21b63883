package io.thalweg.process.duckdb.query;

import io.thalweg.sql.plan.PlanNode;
import java.util.List;
import java.util.Optional;

/** Keeps a plan from giving many more rows than are allowed. */
final class Limited {

  private Limited() {}

  /** The same plan in the same order, ended one row behind the allowed ones. */
  static PlanNode to(PlanNode plan, long rows) {
    if (rows == Long.MAX_VALUE) {
      return plan;
    }
    long most = rows + 1;
    if (plan instanceof PlanNode.Sort sort) {
      long limit = Math.min(sort.limit().orElse(most), most);
      return new PlanNode.Sort(sort.input(), sort.keys(), sort.offset(), Optional.of(limit));
    }
    return new PlanNode.Sort(plan, List.of(), Optional.empty(), Optional.of(most));
  }
}
