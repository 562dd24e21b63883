package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.internal.yaml.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a project's files, and definitions where none are read. Files whose names begin with a
 * point, and files that are not YAML, are nobody's business here. For one thread.
 */
public final class ProjectFiles {

  /** The settings' file. */
  public static final String SETTINGS = "thalweg.yaml";

  private static final String OLD_SETTINGS = "thalweg.yml";
  private static final List<String> FOLDERS =
      List.of("streams", "tables", "pipelines", "dashboards");
  private static final Map<String, String> LATER =
      Map.of("models", "models", "learners", "learners");
  private static final Pattern DEFINITION =
      Pattern.compile("^(stream|table|pipeline|dashboard)[ \t]*:", Pattern.MULTILINE);

  private final ProjectTree tree;
  private final List<Problem> problems = new ArrayList<>();

  public ProjectFiles(ProjectTree tree) {
    this.tree = tree;
  }

  /** The problems found so far. */
  public List<Problem> problems() {
    return problems;
  }

  /** The settings' file, relative to the project; empty, with a problem, if there is none. */
  public Optional<String> settings() {
    if (tree.exists(SETTINGS)) {
      if (tree.exists(OLD_SETTINGS)) {
        problems.add(ending(OLD_SETTINGS));
      }
      return Optional.of(SETTINGS);
    }
    if (tree.exists(OLD_SETTINGS)) {
      problems.add(ending(OLD_SETTINGS));
      return Optional.of(OLD_SETTINGS);
    }
    problems.add(
        ProblemCode.SETTINGS_NOT_FOUND
            .at(
                new Location(SETTINGS, 1, 1),
                "folder \"" + tree.directory() + "\" has no file \"" + SETTINGS + "\"")
            .withHint("Make it with the line \"name: plant\", or name the project's folder."));
    return Optional.empty();
  }

  /** The definitions in one of the folders, relative to the project, by name. */
  public List<String> definitions(String folder) {
    List<String> files = new ArrayList<>();
    for (String file : list(folder)) {
      String name = folder + "/" + file;
      if (tree.isDirectory(name)) {
        list(name).stream()
            .filter(ProjectFiles::isYaml)
            .forEach(inside -> tooDeep(folder, name, inside));
      } else if (isYaml(file)) {
        if (!name.endsWith(".yaml")) {
          problems.add(ending(name));
        }
        files.add(name);
      }
    }
    return files;
  }

  private void tooDeep(String folder, String name, String file) {
    String nested = name + "/" + file;
    problems.add(
        ProblemCode.MISPLACED_FILE
            .at(new Location(nested, 1, 1), "file \"" + nested + "\" is not read")
            .withDetail("Definitions stand in the folder itself, not in folders inside of it.")
            .withHint("Move it to \"" + folder + "/" + file + "\"."));
  }

  /** Looks for definitions where nobody reads them. */
  public void lookElsewhere() {
    for (String name : list("")) {
      if (tree.isDirectory(name)) {
        folder(name);
      } else if (isYaml(name) && !name.equals(SETTINGS) && !name.equals(OLD_SETTINGS)) {
        rootFile(name);
      }
    }
  }

  private void folder(String name) {
    if (LATER.containsKey(name)) {
      for (String file : list(name)) {
        if (isYaml(file) || file.endsWith(".sql")) {
          String inside = name + "/" + file;
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
        .filter(folder -> !tree.isSameFolder(folder, name))
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

  private void rootFile(String name) {
    // A file of something else may be unreadable for all we care: the problems go nowhere.
    Optional<SourceFile> source = tree.read(name, problem -> {});
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

  private static boolean isYaml(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /** What is in a folder of the project and not hidden, by name; nothing if it is not there. */
  private List<String> list(String folder) {
    try {
      return tree.list(folder);
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
