package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryResult;
import io.thalweg.sql.plan.PlanNode;

/** Computes a plan over all that streams hold: the lake, and the log behind it. */
@FunctionalInterface
public interface Recomputation {

  /**
   * Starts to compute.
   *
   * @throws QueryException when it cannot now; it may be tried again
   */
  QueryResult rows(PlanNode plan);
}
