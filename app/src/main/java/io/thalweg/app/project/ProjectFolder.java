package io.thalweg.app.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a project lies. */
public final class ProjectFolder {

  /** The file that makes a folder a project. */
  public static final String SETTINGS_FILE = "thalweg.yaml";

  /** The folder inside a project that holds the platform's data, unless the user names another. */
  public static final String DEFAULT_DATA = ".thalweg";

  private ProjectFolder() {}

  /** Whether a folder is a project. */
  public static boolean isProject(Path folder) {
    return Files.isRegularFile(folder.resolve(SETTINGS_FILE));
  }

  /** The nearest project around a folder: itself or one above it. */
  public static Optional<Path> around(Path folder) {
    for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      if (isProject(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }
}
