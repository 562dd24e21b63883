package io.thalweg.definitions.project;

import io.thalweg.definitions.Dashboard;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.Project;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import io.thalweg.definitions.internal.document.DefinitionFile;
import io.thalweg.definitions.internal.document.Namespace;
import io.thalweg.definitions.internal.document.ProjectFiles;
import io.thalweg.definitions.internal.document.ProjectTree;
import io.thalweg.definitions.internal.document.TakenName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Reads a project's folder: {@code thalweg.yaml}, {@code streams/*.yaml}, {@code tables/*.yaml},
 * {@code pipelines/*.yaml} and {@code dashboards/*.yaml}.
 *
 * <p>Whatever the files hold, reading ends with a result; what is wrong with them is in it, all at
 * once. SQL is carried, not checked. Safe for use by many threads.
 */
public final class ProjectReader {

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(
          Problem::location,
          Comparator.comparing(Location::file)
              .thenComparingInt(Location::line)
              .thenComparingInt(Location::column));

  private ProjectReader() {}

  /** Reads and checks the definitions in a folder. */
  public static ReadResult read(Path directory) {
    return read(directory, Map.of());
  }

  /**
   * Reads and checks the definitions in a folder as they would be with some files changed.
   *
   * @param changes by the file's name, relative to the folder with {@code /} between its parts, the
   *     bytes it would hold, or nothing where it would not be there
   */
  public static ReadResult read(Path directory, Map<String, Optional<byte[]>> changes) {
    if (!Files.isDirectory(directory)) {
      Problem problem =
          ProblemCode.PROJECT_NOT_FOUND
              .at(
                  new Location(ProjectFiles.SETTINGS, 1, 1),
                  "there is no folder \"" + directory + "\"")
              .withHint("Name the folder of a project, one with a thalweg.yaml.");
      return new ReadResult(
          Optional.empty(),
          List.of(problem),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Set.of());
    }
    ProjectTree tree = new ProjectTree(directory, changes);
    ProjectFiles files = new ProjectFiles(tree);
    Optional<DefinitionFile<Settings>> settings =
        files.settings().map(name -> DefinitionFile.settings(tree, name));
    List<DefinitionFile<Stream>> streams =
        readAll(tree, files.definitions("streams"), DefinitionFile::stream);
    List<DefinitionFile<Table>> tables =
        readAll(tree, files.definitions("tables"), DefinitionFile::table);
    List<DefinitionFile<Pipeline>> pipelines =
        readAll(tree, files.definitions("pipelines"), DefinitionFile::pipeline);
    List<DefinitionFile<Dashboard>> dashboards =
        readAll(tree, files.definitions("dashboards"), DefinitionFile::dashboard);
    files.lookElsewhere();

    List<TakenName> names = new ArrayList<>();
    streams.forEach(file -> names.addAll(file.names()));
    tables.forEach(file -> names.addAll(file.names()));
    pipelines.forEach(file -> names.addAll(file.names()));
    List<Problem> problems = new ArrayList<>(files.problems());
    settings.ifPresent(file -> problems.addAll(file.problems()));
    streams.forEach(file -> problems.addAll(file.problems()));
    tables.forEach(file -> problems.addAll(file.problems()));
    pipelines.forEach(file -> problems.addAll(file.problems()));
    dashboards.forEach(file -> problems.addAll(file.problems()));
    problems.addAll(Namespace.clashes(names));
    return result(
        directory,
        settings.flatMap(DefinitionFile::definition),
        streams,
        tables,
        pipelines,
        dashboards,
        names,
        problems);
  }

  private static <T> List<DefinitionFile<T>> readAll(
      ProjectTree tree,
      List<String> names,
      BiFunction<ProjectTree, String, DefinitionFile<T>> read) {
    return names.stream().map(name -> read.apply(tree, name)).toList();
  }

  private static ReadResult result(
      Path directory,
      Optional<Settings> settings,
      List<DefinitionFile<Stream>> streamFiles,
      List<DefinitionFile<Table>> tableFiles,
      List<DefinitionFile<Pipeline>> pipelineFiles,
      List<DefinitionFile<Dashboard>> dashboardFiles,
      List<TakenName> names,
      List<Problem> problems) {
    Set<String> troubled =
        problems.stream().map(problem -> problem.location().file()).collect(Collectors.toSet());
    Set<String> doubtful =
        names.stream()
            .filter(name -> troubled.contains(name.name().location().file()))
            .map(name -> name.name().value())
            .collect(Collectors.toSet());
    List<Stream> streams = sound(streamFiles, troubled, Comparator.comparing(Stream::name));
    List<Table> tables = sound(tableFiles, troubled, Comparator.comparing(Table::name));
    List<Pipeline> pipelines = sound(pipelineFiles, troubled, Comparator.comparing(Pipeline::name));
    List<Pipeline> partial =
        pipelineFiles.stream()
            .filter(file -> troubled.contains(file.name()))
            .flatMap(file -> file.partial().stream())
            .toList();
    List<Dashboard> dashboards =
        dashboardFiles.stream()
            .flatMap(file -> file.partial().stream())
            .sorted(Comparator.comparing(Dashboard::name))
            .toList();
    Optional<Project> project =
        settings
            .filter(s -> problems.isEmpty())
            .map(s -> new Project(directory, s, streams, tables, pipelines, dashboards));
    // A mistake behind an alias is met at each of its uses, but is one mistake.
    List<Problem> sorted = problems.stream().distinct().sorted(BY_PLACE).toList();
    return new ReadResult(
        project, sorted, streams, tables, pipelines, partial, dashboards, doubtful);
  }

  private static <T> List<T> sound(
      List<DefinitionFile<T>> files, Set<String> troubled, Comparator<T> order) {
    return files.stream()
        .filter(file -> !troubled.contains(file.name()))
        .flatMap(file -> file.definition().stream())
        .sorted(order)
        .toList();
  }
}
