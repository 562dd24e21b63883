package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.internal.yaml.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds a project's files, and definitions where none are read. Files whose names begin with a
 * point, and files that are not YAML, are nobody's business here. For one thread.
 */
public final class ProjectFiles {

  /** The settings' file. */
  public static final String SETTINGS = "thalweg.yaml";

  private static final String OLD_SETTINGS = "thalweg.yml";
  private static final List<String> FOLDERS = List.of("streams", "pipelines", "dashboards");
  private static final Map<String, String> LATER =
      Map.of("models", "models", "learners", "learners");
  private static final Pattern DEFINITION =
      Pattern.compile("^(stream|pipeline|dashboard)[ \t]*:", Pattern.MULTILINE);

  private final Path directory;
  private final List<Problem> problems = new ArrayList<>();

  public ProjectFiles(Path directory) {
    this.directory = directory;
  }

  /** The problems found so far. */
  public List<Problem> problems() {
    return problems;
  }

  /** The settings' file, relative to the project; empty, with a problem, if there is none. */
  public Optional<String> settings() {
    if (Files.exists(directory.resolve(SETTINGS))) {
      if (Files.exists(directory.resolve(OLD_SETTINGS))) {
        problems.add(ending(OLD_SETTINGS));
      }
      return Optional.of(SETTINGS);
    }
    if (Files.exists(directory.resolve(OLD_SETTINGS))) {
      problems.add(ending(OLD_SETTINGS));
      return Optional.of(OLD_SETTINGS);
    }
    problems.add(
        ProblemCode.SETTINGS_NOT_FOUND
            .at(
                new Location(SETTINGS, 1, 1),
                "folder \"" + directory + "\" has no file \"" + SETTINGS + "\"")
            .withHint("Make it with the line \"name: plant\", or name the project's folder."));
    return Optional.empty();
  }

  /** The definitions in one of the folders, relative to the project, by name. */
  public List<String> definitions(String folder) {
    List<String> files = new ArrayList<>();
    for (Path path : list(folder)) {
      String name = folder + "/" + path.getFileName();
      if (Files.isDirectory(path)) {
        list(name).stream()
            .filter(ProjectFiles::isYaml)
            .forEach(file -> tooDeep(folder, name, file));
      } else if (isYaml(path)) {
        if (!name.endsWith(".yaml")) {
          problems.add(ending(name));
        }
        files.add(name);
      }
    }
    return files;
  }

  private void tooDeep(String folder, String name, Path file) {
    String nested = name + "/" + file.getFileName();
    problems.add(
        ProblemCode.MISPLACED_FILE
            .at(new Location(nested, 1, 1), "file \"" + nested + "\" is not read")
            .withDetail("Definitions stand in the folder itself, not in folders inside of it.")
            .withHint("Move it to \"" + folder + "/" + file.getFileName() + "\"."));
  }

  /** Looks for definitions where nobody reads them. */
  public void lookElsewhere() {
    for (Path path : list("")) {
      String name = path.getFileName().toString();
      if (Files.isDirectory(path)) {
        folder(name);
      } else if (isYaml(path) && !name.equals(SETTINGS) && !name.equals(OLD_SETTINGS)) {
        rootFile(path, name);
      }
    }
  }

  private void folder(String name) {
    if (LATER.containsKey(name)) {
      for (Path file : list(name)) {
        if (isYaml(file) || file.toString().endsWith(".sql")) {
          String inside = name + "/" + file.getFileName();
          problems.add(
              ProblemCode.NOT_SUPPORTED_YET
                  .at(new Location(inside, 1, 1), LATER.get(name) + " are not supported yet")
                  .withHint("Move the file out of the folder until a later version reads it."));
        }
      }
      return;
    }
    FOLDERS.stream()
        .filter(folder -> !folder.equals(name) && singular(folder).equals(singular(name)))
        .filter(folder -> !sameFolder(folder, name))
        .filter(folder -> list(name).stream().anyMatch(ProjectFiles::isYaml))
        .forEach(
            folder ->
                problems.add(
                    ProblemCode.MISPLACED_FILE
                        .at(new Location(name, 1, 1), "folder \"" + name + "\" is not read")
                        .withHint("Rename it to \"" + folder + "\".")));
  }

  private static String singular(String folder) {
    return folder.toLowerCase(Locale.ROOT).replaceFirst("s$", "");
  }

  /** On file systems where case does not count, the folder was read under its right name. */
  private boolean sameFolder(String folder, String name) {
    try {
      return Files.isSameFile(directory.resolve(folder), directory.resolve(name));
    } catch (IOException notThere) {
      return false;
    }
  }

  private void rootFile(Path path, String name) {
    // A file of something else may be unreadable for all we care: the problems go nowhere.
    Optional<SourceFile> source = SourceFile.read(path, name, problem -> {});
    Matcher matcher = DEFINITION.matcher(source.map(SourceFile::text).orElse(""));
    if (matcher.find()) {
      String folder = matcher.group(1) + "s";
      problems.add(
          ProblemCode.MISPLACED_FILE
              .at(new Location(name, 1, 1), "file \"" + name + "\" is not read")
              .withDetail("It looks like a " + matcher.group(1) + ".")
              .withHint("Move it to \"" + folder + "/" + yamlEnding(name) + "\"."));
    }
  }

  private static Problem ending(String name) {
    return ProblemCode.FILE_ENDING
        .at(new Location(name, 1, 1), "file \"" + name + "\" does not end in .yaml")
        .withHint("Rename it to \"" + yamlEnding(name) + "\".");
  }

  private static String yamlEnding(String name) {
    return name.replaceFirst("(?i)\\.ya?ml$", ".yaml");
  }

  private static boolean isYaml(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /** What is in a folder of the project and not hidden, by name; nothing if it is not there. */
  private List<Path> list(String folder) {
    Path path = directory.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList();
    } catch (IOException | SecurityException e) {
      String name = folder.isEmpty() ? SETTINGS : folder;
      Problem problem = SourceFile.notReadable(new Location(name, 1, 1), name, e);
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
      return List.of();
    }
  }
}
