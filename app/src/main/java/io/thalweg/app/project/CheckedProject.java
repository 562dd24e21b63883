package io.thalweg.app.project;

import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.Project;
import io.thalweg.sql.dashboard.CompiledDashboard;
import io.thalweg.sql.streaming.CompiledPipeline;
import io.thalweg.sql.streaming.CompiledProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What reading and compiling a project's folder gave.
 *
 * @param directory the folder
 * @param project the definitions; empty when they have a mistake
 * @param compiled the SQL of those pipelines whose definitions have none
 * @param dashboards those without mistakes, by name
 * @param quality what must hold for the events of streams, by their names
 * @param problems every mistake of all of them, in the order of files and lines
 */
public record CheckedProject(
    Path directory,
    Optional<Project> project,
    CompiledProject compiled,
    List<CompiledDashboard> dashboards,
    Map<String, EventQuality> quality,
    List<Problem> problems) {

  public CheckedProject {
    dashboards = List.copyOf(dashboards);
    quality = Map.copyOf(quality);
    problems = List.copyOf(problems);
  }

  /** Whether it can be started. */
  public boolean isCorrect() {
    return problems.isEmpty() && project.isPresent();
  }

  /** The pipelines without mistakes, each behind those whose outputs it reads. */
  public List<CompiledPipeline> pipelines() {
    return compiled.pipelines();
  }

  /** A pipeline without mistakes. */
  public Optional<CompiledPipeline> pipeline(String name) {
    return pipelines().stream().filter(pipeline -> pipeline.name().equals(name)).findFirst();
  }
}
