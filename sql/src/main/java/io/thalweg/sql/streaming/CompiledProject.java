package io.thalweg.sql.streaming;

import io.thalweg.definitions.Problem;
import io.thalweg.sql.catalog.Catalog;
import java.util.List;

/**
 * What became of a project's SQL.
 *
 * @param catalog every stream, derived stream and table that could be made sense of
 * @param pipelines those without a problem, each behind those whose outputs it reads
 * @param problems every mistake; a project with one must not be started
 */
public record CompiledProject(
    Catalog catalog, List<CompiledPipeline> pipelines, List<Problem> problems) {

  public CompiledProject {
    pipelines = List.copyOf(pipelines);
    problems = List.copyOf(problems);
  }
}
