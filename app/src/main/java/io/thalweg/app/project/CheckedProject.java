package io.thalweg.app.project;

import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.Project;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import io.thalweg.sql.dashboard.CompiledDashboard;
import io.thalweg.sql.streaming.CompiledPipeline;
import io.thalweg.sql.streaming.CompiledPipeline.OutputTopic;
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
 * @param tables the reference tables whose definitions have no mistake
 * @param compiled the SQL of those pipelines whose definitions have none
 * @param dashboards those without mistakes, by name
 * @param quality what must hold for the events of streams, by their names
 * @param texts of the pipelines' files as they were read, by the files' names
 * @param problems every mistake of all of them, in the order of files and lines
 */
public record CheckedProject(
    Path directory,
    Optional<Project> project,
    List<Table> tables,
    CompiledProject compiled,
    List<CompiledDashboard> dashboards,
    Map<String, EventQuality> quality,
    Map<String, String> texts,
    List<Problem> problems) {

  public CheckedProject {
    tables = List.copyOf(tables);
    dashboards = List.copyOf(dashboards);
    quality = Map.copyOf(quality);
    texts = Map.copyOf(texts);
    problems = List.copyOf(problems);
  }

  /** Whether it can be started. */
  public boolean isCorrect() {
    return problems.isEmpty() && project.isPresent();
  }

  /** The streams of a project that can be started, by name. */
  public List<Stream> streams() {
    return project.orElseThrow().streams();
  }

  /** The reference tables of a project that can be started, by name. */
  public List<Table> referenceTables() {
    return project.orElseThrow().tables();
  }

  /** The settings of a project that can be started. */
  public Settings settings() {
    return project.orElseThrow().settings();
  }

  /** What the pipelines' topics are to their readers. */
  public List<Stream> outputTopics() {
    return pipelines().stream()
        .flatMap(pipeline -> pipeline.topics().stream())
        .map(OutputTopic::stream)
        .toList();
  }

  /** Those of {@link #outputTopics} whose rows stay; the others are changelogs. */
  public List<Stream> readableTopics() {
    return pipelines().stream()
        .filter(pipeline -> pipeline.plan().changes().isEmpty())
        .flatMap(pipeline -> pipeline.topics().stream())
        .map(OutputTopic::stream)
        .toList();
  }

  /** What every topic holds, of a project that can be started. */
  public List<Stream> topics() {
    return java.util.stream.Stream.concat(streams().stream(), outputTopics().stream()).toList();
  }

  /** All whose events can be read, of a project that can be started. */
  public List<Stream> readable() {
    return java.util.stream.Stream.concat(streams().stream(), readableTopics().stream()).toList();
  }

  /** The tables that the pipelines write. */
  public List<String> outputTables() {
    return pipelines().stream()
        .flatMap(pipeline -> pipeline.definition().to().stream())
        .filter(Output.Table.class::isInstance)
        .map(Output::name)
        .toList();
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
