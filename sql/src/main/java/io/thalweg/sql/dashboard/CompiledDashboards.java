package io.thalweg.sql.dashboard;

import io.thalweg.definitions.Problem;
import java.util.List;

/**
 * What became of a project's dashboards.
 *
 * @param dashboards those without a problem
 * @param problems every mistake
 */
public record CompiledDashboards(List<CompiledDashboard> dashboards, List<Problem> problems) {

  public CompiledDashboards {
    dashboards = List.copyOf(dashboards);
    problems = List.copyOf(problems);
  }
}
