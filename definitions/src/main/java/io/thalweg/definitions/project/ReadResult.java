package io.thalweg.definitions.project;

import io.thalweg.definitions.Dashboard;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.Project;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What came of reading a project's folder.
 *
 * <p>Where there are problems, the definitions without any are still here, so that a checker of SQL
 * can report its mistakes in the same go. It should keep to itself complaints about {@link
 * #doubtfulNames}: what those are is not known before their own problems are mended.
 *
 * @param project the whole project; empty if there is any problem
 * @param problems every mistake found, by file, line and column
 * @param streams the streams without a problem of their own, by name
 * @param tables the tables without a problem of their own, by name
 * @param pipelines the pipelines without a problem of their own, by name
 * @param partialPipelines the other pipelines whose SQL could be read, only for a checker of it:
 *     what is wrong with them is left out, or has its default
 * @param dashboards as far as they could be read: in those with a problem of their own, what is
 *     wrong is left out, or has its default
 * @param doubtfulNames the names of streams, tables and topics, as written, whose definitions have
 *     problems
 */
public record ReadResult(
    Optional<Project> project,
    List<Problem> problems,
    List<Stream> streams,
    List<Table> tables,
    List<Pipeline> pipelines,
    List<Pipeline> partialPipelines,
    List<Dashboard> dashboards,
    Set<String> doubtfulNames) {

  public ReadResult {
    Objects.requireNonNull(project);
    problems = List.copyOf(problems);
    streams = List.copyOf(streams);
    tables = List.copyOf(tables);
    pipelines = List.copyOf(pipelines);
    partialPipelines = List.copyOf(partialPipelines);
    dashboards = List.copyOf(dashboards);
    doubtfulNames = Set.copyOf(doubtfulNames);
    if (project.isPresent() != problems.isEmpty()) {
      throw new IllegalArgumentException("a project is what has no problems: " + problems);
    }
  }
}
