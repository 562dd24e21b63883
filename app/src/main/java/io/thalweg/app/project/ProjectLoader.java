package io.thalweg.app.project;

import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.Project;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.project.ProjectReader;
import io.thalweg.definitions.project.ReadResult;
import io.thalweg.process.api.quality.StreamQuality;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.dashboard.CompiledDashboards;
import io.thalweg.sql.dashboard.DashboardCompiler;
import io.thalweg.sql.quality.QualityCompiler;
import io.thalweg.sql.streaming.CompiledProject;
import io.thalweg.sql.streaming.ProjectCompiler;
import io.thalweg.sql.table.TableQueries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a project's folder and compiles its pipelines, dashboards, quality rules and the queries of
 * its tables. The first call in a process takes about a second, for the SQL compiler warms up.
 */
public final class ProjectLoader {

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(
          Problem::location,
          Comparator.comparing(Location::file)
              .thenComparingInt(Location::line)
              .thenComparingInt(Location::column));

  /** What pipelines are compiled with while the project's own settings have mistakes. */
  private static final Settings ANY_SETTINGS =
      new Settings("project", 0, new Settings.Buffer(Optional.empty(), Settings.Durability.DISK));

  private ProjectLoader() {}

  /** Reads and compiles everything; whatever is wrong stands in the answer's problems. */
  public static CheckedProject load(Path directory) {
    return load(directory, Map.of());
  }

  /**
   * As {@link #load(Path)}, with some files as they would be.
   *
   * @param changes as {@link ProjectReader#read(Path, Map)} takes them
   */
  public static CheckedProject load(Path directory, Map<String, Optional<byte[]>> changes) {
    ReadResult read = ProjectReader.read(directory, changes);
    Project readable =
        read.project()
            .orElseGet(
                () ->
                    new Project(
                        directory,
                        ANY_SETTINGS,
                        read.streams(),
                        read.tables(),
                        Stream.concat(read.pipelines().stream(), read.partialPipelines().stream())
                            .toList(),
                        read.dashboards()));
    CompiledProject compiled = ProjectCompiler.compile(readable);
    Catalog queryable =
        ServingRelations.queryable(readable.streams(), readable.tables(), compiled.pipelines());
    CompiledDashboards dashboards = DashboardCompiler.compile(readable.dashboards(), queryable);
    Map<String, EventQuality> quality = new HashMap<>();
    List<Problem> inRules = new ArrayList<>();
    for (io.thalweg.definitions.Stream stream : readable.streams()) {
      QualityCompiler.Result rules = QualityCompiler.compile(stream);
      quality.put(stream.name(), StreamQuality.of(stream, rules.rules()));
      inRules.addAll(rules.problems());
    }
    List<Problem> problems =
        Stream.of(
                read.problems().stream(),
                inRules.stream(),
                Stream.of(
                        compiled.problems(),
                        dashboards.problems(),
                        TableQueries.check(readable.tables(), queryable))
                    .flatMap(List::stream)
                    .filter(problem -> !isAboutOneOf(read.doubtfulNames(), problem)))
            .flatMap(found -> found)
            .sorted(BY_PLACE)
            .toList();
    return new CheckedProject(
        directory,
        read.project(),
        readable.tables(),
        compiled,
        dashboards.dashboards(),
        quality,
        texts(directory, readable.pipelines(), changes),
        problems);
  }

  private static Map<String, String> texts(
      Path directory, List<Pipeline> pipelines, Map<String, Optional<byte[]>> changes) {
    Map<String, String> texts = new HashMap<>();
    for (Pipeline pipeline : pipelines) {
      String file = pipeline.location().file();
      try {
        byte[] text =
            changes.containsKey(file)
                ? changes.get(file).orElse(new byte[0])
                : Files.readAllBytes(directory.resolve(file));
        texts.put(file, new String(text, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException("file " + file + " went away while it was read", e);
      }
    }
    return texts;
  }

  /** SQL that reads what has mistakes of its own cannot be judged yet. */
  private static boolean isAboutOneOf(Set<String> names, Problem problem) {
    return names.stream().anyMatch(name -> problem.message().contains('"' + name + '"'));
  }
}
